import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hasJoinedChoice } from '../../../src/scenario/sentence/clique.ts';
import { holds } from '../../../src/scenario/sentence/holds.ts';
import { parseSentence } from '../../../src/scenario/sentence/parse.ts';
import type { SentenceState } from '../../../src/scenario/sentence/state.ts';
import { isTextProblem } from '../../../src/scenario/diagnostics/text-problem.ts';
import { exampleWorld } from '../selector/worlds.ts';

const world = exampleWorld();

interface Situation {
  readonly down?: readonly string[];
  readonly paused?: readonly string[];
  /** Pairs without connection, as `a b`. */
  readonly cut?: readonly string[];
  readonly synced?: readonly string[];
  readonly leader?: string;
  readonly active?: readonly string[];
  readonly healed?: boolean;
}

function stateOf(situation: Situation): SentenceState {
  const { down = [], paused = [], cut = [], synced = [], active = [] } = situation;
  const runs = (id: string): boolean => !down.includes(id) && !paused.includes(id);
  return {
    nodes: world.nodes,
    isUp: (id) => !down.includes(id),
    isPaused: (id) => paused.includes(id),
    isConnected: (a, b) =>
      runs(a) && runs(b) && !cut.includes(`${a} ${b}`) && !cut.includes(`${b} ${a}`),
    isSynced: (id) => synced.includes(id),
    holdsRole: (_role, id, among) =>
      id === situation.leader && (among === null || among.includes(id)),
    isFaultActive: (id) => active.includes(id),
    healed: situation.healed ?? false,
  };
}

function judge(text: string, situation: Situation): boolean {
  const sentence = parseSentence(text, world);
  if (isTextProblem(sentence)) throw new Error(sentence.message);
  return holds(sentence, stateOf(situation));
}

describe('all members, or some so many', () => {
  test.each<readonly [string, Situation, boolean]>([
    ['raft is up', {}, true],
    ['raft is up', { down: ['raft-2'] }, false],
    ['raft is not up', { down: ['raft-2'] }, false],
    ['raft is not up', { down: ['raft-1', 'raft-2', 'raft-3'] }, true],
    ['raft is down', { down: ['raft-1', 'raft-2', 'raft-3'] }, true],
    ['one of raft is down', { down: ['raft-2'] }, true],
    ['one of raft is down', {}, false],
    ['one of raft is not up', { down: ['raft-2'] }, true],
    ['majority of raft is up', { down: ['raft-2'] }, true],
    ['majority of raft is up', { down: ['raft-2', 'raft-3'] }, false],
    ['majority of raft is not up', { down: ['raft-2', 'raft-3'] }, true],
    ['majority of raft is not up', { down: ['raft-2'] }, false],
    ['raft-3 is paused', { paused: ['raft-3'] }, true],
    ['raft-3 is not paused', { paused: ['raft-3'] }, false],
    ['raft-3 is up', { paused: ['raft-3'] }, true],
    ['raft except raft-2 is up', { down: ['raft-2'] }, true],
    ['one of raft except raft-2 is down', { down: ['raft-2'] }, false],
    ['raft, client is up', { down: ['client-2'] }, false],
    ['raft-1, one of client is up', { down: ['client-2'] }, true],
    ['store is synced', { synced: ['store-1'] }, false],
    ['10% of store is synced', { synced: ['store-7'] }, true],
    ['30% of store is synced', { synced: ['store-7', 'store-8'] }, false],
  ])('%s %j', (text, situation, expected) => {
    expect(judge(text, situation)).toBe(expected);
  });
});

describe('roles', () => {
  test.each<readonly [string, Situation, boolean]>([
    ['raft-1 is leader', { leader: 'raft-1' }, true],
    ['raft-1 is not leader', { leader: 'raft-1' }, false],
    ['raft-1 is not leader', {}, true],
    ['one of raft is leader', { leader: 'raft-2' }, true],
    ['leader is paused', { leader: 'raft-2', paused: ['raft-2'] }, true],
    ['leader is paused', { paused: ['raft-2'] }, false],
    ['leader is not paused', {}, false],
    ['leader of raft is up', { leader: 'raft-2' }, true],
    ['leader of store is up', { leader: 'raft-2' }, false],
    ['raft except leader is down', { leader: 'raft-2', down: ['raft-1', 'raft-3'] }, true],
    ['leader, raft-1 is connected', { leader: 'raft-2', cut: ['raft-1 raft-2'] }, false],
  ])('%s %j', (text, situation, expected) => {
    expect(judge(text, situation)).toBe(expected);
  });
});

