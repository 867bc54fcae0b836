import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sequentialConsistency } from '../../../src/history/consistency/sequential.ts';
import { linearizability } from '../../../src/history/linearizability/decide.ts';
import type { Model } from '../../../src/library/models/define.ts';
import { models } from '../../../src/library/models/index.ts';
import { questionOf, spaceFor } from '../../../src/library/models/space/space.ts';
import { hasOrder, inProcessOrder } from '../../support/every-order.ts';
import { lanes } from '../../support/lanes.ts';
import { type Alphabet, histories } from '../../support/alphabet-history.ts';

function model(name: string): Model {
  const found = models.get(name);
  if (found === undefined) throw new Error(`no model ${name}`);
  return found;
}

const budget = { steps: 1_000_000, memoBytes: 1 << 26 };

const alphabets: { readonly [model: string]: Alphabet } = {
  'cas-register': {
    operations: [
      { name: 'read', inputs: [null], outputs: [null, 0, 1, 2] },
      { name: 'write', inputs: [0, 1], outputs: [null] },
      { name: 'cas', inputs: [[0, 2]], outputs: [true, false] },
    ],
  },
  queue: {
    operations: [
      { name: 'enqueue', inputs: [1, 2], outputs: [null] },
      { name: 'dequeue', inputs: [null], outputs: [1, 2, null] },
    ],
  },
};

describe.each(Object.entries(alphabets))('sequential consistency of a %s', (name, alphabet) => {
  it('agrees with trying every order', () => {
    const verdicts = new Set<string>();
    fc.assert(
      fc.property(histories(alphabet, 13), (history) => {
        const isHeld = hasOrder(history, spaceFor(model(name), history)(), inProcessOrder);
        const question = { ...questionOf(model(name), history), budget };
        const { verdict } = sequentialConsistency(history, question);
        expect(verdict).toBe(isHeld ? 'held' : 'violated');
        verdicts.add(verdict);
      }),
      { seed: 42, numRuns: 2000 },
    );
    expect([...verdicts].toSorted()).toEqual(['held', 'violated']);
  });
});

describe('sequential consistency', () => {
  const asked = (drawn: string) => {
    const history = lanes(drawn);
    const question = { ...questionOf(model('register'), history), budget };
    return {
      sequential: sequentialConsistency(history, question),
      strict: linearizability(history, question),
    };
  };

  it('lets a read be old where linearizability does not', () => {
    const { sequential, strict } = asked(
      `A |--write 1--|
       B                |--read = null--| |--read = 1--|`,
    );
    expect(strict.verdict).toBe('violated');
    expect(sequential.verdict).toBe('held');
  });

  it('lets no process see a value go back, and says which operations that takes', () => {
    const { sequential } = asked(
      `A |--write 1--| |--write 2--|
       B                             |--read = 2--| |--read = 1--|`,
    );
    expect(sequential).toMatchObject({
      verdict: 'violated',
      witness: { operations: [0, 1, 2, 3] },
      prefix: expect.any(Array),
    });
  });

  it('judges all keys together, for two that are in order can be out of it as one', () => {
    const { sequential } = asked(
      `A |--x: write 1--| |--y: read = null--|
       B |--y: write 1--| |--x: read = null--|`,
    );
    expect(sequential.verdict).toBe('violated');
  });

  it('is undecided when its budget is used up', () => {
    const history = lanes(
      `A |--write 1--| |--write 2--| |--read = 3--|
       B |--write 3--| |--write 4--| |--read = 1--|`,
    );
    const question = questionOf(model('register'), history);
    const found = sequentialConsistency(history, {
      ...question,
      fastPath: null,
      budget: { steps: 2, memoBytes: 1 << 20 },
    });
    expect(found).toMatchObject({ verdict: 'undecided', prefix: expect.any(Array) });
    const small = { steps: 1000, memoBytes: 100 };
    expect(
      sequentialConsistency(history, { ...question, fastPath: null, budget: small }),
    ).toMatchObject({ verdict: 'undecided', why: expect.stringContaining('100 bytes') });
  });
});
