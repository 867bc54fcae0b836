import { describe, expect, it } from 'vitest';
import type { ExampleRow } from '../../../src/library/checks/define.ts';
import { done, saw, wrote } from '../../../src/library/checks/operations/example-rows.ts';
import { linearizable } from '../../../src/library/checks/linearizable.ts';
import { told } from '../../support/told.ts';

const register = { model: 'register' };

describe('linearizable', () => {
  it('is violated when a read goes back behind what another client has seen', () => {
    const rows = [
      wrote('a', ['1s', '9s'], 'x', 1),
      saw('b', ['2s', '3s'], 'x', 1),
      saw('c', ['4s', '5s'], 'x', null),
    ];
    expect(told(linearizable, rows, register).verdict).toBe('violated');
    expect(told(linearizable, rows.slice(0, 2), register).verdict).toBe('held');
  });

  it('judges each key by itself', () => {
    const rows = [wrote('a', ['1s', '2s'], 'x', 1), saw('b', ['3s', '4s'], 'y', null)];
    expect(told(linearizable, rows, register).verdict).toBe('held');
  });

  it('lets a write of which nobody knows happen late, or never', () => {
    const unknown: ExampleRow = {
      at: '1s',
      client: 'a',
      op: 'write',
      body: { key: 'x', value: 1 },
    };
    const rows = [unknown, saw('b', ['3s', '4s'], 'x', null), saw('b', ['5s', '6s'], 'x', 1)];
    expect(told(linearizable, rows, register).verdict).toBe('held');
    expect(told(linearizable, rows.slice(0, 2), register).verdict).toBe('held');
  });

  it('takes a refused write for one that never was', () => {
    const refused: ExampleRow = {
      at: '1s',
      until: '2s',
      client: 'a',
      op: 'write',
      body: { key: 'x', value: 1 },
      refused: 'full',
    };
    const rows = [refused, saw('b', ['3s', '4s'], 'x', 1)];
    const seen = told(linearizable, rows, register);
    expect(seen.verdict).toBe('violated');
    expect(seen.why).toMatch(
      /; write of 1 by a was refused, which promises that it had no effect$/,
    );
    // Of a value that somebody else may have written a refusal tells nothing.
    const twice = told(linearizable, [wrote('c', ['8s', '9s'], 'x', 1), ...rows], register);
    expect(twice.verdict).toBe('violated');
    expect(twice.why).not.toContain('refused');
  });

  it('learns from a cas that was refused because the value was another one', () => {
    const cas = (refused: string): ExampleRow => ({
      at: '3s',
      until: '4s',
      client: 'b',
      op: 'cas',
      body: { key: 'x', from: 1, to: 2 },
      refused,
    });
    const rows = (refused: string): ExampleRow[] => [
      wrote('a', ['1s', '2s'], 'x', 1),
      cas(refused),
    ];
    const model = { model: 'cas-register' };
    expect(told(linearizable, rows('mismatch'), model).verdict).toBe('violated');
    expect(told(linearizable, rows('busy'), model).verdict).toBe('held');
  });

  it('starts from the value that the scenario gives', () => {
    const rows = [saw('a', ['1s', '2s'], 'x', 'old')];
    expect(told(linearizable, rows, register).verdict).toBe('violated');
    expect(told(linearizable, rows, { ...register, initial: 'old' }).verdict).toBe('held');
  });

  it('takes answers with a bare acknowledgement for what they are', () => {
    const rows = [
      done('a', ['1s', '2s'], 'enqueue', { value: 1 }),
      done('a', ['3s', '4s'], 'enqueue', { value: 2 }),
      done('b', ['5s', '6s'], 'dequeue', {}, { value: 2 }),
    ];
    expect(told(linearizable, rows, { model: 'queue' }).verdict).toBe('violated');
  });

  it('says that none of the operations is one of the model', () => {
    const found = told(linearizable, [wrote('a', ['1s', '2s'], 'x', 1)], { model: 'queue' });
    expect(found.verdict).toBe('undecided');
    expect(found.notes[0]).toContain(
      'write: none is an operation of the model queue, which has enqueue, dequeue',
    );
  });

  it('is undecided when the budget is used up', () => {
    const writes = Array.from({ length: 12 }, (_, n) =>
      wrote(`a${n}`, ['1s', '2s'], 'x', 1 + (n % 2)),
    );
    const rows = [
      ...writes,
      saw('b', ['1s', '3s'], 'x', 1),
      saw('b', ['4s', '5s'], 'x', 2),
      saw('b', ['6s', '7s'], 'x', 1),
    ];
    expect(told(linearizable, rows, { ...register, budget: 5 }).verdict).toBe('undecided');
  });
});
