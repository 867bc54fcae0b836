import { describe, expect, it } from 'vitest';
import { reorder } from '../../../src/library/faults/reorder.ts';
import type { LinkTable } from '../../../src/scenario/scenario.ts';
import { idealLink } from '../../support/stage.ts';
import { fault, FaultStage, ms, second } from '../../run/faults/fault-stage.ts';

function links(highMs: number): LinkTable {
  const latency = { kind: 'uniform', lowNs: 10 * ms, highNs: highMs * ms } as const;
  return { classes: [{ ...idealLink, latency }], classOf: () => 0 };
}

/** How long each ping from n1 to n2 took in ms, in order of arrival. */
function journeys(highMs: number, faulty: boolean): { sent: number; took: number }[] {
  const mixed = fault('mixed', { definition: reorder, target: 'n1 -> n2', probabilityPpb: 5e8 });
  const options = { durationNs: 3 * second, links: links(highMs) };
  return new FaultStage(faulty ? [mixed] : [], options)
    .play()
    .rows('delivered')
    .filter(({ node, peer }) => node === 'n2' && peer === 'n1')
    .map(({ at, data }) => {
      const { sentAt } = data as { sentAt: number };
      return { sent: sentAt / ms, took: (at - sentAt) / ms };
    });
}

describe('reorder', () => {
  it('gives its share one more draw of the latency of the link, and the others none', () => {
    const plain = new Map(journeys(10, false).map(({ sent, took }) => [sent, took]));
    const during = journeys(10, true).filter(({ sent }) => sent >= 1000 && sent < 2000);
    const twice = during.filter(({ took }) => took === 20);
    expect(twice.length).toBeGreaterThan(0);
    expect(twice.length).toBeLessThan(during.length);
    expect(during.every(({ sent, took }) => took === 20 || took === plain.get(sent))).toBe(true);
  });

  it('lets messages overtake one another', () => {
    const sent = journeys(250, true).map((one) => one.sent);
    expect(sent).not.toEqual([...sent].sort((a, b) => a - b));
  });
});
