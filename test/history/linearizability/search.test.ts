import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { never, outcome } from '../../../src/history/history.ts';
import { impossible } from '../../../src/history/linearizability/state-space.ts';
import { anyTime, Problem, type Scope } from '../../../src/history/linearizability/problem.ts';
import { relevantOperations } from '../../../src/history/linearizability/relevant-operations.ts';
import { Search } from '../../../src/history/linearizability/search.ts';
import { smallerWitness } from '../../../src/history/linearizability/witness.ts';
import { linearizability, type Question } from '../../../src/history/linearizability/decide.ts';
import { models } from '../../../src/library/models/index.ts';
import {
  questionOf,
  spaceFor,
  unknownOperations,
} from '../../../src/library/models/space/space.ts';
import type { Model } from '../../../src/library/models/define.ts';
import { hasOrder, inRealTime, statesOf } from '../../support/every-order.ts';
import { lanes } from '../../support/lanes.ts';
import { type Alphabet, histories } from '../../support/alphabet-history.ts';
import { simulatedRegister } from '../../support/simulated-register.ts';

function model(name: string): Model {
  const found = models.get(name);
  if (found === undefined) throw new Error(`no model ${name}`);
  return found;
}

const budget = { steps: 1_000_000, memoBytes: 1 << 26 };

const bit = [0, 1];
const alphabets: { readonly [model: string]: Alphabet } = {
  register: {
    operations: [
      { name: 'read', inputs: [null], outputs: [null, 0, 1] },
      { name: 'write', inputs: bit, outputs: [null] },
    ],
  },
  'cas-register': {
    operations: [
      { name: 'read', inputs: [null], outputs: [0, 1, 2] },
      { name: 'write', inputs: [0, 1], outputs: [null] },
      {
        name: 'cas',
        inputs: [
          [0, 1],
          [1, 2],
          [2, 0],
        ],
        outputs: [true, true, false],
      },
    ],
  },
  queue: {
    operations: [
      { name: 'enqueue', inputs: [1, 2], outputs: [null] },
      { name: 'dequeue', inputs: [null], outputs: [1, 2, 1, 2, null] },
    ],
  },
  stack: {
    operations: [
      { name: 'push', inputs: [1, 2], outputs: [null] },
      { name: 'pop', inputs: [null], outputs: [1, 2, 1, 2, null] },
    ],
  },
  'priority-queue': {
    operations: [
      { name: 'insert', inputs: [1, 2], outputs: [null] },
      { name: 'extract', inputs: [null], outputs: [1, 2, null] },
    ],
  },
  set: {
    operations: [
      { name: 'add', inputs: bit, outputs: [null, true, false] },
      { name: 'remove', inputs: bit, outputs: [null, null, true] },
      { name: 'contains', inputs: bit, outputs: [true, false] },
      { name: 'read', inputs: [null], outputs: [[], [0], [1, 0]] },
    ],
  },
  'grow-only-set': {
    operations: [
      { name: 'add', inputs: bit, outputs: [null] },
      { name: 'read', inputs: [null], outputs: [[], [0], [1], [1, 0]] },
    ],
  },
  'append-log': {
    operations: [
      { name: 'append', inputs: bit, outputs: [null] },
      { name: 'read', inputs: [null], outputs: [[], [0], [1], [1, 0], [0, 1]] },
    ],
  },
  counter: {
    operations: [
      { name: 'add', inputs: [1, 1, 2], outputs: [null] },
      { name: 'read', inputs: [null], outputs: [0, 1, 2, 3] },
    ],
  },
  mutex: {
    operations: [
      { name: 'acquire', inputs: [null], outputs: [null] },
      { name: 'release', inputs: [null], outputs: [null] },
    ],
  },
  lease: {
    operations: [
      { name: 'acquire', inputs: [null], outputs: [1, 2, 3] },
      { name: 'write', inputs: [1, 2, 3], outputs: [true, false] },
    ],
  },
  kv: {
    operations: [
      { name: 'get', inputs: [null], outputs: ['', 'x', 'y', 'xy'] },
      { name: 'put', inputs: ['x', 'y'], outputs: [null] },
      { name: 'append', inputs: ['y'], outputs: [null] },
    ],
    keys: ['k', 'l'],
  },
};

/** The same model, of which nothing is known that would make it faster. */
const slow = (name: string): Model => ({ ...model(name), isReadOnly: null, fastPath: null });

