import { describe, expect, it } from 'vitest';
import type { ExampleRow } from '../../../src/library/checks/define.ts';
import { done } from '../../../src/library/checks/operations/example-rows.ts';
import { totalQueue } from '../../../src/library/checks/total-queue.ts';
import { judgeHistory } from '../../support/example-history.ts';
import { told } from '../../support/told.ts';

function put(from: number, value: string): ExampleRow {
  return done('a', [`${from}s`, `${from + 1}s`], 'enqueue', { value });
}

function take(from: number, value: string | null): ExampleRow {
  return done('b', [`${from}s`, `${from + 1}s`], 'dequeue', {}, { value });
}

describe('total-queue', () => {
  it('is violated when something is lost', () => {
    expect(told(totalQueue, [put(1, 'x'), take(3, null)])).toMatchObject({
      verdict: 'violated',
      why: 'a was told that "x" is in the queue; nobody took it out, and the queue is empty',
    });
  });

  it('lets whoever does not know what it got have taken it', () => {
    const unknown: ExampleRow = { at: '3s', client: 'c', op: 'dequeue' };
    expect(told(totalQueue, [put(1, 'x'), unknown, take(5, null)]).verdict).toBe('held');
    const both = [put(1, 'x'), put(2, 'y'), unknown, take(5, null)];
    expect(told(totalQueue, both).verdict).toBe('violated');
  });

  it('is undecided when nobody emptied the queue', () => {
    expect(told(totalQueue, [put(1, 'x'), put(2, 'y'), take(5, 'x')]).verdict).toBe('undecided');
    // It went in after the queue was found empty.
    expect(told(totalQueue, [take(1, null), put(3, 'x')]).verdict).toBe('undecided');
  });

  it('is violated by what nobody put in, and by what comes out twice', () => {
    expect(told(totalQueue, [take(1, 'x')]).why).toBe('b took out "x", which nobody put in');
    const twice = [put(1, 'x'), take(3, 'x'), take(5, 'x')];
    expect(told(totalQueue, twice).why).toBe('b took out "x", which had been taken out before');
    expect(told(totalQueue, twice, { repeats: 'allowed' }).verdict).toBe('held');
  });

  it('shows more that is gone than those may have taken who never heard of it', () => {
    const rows: ExampleRow[] = [
      done('a', ['1s', '2s'], 'enqueue', { value: 1 }),
      done('a', ['3s', '4s'], 'enqueue', { value: 2 }),
      { at: '5s', client: 'b', op: 'dequeue' },
      done('c', ['7s', '8s'], 'dequeue', {}, {}),
    ];
    const { witness } = judgeHistory(totalQueue, { held: [], violated: [] }, rows);
    expect(witness?.why).toBe(
      '1 and 2 were put in and never came out; 1 of them may have gone to whoever never heard of it, and the queue is empty',
    );
    expect(witness?.events).toHaveLength(3);
  });
});
