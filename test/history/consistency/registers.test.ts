import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { regularRegister, safeRegister } from '../../../src/history/consistency/registers.ts';
import { type History, outcome } from '../../../src/history/history.ts';
import { nil } from '../../../src/history/value-table.ts';
import { register } from '../../../src/library/models/register.ts';
import { spaceFor } from '../../../src/library/models/space/space.ts';
import { hasOrder, inRealTime } from '../../support/every-order.ts';
import { lanes } from '../../support/lanes.ts';
import { histories } from '../../support/alphabet-history.ts';

const alphabet = {
  operations: [
    { name: 'read', inputs: [null], outputs: [null, 0, 1, 2] },
    { name: 'write', inputs: [0, 1, 2], outputs: [null] },
  ],
};

function isRead(history: History, at: number): boolean {
  return history.names[history.name[at] ?? 0] === 'read';
}

/** Whether each read, taken alone, has an order of all writes in which it is right. */
function isRegular(history: History, counts: (read: number) => boolean): boolean {
  const all = Array.from({ length: history.count }, (_, at) => at);
  const reads = all.filter((at) => isRead(history, at) && history.outcome[at] === outcome.ok);
  return reads.filter(counts).every((read) => {
    const how = history.outcome.map((one, at) =>
      at === read || (at < history.count && !isRead(history, at)) ? one : outcome.fail,
    );
    const alone = { ...history, outcome: how };
    return hasOrder(alone, spaceFor(register, alone)(), inRealTime);
  });
}

function overlapsWrite(history: History, read: number): boolean {
  const { invoked, completed, outcome: how } = history;
  return Array.from({ length: history.count }, (_, at) => at).some(
    (at) =>
      !isRead(history, at) &&
      how[at] !== outcome.fail &&
      (invoked[at] ?? 0) < (completed[read] ?? 0) &&
      (invoked[read] ?? 0) < (completed[at] ?? 0),
  );
}

const question = { initialValue: nil };

describe('weak registers', () => {
  it('agree with their definitions, read by read', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(histories(alphabet, 16), (history) => {
        const regular = regularRegister(history, question).verdict;
        const safe = safeRegister(history, question).verdict;
        expect(regular === 'held').toBe(isRegular(history, () => true));
        const isSafe = isRegular(history, (read) => !overlapsWrite(history, read));
        expect(safe === 'held').toBe(isSafe);
        seen.add(`${regular} ${safe}`);
      }),
      { seed: 42, numRuns: 3000 },
    );
    expect([...seen].toSorted()).toEqual(['held held', 'violated held', 'violated violated']);
  });

  it('may change their mind while a write is under way, if they are regular', () => {
    const history = lanes(
      `A |--write 1--| |---------write 2-----------|
       B                 |--read = 2--| |--read = 1--|`,
    );
    expect(regularRegister(history, question)).toMatchObject({
      verdict: 'held',
      method: 'regular register (Lamport 1986)',
    });
  });

  it('may say anything while a write is under way, if they are safe', () => {
    const history = lanes(
      `A |--write 1--| |-----write 2-------|
       B                 |--read = 7--|`,
    );
    expect(safeRegister(history, question).verdict).toBe('held');
    expect(regularRegister(history, question)).toMatchObject({
      verdict: 'violated',
      witness: { operations: [2], why: expect.stringContaining('nobody began to write 7') },
    });
  });

  it('say which writes make a read too old, and that there are several writers', () => {
    const history = lanes(
      `A |--write 1--|                |--write 2--|
       B   |--write 3--|
       C                                           |--read = 1--|`,
    );
    expect(regularRegister(history, question)).toMatchObject({
      verdict: 'violated',
      method: expect.stringContaining('several writers'),
      witness: { operations: [0, 2, 3] },
    });
  });

  it('know the first value, by key', () => {
    const drawn = `A |--x: write 1--|
       B                   |--y: read = null--|  |--x: read = null--|`;
    const history = lanes(drawn);
    expect(regularRegister(history, question)).toMatchObject({
      verdict: 'violated',
      witness: { operations: [0, 2], why: expect.stringContaining('the first value') },
    });
  });

  it('are not defined for other operations', () => {
    const history = lanes('A |--cas 1 2 = true--|');
    expect(regularRegister(history, question)).toMatchObject({
      verdict: 'undecided',
      why: 'a regular register is defined for reads and writes only, not for cas',
    });
  });
});
