import { describe, expect, it } from 'vitest';
import { noLostWrite } from '../../../src/library/checks/no-lost-write.ts';
import type { Value } from '../../../src/base/units.ts';
import { judge } from '../../support/check-stage.ts';
import type { Stage } from '../../support/stage.ts';

function write(
  stage: Stage,
  [from, to]: readonly [number, number],
  value: Value,
  known = true,
): void {
  const outcome = known
    ? ({ status: 'ok', value: {} } as const)
    : ({ status: 'unknown', error: 'timeout' } as const);
  stage.at(to).done({ op: 'write', body: { key: 'k1', value }, outcome, beganSeconds: from });
}

function read(stage: Stage, value: Value | undefined): void {
  stage.at(50).done({
    op: 'read',
    phase: 'final-read',
    client: 'b',
    body: { key: 'k1' },
    outcome: { status: 'ok', value: value === undefined ? {} : { value } },
  });
}

describe('no-lost-write', () => {
  it('holds when the last write is read at the end', () => {
    const { verdict } = judge(noLostWrite, {}, (stage) => {
      write(stage, [1, 2], 'old');
      write(stage, [3, 4], 'new');
      read(stage, 'new');
    });
    expect(verdict).toBe('held');
  });

  it('is violated when an older value came back', () => {
    const { verdict, witness } = judge(noLostWrite, {}, (stage) => {
      write(stage, [1, 2], 'old');
      write(stage, [3, 4], 'new');
      read(stage, 'old');
    });
    expect(verdict).toBe('violated');
    expect(witness?.why).toBe('a was told that k1 = new is written; b reads old at the end');
  });

  it('is violated when nothing is left of an acknowledged write', () => {
    const { verdict } = judge(noLostWrite, {}, (stage) => {
      write(stage, [1, 2], 'old');
      read(stage, undefined);
    });
    expect(verdict).toBe('violated');
  });

  it('lets a write that overlapped, or of which nobody knows, overwrite', () => {
    const overlapping = judge(noLostWrite, {}, (stage) => {
      write(stage, [1, 4], 'one');
      write(stage, [3, 5], 'other');
      read(stage, 'one');
    });
    const doubtful = judge(noLostWrite, {}, (stage) => {
      write(stage, [1, 2], 'doubt', false);
      write(stage, [3, 4], 'sure');
      read(stage, 'doubt');
    });
    expect([overlapping.verdict, doubtful.verdict]).toEqual(['held', 'held']);
  });

  it('is vacuous without a final read', () => {
    const { verdict } = judge(noLostWrite, {}, (stage) => write(stage, [1, 2], 'old'));
    expect(verdict).toBe('vacuous');
  });

  it('knows values and keys by what they hold', () => {
    const judged = (value: Value) =>
      judge(noLostWrite, {}, (stage) => {
        write(stage, [1, 2], { n: 1 });
        write(stage, [3, 4], { n: 2 });
        read(stage, value);
      }).verdict;
    expect([judged({ n: 2 }), judged({ n: 1 })]).toEqual(['held', 'violated']);
    const lists = (value: Value) =>
      judge(noLostWrite, {}, (stage) => {
        write(stage, [1, 2], ['a', 'b']);
        write(stage, [3, 4], ['c']);
        read(stage, value);
      }).verdict;
    expect([lists(['c']), lists(['a', 'b'])]).toEqual(['held', 'violated']);
    const keyed = judge(noLostWrite, {}, (stage) => {
      const key = ['k', 1];
      stage.at(2).done({ op: 'write', body: { key, value: 'x' }, beganSeconds: 1 });
      stage.at(50).done({ op: 'read', phase: 'final-read', body: { key: [...key] } });
    });
    expect(keyed.verdict).toBe('violated');
  });

  it('does not miss what was acknowledged after the read had begun', () => {
    const late = judge(noLostWrite, {}, (stage) => {
      write(stage, [1, 2], 'old');
      read(stage, 'old');
      write(stage, [49, 55], 'new');
    });
    const alone = judge(noLostWrite, {}, (stage) => {
      read(stage, undefined);
      write(stage, [51, 55], 'new');
    });
    expect([late.verdict, alone.verdict]).toEqual(['held', 'vacuous']);
  });

  it('is undecided about a value that no write gave, unless one was still under way', () => {
    const made = judge(noLostWrite, {}, (stage) => {
      write(stage, [1, 2], 'old');
      read(stage, 'made up');
    });
    expect(made.verdict).toBe('undecided');
    expect(made.notes[0]).toContain('b reads k1 = made up at the end, which no write gave');
    const open = judge(noLostWrite, {}, (stage) => {
      write(stage, [1, 2], 'old');
      const start = { workload: 'w', client: 'a', number: 0, op: 'write', phase: 'main' } as const;
      stage.at(3).history.begin({ ...start, body: { key: 'k1', value: 'new' } }, 'a#0', null);
      read(stage, 'new');
    });
    expect(open.verdict).toBe('held');
  });

  it('lets a write that was still under way overwrite, also one of a value that was there before', () => {
    const { verdict } = judge(noLostWrite, {}, (stage) => {
      write(stage, [1, 2], 'again');
      write(stage, [3, 4], 'new');
      const start = { workload: 'w', client: 'a', number: 0, op: 'write', phase: 'main' } as const;
      stage.at(5).history.begin({ ...start, body: { key: 'k1', value: 'again' } }, 'a#0', null);
      read(stage, 'again');
    });
    expect(verdict).toBe('held');
  });

  it('takes a list for values that stand beside one another', () => {
    const judged = (values: readonly string[]) =>
      judge(noLostWrite, {}, (stage) => {
        write(stage, [1, 2], 'old');
        write(stage, [3, 5], 'one');
        write(stage, [4, 6], 'other');
        read(stage, values);
      }).verdict;
    expect(judged(['one', 'other'])).toBe('held');
    // One of two that overlapped may have replaced the other.
    expect(judged(['old', 'one'])).toBe('held');
    expect(judged(['old'])).toBe('violated');
    expect(judged([])).toBe('violated');
  });

  it('takes nothing for a value where somebody wrote nothing', () => {
    const judged = (nothing: Value, shown: Value | undefined) =>
      judge(noLostWrite, {}, (stage) => {
        write(stage, [1, 2], 'old');
        write(stage, [3, 4], nothing);
        read(stage, shown);
      }).verdict;
    expect([judged(null, null), judged('', ''), judged(null, undefined)]).toEqual(
      Array.from({ length: 3 }, () => 'held'),
    );
    const before = judge(noLostWrite, {}, (stage) => {
      write(stage, [1, 2], null);
      write(stage, [3, 4], 'new');
      read(stage, null);
    });
    expect(before.verdict).toBe('violated');
  });

  it('judges many writes of few values in time that grows with them', () => {
    const { verdict } = judge(noLostWrite, {}, (stage) => {
      for (let n = 0; n < 40_000; n += 1) write(stage, [1 + n / 1000, 1 + n / 1000], n % 2);
      read(stage, 1);
    });
    expect(verdict).toBe('held');
  }, 5_000);
});
