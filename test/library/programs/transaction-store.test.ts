import { describe, expect, it } from 'vitest';
import { transactionStore } from '../../../src/library/programs/transaction-store.ts';
import { ProgramPlay } from '../../support/program-play.ts';

function stage(isolation: string): ProgramPlay {
  return new ProgramPlay({
    s: { program: transactionStore, config: { isolation } },
    a: null,
    b: null,
  });
}

const append = {
  operations: [
    ['append', 'x', 1],
    ['append', 'x', 2],
  ],
};
const look = {
  operations: [
    ['r', 'x', null],
    ['r', 'x', null],
    ['r', 'x', null],
  ],
};

const readBy = (outcome: unknown): unknown[] => {
  const { value } = outcome as { value: { operations: [string, string, unknown][] } };
  return value.operations.map(([, , read]) => read);
};

describe('transaction-store', () => {
  it('does each transaction all at once when it is serial', async () => {
    const play = stage('serial');
    play.ask(100, 'a', 's', 'transact', append);
    const read = play.ask(101, 'b', 's', 'transact', look);
    await play.played();
    expect(readBy(read.outcome)).toEqual([
      [1, 2],
      [1, 2],
      [1, 2],
    ]);
  });

  it('shows half a transaction when nothing isolates them', async () => {
    const play = stage('none');
    play.ask(100, 'a', 's', 'transact', append);
    const read = play.ask(102, 'b', 's', 'transact', look);
    await play.played();
    expect(readBy(read.outcome)).toEqual([[1], [1, 2], [1, 2]]);
  });

  it('shows each transaction its snapshot, and refuses the second of two that write one key', async () => {
    const play = stage('snapshot');
    const first = play.ask(100, 'a', 's', 'transact', append);
    const read = play.ask(102, 'b', 's', 'transact', look);
    const second = play.ask(102, 'b', 's', 'transact', {
      operations: [
        ['append', 'x', 3],
        ['r', 'y', null],
      ],
    });
    const later = play.ask(200, 'b', 's', 'transact', {
      operations: [
        ['w', 'x', 4],
        ['r', 'x', null],
      ],
    });
    await play.played();
    expect(first.outcome?.status).toBe('ok');
    expect(readBy(read.outcome)).toEqual([null, null, null]);
    expect(second.outcome).toMatchObject({ status: 'fail', error: 'conflict' });
    expect(readBy(later.outcome)).toEqual([4, 4]);
  });
});
