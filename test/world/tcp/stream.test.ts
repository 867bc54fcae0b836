import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { connected } from './tcp-stage.ts';

describe('what arrives on a connection', () => {
  it('is a prefix of what was sent, in order and once, whatever happens on the way', async () => {
    const share = fc.integer({ min: 0, max: 200 }).map((mille) => mille * 1_000_000);
    const setting = fc.record({
      seed: fc.integer({ min: 0, max: 1_000_000 }).map(String),
      lossPpb: share,
      duplicatePpb: share,
      reorderPpb: share,
      highMs: fc.integer({ min: 1, max: 80 }),
      count: fc.integer({ min: 1, max: 120 }),
      mtuBytes: fc.constantFrom(60, 73, 1500),
      pause: fc.tuple(fc.constantFrom('gc', 'vm-suspend'), fc.constantFrom(0, 1)),
      crashes: fc.boolean(),
      delayedAckNs: fc.constantFrom(0, 40_000_000),
      timestamps: fc.boolean(),
    });
    await fc.assert(
      fc.asyncProperty(setting, async (one) => {
        const stage = connected({
          a: (wire, node) => {
            for (let n = 0; n < one.count; n++) {
              node.after(`${n * 7}ms`, () => void wire.send('tell', { n }));
            }
          },
          tcp: { delayedAckNs: one.delayedAckNs, timestamps: one.timestamps },
          link: {
            latency: { kind: 'uniform', lowNs: 1_000_000, highNs: one.highMs * 1_000_000 },
            lossPpb: one.lossPpb,
            duplicatePpb: one.duplicatePpb,
            reorderPpb: one.reorderPpb,
            mtuBytes: one.mtuBytes,
          },
          seed: one.seed,
          untilMs: 3_000_000,
        });
        const [cause, node] = one.pause;
        stage.between(200, 700, () => stage.world.verbs.pause(node, cause));
        if (one.crashes) stage.at(900, () => void stage.world.verbs.crash(1, 'host', ['memory']));
        await stage.play();
        const heard = stage
          .got()
          .filter((line) => line.startsWith('b tell'))
          .map((line) => Number(line.split(' ')[2]));
        expect(heard).toEqual(heard.map((_, n) => n));
        // Where nobody dies, all of it arrives, sooner or later.
        if (!one.crashes) expect(heard).toHaveLength(one.count);
      }),
      { seed: 42, numRuns: 40 },
    );
  }, 120_000);
});
