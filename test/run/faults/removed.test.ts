import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FaultPlan } from '../../../src/scenario/plan/fault.ts';
import type { LinkTable } from '../../../src/scenario/scenario.ts';
import { fault, FaultStage, ms, second } from './fault-stage.ts';

/** Links that draw all they can: latency, loss, duplicates and reordering. */
const chancy: LinkTable = {
  classes: [
    {
      connected: true,
      mtuBytes: 1500,
      latency: { kind: 'uniform', lowNs: ms, highNs: 40 * ms },
      lossPpb: 200_000_000,
      duplicatePpb: 100_000_000,
      reorderPpb: 100_000_000,
      corruptPpb: 0,
      messages: [],
    },
  ],
  classOf: () => 0,
};

interface Drawn {
  readonly kind: 'loss' | 'partition' | 'delay' | 'duplicate';
  readonly from: string;
  readonly to: string;
  readonly atMs: number;
  readonly lengthMs: number;
  readonly sharePpb: number;
}

const names = ['n1', 'n2', 'n3'] as const;

const drawn: fc.Arbitrary<Drawn> = fc.record({
  kind: fc.constantFrom('loss', 'partition', 'delay', 'duplicate'),
  from: fc.constantFrom(...names),
  to: fc.constantFrom(...names),
  atMs: fc.integer({ min: 0, max: 2500 }),
  lengthMs: fc.integer({ min: 1, max: 2500 }),
  sharePpb: fc.integer({ min: 1, max: 1_000_000_000 }),
});

function planOf(one: Drawn, id: string): FaultPlan {
  return fault(id, {
    kind: one.kind,
    target: `${one.from} -> ${one.to}`,
    params: one.kind === 'delay' ? { by: '7ms' } : {},
    atNs: one.atMs * ms,
    durationNs: one.lengthMs * ms,
    ...(one.kind === 'partition' ? {} : { probabilityPpb: one.sharePpb }),
  });
}

/** The rows about the messages of some links, without the numbers that count all rows. */
function rowsOf(
  faults: readonly FaultPlan[],
  isOf: (from: string, to: string) => boolean,
): string[] {
  return new FaultStage(faults, { links: chancy, durationNs: 3 * second })
    .play()
    .rows('sent', 'lost', 'duplicated', 'delivered')
    .filter(({ type, node, peer }) => {
      const [from, to] = type === 'delivered' ? [peer, node] : [node, peer];
      return isOf(from ?? '', to ?? '');
    })
    .map(({ at, type, node, peer, data }) => JSON.stringify([at, type, node, peer, data]));
}

const several = fc
  .array(drawn, { minLength: 1, maxLength: 6 })
  .map((all) => all.filter(({ from, to }) => from !== to))
  .filter((all) => all.length > 0);

describe('a fault that is taken out of a schedule', () => {
  it('changes no draw of a message on any link that it was not on, whatever else is active', () => {
    fc.assert(
      fc.property(several, fc.nat(), (all, which) => {
        const gone = all[which % all.length] as Drawn;
        const plans = all.map((one, i) => planOf(one, `f${i}`));
        const left = plans.filter((_, i) => all[i] !== gone);
        const elsewhere = (from: string, to: string): boolean =>
          !(from === gone.from && to === gone.to);
        const before = rowsOf(plans, elsewhere);
        expect(before.length).toBeGreaterThan(100);
        expect(rowsOf(left, elsewhere)).toEqual(before);
      }),
      { seed: 42, numRuns: 60 },
    );
  });

  it('leaves to every message that both runs deliver the instants that it had', () => {
    fc.assert(
      fc.property(several, drawn, (others, extra) => {
        const plans = others.map((one, i) => planOf(one, `f${i}`));
        const lossy = planOf({ ...extra, kind: 'loss', from: 'n1', to: 'n2' }, 'extra');
        const all = (): boolean => true;
        const isDelivery = (row: string): boolean => row.includes('"delivered"');
        const without = new Set(rowsOf(plans, all).filter(isDelivery));
        const withIt = rowsOf([...plans, lossy], all).filter(isDelivery);
        expect(withIt.filter((row) => !without.has(row))).toEqual([]);
      }),
      { seed: 42, numRuns: 60 },
    );
  });
});
