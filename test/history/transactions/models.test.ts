import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { allImplied, type AnomalyName } from '../../../src/history/transactions/anomaly.ts';
import {
  forbiddenAnomalies,
  impliedModels,
  strongestOf,
  type TransactionModel,
  transactionModels,
  violatedModels,
  weakestOf,
} from '../../../src/history/transactions/models.ts';

const pinned = { seed: 42, numRuns: 300 };
const names = [...forbiddenAnomalies('strict-serializable')];
const someAnomalies = fc.subarray(names);

describe('the table of models', () => {
  it('names only models that it has, weaker ones before those that imply them', () => {
    for (const [place, model] of transactionModels.entries()) {
      for (const implied of impliedModels(model)) {
        expect(transactionModels.indexOf(implied)).toBeGreaterThanOrEqual(0);
        expect(transactionModels.indexOf(implied)).toBeLessThanOrEqual(place);
      }
    }
  });

  it('has one strongest and one weakest model', () => {
    const all = new Set(transactionModels);
    expect(strongestOf(all)).toEqual(['strict-serializable']);
    expect(weakestOf(all)).toEqual(['read-uncommitted']);
  });

  it('gives each model something that it alone forbids among those it implies', () => {
    for (const model of transactionModels) {
      const weaker = [...impliedModels(model)].filter((other) => other !== model);
      const known = new Set(weaker.flatMap((other) => [...forbiddenAnomalies(other)]));
      const own = [...forbiddenAnomalies(model)].filter((name) => !known.has(name));
      expect({ model, own: own.length > 0 }).toEqual({ model, own: true });
    }
  });

  it('violates with a model all that imply it', () => {
    fc.assert(
      fc.property(someAnomalies, (found) => {
        const violated = violatedModels(found);
        for (const model of transactionModels) {
          const isImplied = [...impliedModels(model)].some((weaker) => violated.has(weaker));
          expect(violated.has(model)).toBe(isImplied);
        }
      }),
      pinned,
    );
  });

  it('violates no less with more anomalies', () => {
    fc.assert(
      fc.property(someAnomalies, someAnomalies, (some, more) => {
        const both = violatedModels([...some, ...more]);
        for (const model of violatedModels(some)) expect(both.has(model)).toBe(true);
      }),
      pinned,
    );
  });

  it('names weakest violated and strongest possible models without any between', () => {
    fc.assert(
      fc.property(someAnomalies, (found) => {
        const violated = violatedModels(found);
        const possible = new Set(transactionModels.filter((model) => !violated.has(model)));
        const weakest = weakestOf(violated);
        for (const model of violated) {
          expect(weakest.some((weak) => impliedModels(model).has(weak))).toBe(true);
        }
        const strongest = strongestOf(possible);
        for (const model of possible) {
          expect(strongest.some((strong) => impliedModels(strong).has(model))).toBe(true);
        }
      }),
      pinned,
    );
  });
});

describe('anomalies', () => {
  const implications: readonly (readonly [AnomalyName, AnomalyName])[] = [
    ['G0', 'G1c'],
    ['G0', 'G0-realtime'],
    ['G-single', 'G2-realtime'],
    ['G-single-process', 'G-nonadjacent-realtime'],
    ['lost-update', 'G2-item'],
    ['incompatible-order', 'G1a'],
  ];

  it.each(implications)('%s implies %s', (name, implied) => {
    expect(allImplied([name]).has(implied)).toBe(true);
  });

  it('imply nothing that is narrower', () => {
    expect(allImplied(['G2-item']).has('G-single')).toBe(false);
    expect(allImplied(['G-single-realtime']).has('G-single')).toBe(false);
  });

  const weakest: readonly (readonly [AnomalyName, readonly TransactionModel[]])[] = [
    ['G0', ['read-uncommitted']],
    ['G1a', ['read-committed']],
    ['lost-update', ['cursor-stability']],
    ['internal', ['read-atomic']],
    ['G-nonadjacent', ['repeatable-read', 'snapshot-isolation']],
    ['write-skew', ['repeatable-read']],
    ['G2', ['serializable']],
    ['G2-realtime', ['strict-serializable']],
  ];

  it.each(weakest)('%s rules out %j first', (name, models) => {
    expect(weakestOf(violatedModels([name]))).toEqual(models);
  });
});
