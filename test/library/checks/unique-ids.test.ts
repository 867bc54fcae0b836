import { describe, expect, it } from 'vitest';
import type { ExampleRow } from '../../../src/library/checks/define.ts';
import { done } from '../../../src/library/checks/operations/example-rows.ts';
import { uniqueIds } from '../../../src/library/checks/unique-ids.ts';
import { told } from '../../support/told.ts';

function got(client: string, id: number | null, op = 'generate'): ExampleRow {
  return done(client, ['1s', '2s'], op, {}, { id });
}

describe('unique-ids', () => {
  it('is violated when two clients get the same', () => {
    expect(told(uniqueIds, [got('a', 1), got('b', 1)])).toMatchObject({
      verdict: 'violated',
      why: 'a and b both got 1',
    });
  });

  it('looks at one operation, and not at answers without a value', () => {
    expect(told(uniqueIds, [got('a', 1), got('b', 2), got('c', 1, 'read')]).verdict).toBe('held');
    expect(told(uniqueIds, [got('a', null), got('b', null)]).verdict).toBe('vacuous');
    expect(
      told(uniqueIds, [got('a', 1, 'next'), got('b', 1, 'next')], { op: 'next' }).verdict,
    ).toBe('violated');
  });

  it('is vacuous with one answer', () => {
    expect(told(uniqueIds, [got('a', 1)]).verdict).toBe('vacuous');
  });
});