describe.each(Object.entries(alphabets))('the search on a %s', (name, alphabet) => {
  it('agrees with trying every order', () => {
    const verdicts = new Set<string>();
    fc.assert(
      fc.property(histories(alphabet, 13), (history) => {
        const questions = [
          { ...questionOf(model(name), history), fastPath: null },
          { ...questionOf(model(name), history), fastPath: null, partition: false },
          questionOf(slow(name), history),
          questionOf(model(name), history),
        ];
        const found = questions.map(
          (question) => linearizability(history, { ...question, budget }).verdict,
        );
        // All keys at once, each with a state of its own: what one part says, all must say.
        const parts = [...new Set(history.key.subarray(0, history.count))];
        const isHeld = parts.every((key) => {
          const how = history.outcome.map((one, i) =>
            history.key[i] === key ? one : outcome.fail,
          );
          const part = { ...history, outcome: how };
          return hasOrder(part, spaceFor(model(name), part)(), inRealTime);
        });
        expect(found).toEqual(questions.map(() => (isHeld ? 'held' : 'violated')));
        verdicts.add(found[0] ?? '');
      }),
      { seed: 42, numRuns: 800 },
    );
    expect([...verdicts].toSorted()).toEqual(['held', 'violated']);
  });
});

describe('the search', () => {
  const judged = (name: string, drawn: string, given: Partial<Question> = {}) => {
    const history = lanes(drawn);
    const question = { ...questionOf(model(name), history), fastPath: null, budget };
    return linearizability(history, { ...question, ...given });
  };

  it('takes an operation of unknown outcome for done or not, as it needs', () => {
    const drawn = `A |--write 1--|           |--read = 2--| |--read = 2--|
         B              |--write 2...
         C              |--write 3...`;
    expect(judged('register', drawn).verdict).toBe('held');
  });

  it('gives the longest order that it came to, and the operations that contradict one another', () => {
    const found = judged(
      'register',
      `A |--write 1--|  |--read = 1--|  |--write 2--|                  |--read = 2--|
       B                  |--read = 1--|               |--read = 1--|`,
    );
    expect(found).toMatchObject({
      verdict: 'violated',
      prefix: [0, 1, 2, 3, 5],
      witness: {
        operations: [4],
        why: 'read of 1 by B cannot be, whichever of the others under way took effect: all that had ended before can only have left 2',
      },
    });
  });

  it('says of a contradiction that what began later has no part in it', () => {
    const early = judged('register', 'A |--read = 1--|  |--write 1--|');
    expect(early).toMatchObject({
      witness: {
        operations: [0],
        why: 'read of 1 by A cannot be, even if all others that had begun by then took effect at any time or never',
      },
    });
  });

  it('leaves out operations of names that the model does not know', () => {
    const drawn = 'A |--write 1--| |--flush--| |--read = 1--|';
    expect(judged('register', drawn).verdict).toBe('held');
    expect(unknownOperations(model('register'), lanes(drawn))).toEqual(['flush']);
  });

  it('is undecided when its steps or its memory are used up, and gives what it had', () => {
    const drawn = `A |--write 1------| |--read = 1--|
       B |--write 2------| |--read = 2--|
       C |--write 3------| |--read = 3--|
       D |--write 4------| |--read = 1--|`;
    expect(judged('register', drawn).verdict).toBe('violated');
    expect(judged('register', drawn, { budget: { ...budget, steps: 10 } })).toMatchObject({
      verdict: 'undecided',
      why: 'no order was found or excluded within 10 steps',
      prefix: expect.arrayContaining([0]),
    });
    expect(judged('register', drawn, { budget: { ...budget, memoBytes: 5000 } })).toMatchObject({
      verdict: 'undecided',
      why: 'no order was found or excluded within 5000 bytes of memory',
    });
  });

  it('tries as many placements every time', () => {
    const { history } = simulatedRegister({ ...jepsenLike, operations: 400 }, 1);
    const question = { ...questionOf(model('cas-register'), history), fastPath: null, budget };
    const [first, second] = [1, 2].map(() => linearizability(history, question).steps);
    expect(first).toBe(second);
  });
});

/** Five clients, values that come again and again, many operations of unknown outcome. */
const jepsenLike = { operations: 170, clients: 5, values: 5, givenUp: 20, reads: 30, writes: 30 };

