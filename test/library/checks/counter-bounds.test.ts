import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { counterBounds } from '../../../src/library/checks/counter-bounds.ts';
import type { ExampleRow } from '../../../src/library/checks/define.ts';
import { done } from '../../../src/library/checks/operations/example-rows.ts';
import { told } from '../../support/told.ts';

function add(from: number, to: number, amount: number): ExampleRow {
  return done(`a${from}`, [`${from}s`, `${to}s`], 'add', { amount });
}

function look(from: number, value: number): ExampleRow {
  return done('b', [`${from}s`, `${from + 1}s`], 'read', {}, { value });
}

describe('counter-bounds', () => {
  it('wants all that was acknowledged before', () => {
    expect(told(counterBounds, [add(1, 2, 5), add(1, 2, 3), look(3, 8)]).verdict).toBe('held');
    expect(told(counterBounds, [add(1, 2, 5), add(1, 2, 3), look(3, 5)])).toMatchObject({
      verdict: 'violated',
      why: 'b reads 5; it must be 8',
    });
  });

  it('lets in what may have been added by the end of the read', () => {
    const rows = (value: number): ExampleRow[] => [add(1, 2, 5), add(3, 9, 2), look(4, value)];
    expect(told(counterBounds, rows(5)).verdict).toBe('held');
    expect(told(counterBounds, rows(7)).verdict).toBe('held');
    expect(told(counterBounds, rows(8)).why).toBe('b reads 8; it must be from 5 to 7');
  });

  it('counts 1 when no amount is given, from what was there', () => {
    const rows = [
      done('a', ['1s', '2s'], 'add', { key: 'k' }),
      done('b', ['3s', '4s'], 'read', { key: 'k' }, { value: 11 }),
    ];
    expect(told(counterBounds, rows, { initial: 10 }).verdict).toBe('held');
    expect(told(counterBounds, rows).verdict).toBe('violated');
  });

  it('takes away what another operation is to take, when it is named', () => {
    const take = (from: number, to: number, amount: number): ExampleRow =>
      done(`t${from}`, [`${from}s`, `${to}s`], 'spend', { amount });
    const rows = (value: number): ExampleRow[] => [
      add(1, 2, 5),
      take(3, 4, 2),
      take(5, 9, 1),
      look(6, value),
    ];
    const subtract = { subtract: 'spend' };
    expect(told(counterBounds, rows(3), subtract).verdict).toBe('held');
    expect(told(counterBounds, rows(2), subtract).verdict).toBe('held');
    expect(told(counterBounds, rows(5), subtract).why).toBe('b reads 5; it must be from 2 to 3');
    expect(told(counterBounds, rows(5)).verdict).toBe('held');
  });

  it('is vacuous before anything is added, and undecided by what is no number', () => {
    expect(told(counterBounds, [look(1, 0)]).verdict).toBe('vacuous');
    const words = done('b', ['3s', '4s'], 'read', {}, { value: 'many' });
    expect(told(counterBounds, [add(1, 2, 5), words]).verdict).toBe('undecided');
  });

  it('has the bounds that adding up gives, for amounts of both signs', () => {
    const step = fc.record({
      from: fc.integer({ min: 1, max: 20 }),
      length: fc.integer({ min: 1, max: 9 }),
      amount: fc.integer({ min: -4, max: 4 }).filter((amount) => amount !== 0),
    });
    const history = fc.tuple(
      fc.array(step, { maxLength: 5 }),
      fc.integer({ min: 1, max: 20 }),
      fc.integer({ min: -9, max: 9 }),
    );
    const verdicts = new Set<string>();
    fc.assert(
      fc.property(history, ([steps, from, value]) => {
        // Half seconds keep the edges of adds and of the read apart.
        const at = from + 0.5;
        const read = done('b', [`${at}s`, `${at + 1}s`], 'read', {}, { value });
        const rows = steps.map(({ from: begin, length, amount }, n) =>
          done(`a${n}`, [`${begin}s`, `${begin + length}s`], 'add', { amount }),
        );
        const certain = steps.filter((one) => one.from + one.length < at);
        const open = steps.filter((one) => one.from < at + 1 && one.from + one.length > at);
        const base = certain.reduce((sum, one) => sum + one.amount, 0);
        const down = open.reduce((sum, one) => sum + Math.min(0, one.amount), 0);
        const up = open.reduce((sum, one) => sum + Math.max(0, one.amount), 0);
        const isInside = value >= base + down && value <= base + up;
        const { verdict } = told(counterBounds, [...rows, read]);
        verdicts.add(verdict);
        expect(verdict === 'violated').toBe(!isInside);
      }),
      { seed: 42, numRuns: 300 },
    );
    expect(verdicts).toContain('violated');
    expect(verdicts).toContain('held');
  });
});
