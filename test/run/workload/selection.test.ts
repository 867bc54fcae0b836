import { describe, expect, it } from 'vitest';
import { Draws } from '../../../src/base/draw/draw.ts';
import { KeyedRandom } from '../../../src/base/draw/random.ts';
import { integer } from '../../../src/base/schema.ts';
import { keyPicker, opPicker } from '../../../src/run/workload/selection.ts';
import { request } from '../../../src/world/program/protocol.ts';
import type { Random } from '../../../src/world/program/node.ts';
import { workloadPlan } from '../../support/workload-stage.ts';

function counts(pick: (random: KeyedRandom) => string, times = 20_000): Map<string, number> {
  let n = 0;
  const random = new KeyedRandom(new Draws('42').stream('c'), () => n);
  const seen = new Map<string, number>();
  for (; n < times; n += 1) {
    const chosen = pick(random);
    seen.set(chosen, (seen.get(chosen) ?? 0) + 1);
  }
  return seen;
}

const near = (share: number) => ({ from: share * 20_000 - 450, to: share * 20_000 + 450 });

function expectShares(
  seen: Map<string, number>,
  shares: { readonly [name: string]: number },
): void {
  for (const [name, share] of Object.entries(shares)) {
    const count = seen.get(name) ?? 0;
    expect(count).toBeGreaterThan(near(share).from);
    expect(count).toBeLessThan(near(share).to);
  }
  expect([...seen.keys()].sort()).toEqual(Object.keys(shares).sort());
}

describe('keyPicker', () => {
  it('uniform: each key alike', () => {
    expectShares(counts(keyPicker({ count: 4, choice: 'uniform', skew: 0 })), {
      k1: 0.25,
      k2: 0.25,
      k3: 0.25,
      k4: 0.25,
    });
  });

  it('zipf: by one over the rank', () => {
    const all = 1 + 1 / 2 + 1 / 3;
    expectShares(counts(keyPicker({ count: 3, choice: 'zipf', skew: 1 })), {
      k1: 1 / all,
      k2: 1 / 2 / all,
      k3: 1 / 3 / all,
    });
  });

  /** What is chosen where the draw is this share of what it may be. */
  const chosen = (pick: (random: Random) => string, share: number): string =>
    pick({
      for: () => ({
        integer: (low: number, high: number) => low + Math.floor(share * (high - low)),
      }),
    } as unknown as Random);

  it('uniform and zipf: with the least draw the first key, with the greatest the last', () => {
    for (const choice of ['uniform', 'zipf'] as const) {
      for (const count of [1, 2, 5, 100]) {
        const pick = keyPicker({ count, choice, skew: 1 });
        expect([chosen(pick, 0), chosen(pick, 1)]).toEqual(['k1', `k${count}`]);
      }
    }
  });

  it('uniform is not zipf, whatever skew is given with it', () => {
    expectShares(counts(keyPicker({ count: 2, choice: 'uniform', skew: 3 })), { k1: 0.5, k2: 0.5 });
  });
});

describe('opPicker', () => {
  it('chooses by share', () => {
    const ops = [
      { op: 'read', sharePpb: 800_000_000 },
      { op: 'write', sharePpb: 200_000_000 },
    ];
    expectShares(counts(opPicker(workloadPlan({ ops }), {})), { read: 0.8, write: 0.2 });
  });

  it('takes the only request that is served when none is named', () => {
    const served = { tick: { n: integer() }, ask: request({}) };
    expect(counts(opPicker(workloadPlan(), served), 3)).toEqual(new Map([['ask', 3]]));
  });

  it('has nothing to choose from when several are served and no shares are given', () => {
    const served = { read: request({}, {}), write: request({}, {}) };
    const pick = opPicker(workloadPlan({ kind: 'asker' }), served);
    expect(() => counts(pick, 1)).toThrow(
      'the workload asker picks one of the requests read, write: say in `ops` with which shares',
    );
  });
});