describe('a register with many operations that nobody heard of', () => {
  const seeds = Array.from({ length: 20 }, (_, seed) => seed);
  const simulated = seeds.map((seed) => simulatedRegister(jepsenLike, seed));

  it('is decided in few steps', () => {
    const most = Math.max(...simulated.map(({ abandoned }) => abandoned));
    expect(most).toBeGreaterThanOrEqual(39);
    for (const { history } of simulated) {
      const question = { ...questionOf(model('cas-register'), history), fastPath: null, budget };
      const { verdict, steps } = linearizability(history, question);
      expect(verdict).toBe('held');
      expect(steps).toBeLessThan(30_000);
    }
  });
});

describe('a contradiction', () => {
  const alphabet = alphabets['cas-register'];
  if (alphabet === undefined) throw new Error('no alphabet');

  it('stays one when all operations but the witness are allowed everything', () => {
    let count = 0;
    fc.assert(
      fc.property(histories(alphabet, 16), (history) => {
        const space = spaceFor(model('cas-register'), history)();
        const operations = relevantOperations(history, undefined);
        const scope = { history, operations, objects: null };
        const isImpossible = (weaker: Scope) => {
          const search = new Search(new Problem(weaker, space), space, budget);
          return { isImpossible: search.run() === 'none', steps: search.steps };
        };
        if (!isImpossible(scope).isImpossible) return;
        count += 1;
        const heard = Array.from(operations).filter((at) => history.outcome[at] === outcome.ok);
        const { witness } = smallerWitness(scope, heard, isImpossible);
        const isFree = (at: number): boolean =>
          heard.includes(at) && !witness.operations.includes(at);
        const freed = {
          ...history,
          outcome: history.outcome.map((how, at) => (isFree(at) ? outcome.unknown : how)),
          completed: history.completed.map((place, at) => (isFree(at) ? never : place)),
          invoked: history.invoked.map((place, at) => (isFree(at) ? anyTime : place)),
        };
        expect(hasOrder(freed, spaceFor(model('cas-register'), freed)(), inRealTime)).toBe(false);
        // And none of its operations could be let go as well.
        for (const one of witness.operations) {
          const isLet = (at: number): boolean => isFree(at) || at === one;
          if (witness.operations.length === 1) break;
          expect(isImpossible({ ...scope, isFree: isLet }).isImpossible).toBe(false);
        }
      }),
      { seed: 42, numRuns: 1000 },
    );
    expect(count).toBeGreaterThan(100);
  });

  it('counts on all states that the operations before it could have led to', () => {
    fc.assert(
      fc.property(histories(alphabet, 14), fc.nat(14), (history, place) => {
        const space = spaceFor(model('cas-register'), history)();
        const operations = relevantOperations(history, undefined);
        const past = { history, operations, objects: null, horizon: place };
        const found = new Search(new Problem(past, space), space, budget).reachable();
        const states = statesOf({
          history,
          operations: Array.from(operations).filter((at) => (history.invoked[at] ?? 0) < place),
          isOptional: (at) => (history.completed[at] ?? never) > place,
          isBefore: inRealTime,
          space,
        });
        expect([...(found ?? [])].toSorted((a, b) => a - b)).toEqual(states);
      }),
      { seed: 42, numRuns: 2000 },
    );
  });

  it('comes with an order that is right as far as it goes', () => {
    fc.assert(
      fc.property(histories(alphabet, 20), (history) => {
        const question = { ...questionOf(model('cas-register'), history), fastPath: null, budget };
        const found = linearizability(history, question);
        if (found.verdict !== 'violated' || found.prefix === null) return;
        const { prefix } = found;
        const isRest = (at: number): boolean => !prefix.includes(at);
        const space = spaceFor(model('cas-register'), history)();
        const end = prefix.reduce((state, at, i) => {
          const later = prefix.slice(i + 1);
          expect(later.some((other) => inRealTime(history, other, at))).toBe(false);
          return space.step(state, space.classOf(at, true));
        }, space.initial);
        expect(end).not.toBe(impossible);
        // Nothing that had to come before the last of them is missing.
        const missing = Array.from({ length: history.count }, (_, at) => at).filter(
          (at) => history.outcome[at] === outcome.ok && isRest(at),
        );
        const isMissed = missing.some((at) => prefix.some((one) => inRealTime(history, at, one)));
        expect(isMissed).toBe(false);
      }),
      { seed: 42, numRuns: 1000 },
    );
  });
});