describe('connected', () => {
  test.each<readonly [string, Situation, boolean]>([
    ['raft is connected', {}, true],
    ['raft is connected', { cut: ['raft-1 raft-3'] }, false],
    ['raft is not connected', { cut: ['raft-1 raft-3'] }, true],
    ['raft is connected', { paused: ['raft-1'] }, false],
    ['raft-1 is connected', {}, true],
    ['raft-1 is connected', { down: ['raft-1'] }, false],
    ['majority of raft is connected', { cut: ['raft-1 raft-3'] }, true],
    [
      'majority of raft is connected',
      { cut: ['raft-1 raft-3', 'raft-1 raft-2', 'raft-2 raft-3'] },
      false,
    ],
    ['majority of raft is connected', { cut: ['raft-1 raft-2'], down: ['raft-3'] }, false],
    ['majority of raft is not connected', { cut: ['raft-1 raft-3'] }, false],
    ['majority of raft is not connected', { paused: ['raft-1', 'raft-2'] }, true],
    ['majority of raft, lone is connected', { cut: ['raft-1 lone'] }, true],
    ['majority of raft, lone is connected', { cut: ['raft-1 lone', 'raft-2 lone'] }, false],
    [
      'majority of raft, one of client is connected',
      { cut: ['raft-1 client-1', 'raft-2 client-2', 'raft-3 client-2'] },
      true,
    ],
    [
      'majority of raft, one of client is connected',
      { cut: ['raft-1 client-1', 'raft-2 client-2', 'raft-3 client-2', 'raft-2 raft-3'] },
      false,
    ],
  ])('%s %j', (text, situation, expected) => {
    expect(judge(text, situation)).toBe(expected);
  });

  test('the search agrees with trying every choice', () => {
    const size = 7;
    const all = Array.from({ length: size }, (_, index) => String(index));
    const joins = fc.array(fc.boolean(), { minLength: size * size, maxLength: size * size });
    const demand = fc.record({
      among: fc.subarray(all, { minLength: 1 }),
      count: fc.integer({ min: 1, max: 4 }),
    });
    const everyChoice = (among: readonly string[], count: number): string[][] => {
      const [first, ...others] = among;
      if (count === 0) return [[]];
      if (first === undefined) return [];
      return [
        ...everyChoice(others, count - 1).map((chosen) => [first, ...chosen]),
        ...everyChoice(others, count),
      ];
    };
    fc.assert(
      fc.property(
        joins,
        fc.subarray(all, { maxLength: 2 }),
        fc.array(demand, { maxLength: 2 }),
        (table, fixed, demands) => {
          const joined = (a: string, b: string): boolean => {
            const [x, y] = [Math.min(Number(a), Number(b)), Math.max(Number(a), Number(b))];
            return table[x * size + y] ?? false;
          };
          let choices: string[][] = [[...fixed]];
          for (const { among, count } of demands) {
            choices = choices.flatMap((chosen) =>
              everyChoice(among, count).map((more) => [...chosen, ...more]),
            );
          }
          const expected = choices.some((chosen) => {
            const set = [...new Set(chosen)];
            return set.every((a, i) => set.slice(i + 1).every((b) => joined(a, b)));
          });
          expect(hasJoinedChoice(fixed, demands, joined)).toBe(expected);
        },
      ),
      { seed: 42, numRuns: 500 },
    );
  });

  test('a hundred nodes in two halves are judged at once', () => {
    const all = Array.from({ length: 100 }, (_, index) => String(index));
    const half = (a: string): number => Number(a) % 2;
    const joined = (a: string, b: string): boolean => half(a) === half(b);
    expect(hasJoinedChoice([], [{ among: all, count: 51 }], joined)).toBe(false);
    expect(hasJoinedChoice([], [{ among: all, count: 50 }], joined)).toBe(true);
  });
});

describe('faults and healing', () => {
  test('active, not active, healed', () => {
    expect(judge('gc is active', { active: ['gc'] })).toBe(true);
    expect(judge('gc is not active', { active: ['gc'] })).toBe(false);
    expect(judge('healed', { healed: true })).toBe(true);
    expect(judge('not healed', { healed: true })).toBe(false);
  });
});
