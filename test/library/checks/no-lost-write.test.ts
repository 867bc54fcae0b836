import { describe, expect, it } from 'vitest';
import { noLostWrite } from '../../../src/library/checks/no-lost-write.ts';
import { judge } from '../../support/check-stage.ts';
import type { Stage } from '../../support/stage.ts';

function write(
  stage: Stage,
  [from, to]: readonly [number, number],
  value: string,
  known = true,
): void {
  const outcome = known
    ? ({ status: 'ok', value: {} } as const)
    : ({ status: 'unknown', error: 'timeout' } as const);
  stage.at(to).done({ op: 'write', body: { key: 'k1', value }, outcome, beganSeconds: from });
}

function read(stage: Stage, value: string | readonly string[] | undefined): void {
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
});
