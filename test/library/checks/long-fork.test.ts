import { describe, expect, it } from 'vitest';
import type { Value } from '../../../src/base/units.ts';
import type { ExampleRow } from '../../../src/library/checks/define.ts';
import { done } from '../../../src/library/checks/operations/example-rows.ts';
import { longFork } from '../../../src/library/checks/long-fork.ts';
import { told } from '../../support/told.ts';

function look(client: string, values: Value, keys: readonly string[] = []): ExampleRow {
  return done(client, ['1s', '2s'], 'read', { keys }, { values });
}

describe('long-fork', () => {
  it('is violated when two reads see two writes in opposite orders', () => {
    const found = told(longFork, [look('a', { x: 1, y: null }), look('b', { x: null, y: 2 })]);
    expect(found).toMatchObject({
      verdict: 'violated',
      why: 'a sees x written and y not, b the other way round',
    });
  });

  it('holds when every read sees what another one saw, or more', () => {
    const found = told(longFork, [
      look('a', [1, null, 3]),
      look('b', [null, null, 3]),
      look('c', [1, 2, 3]),
    ]);
    expect(found.verdict).toBe('held');
  });

  it('compares answers to the same question only', () => {
    const found = told(longFork, [
      look('a', { x: 1, y: null }, ['x', 'y']),
      look('b', { y: 2, z: null }, ['y', 'z']),
    ]);
    expect(found.verdict).toBe('vacuous');
  });

  it('takes a key that an answer leaves out for one that is not written yet', () => {
    const twice = (client: string, values: Value) => [look(client, values), look(client, values)];
    const forked = told(longFork, [...twice('a', { x: 1 }), ...twice('b', { y: 2 })]);
    expect(forked).toMatchObject({
      verdict: 'violated',
      why: 'a sees x written and y not, b the other way round',
    });
    const growing = [look('a', {}), look('b', { x: 1 }), look('a', { x: 1, y: 2 })];
    expect(told(longFork, growing).verdict).toBe('held');
  });

  it('is undecided when a key was written twice, or an answer holds no keys', () => {
    expect(told(longFork, [look('a', { x: 1 }), look('b', { x: 2 })]).verdict).toBe('undecided');
    expect(told(longFork, [look('a', 7)]).verdict).toBe('undecided');
  });
});
