import { describe, expect, it } from 'vitest';
import { diskSlow } from '../../../src/library/faults/disk-slow.ts';
import { diskStory } from '../../support/disk-story.ts';
import type { Say } from '../../support/disk-story.ts';
import type { TalkNode } from '../../support/scripted-node.ts';
import { fault, ms } from '../../run/faults/fault-stage.ts';

/** Syncs at 1.5 s and at 3 s. */
const syncs = (node: TalkNode, say: Say): void => {
  for (const time of ['1500ms', '3s'] as const) {
    node.after(time, async () => {
      node.disk.write('f', 1);
      await node.disk.sync();
      say('synced');
    });
  }
};
const sync = { kind: 'constant', ns: 5 * ms } as const;

describe('disk-slow', () => {
  it('makes what takes time take longer, by factors that multiply', async () => {
    const slow = fault('a', { definition: diskSlow, params: { factor: '4x' } });
    const other = fault('b', { definition: diskSlow, params: { factor: '2x' } });
    const { got, coverage } = await diskStory([slow, other], syncs, { sync });
    expect(got).toEqual(['synced 0 @1540', 'synced 0 @3005']);
    expect(coverage.map(({ touched }) => touched)).toEqual([1, 1]);
  });

  it('adds a length of time, also where nothing takes time', async () => {
    const slow = fault('a', { definition: diskSlow, params: { by: '30ms' } });
    expect((await diskStory([slow], syncs)).got).toEqual(['synced 0 @1530', 'synced 0 @3000']);
  });

  it('multiplies nothing on an ideal disk, and says so', async () => {
    const slow = fault('a', { definition: diskSlow, params: { factor: '4x' } });
    const { got, coverage } = await diskStory([slow], syncs);
    expect(got).toEqual(['synced 0 @1500', 'synced 0 @3000']);
    expect(coverage[0]?.note).toBe('the disk of n1 did nothing that it could have acted on');
  });

  it('slows down what is under way, and lets it go on at its own pace afterwards', async () => {
    const slow = fault('a', { definition: diskSlow, params: { factor: '10x' } });
    const long = { kind: 'constant', ns: 1000 * ms } as const;
    const begun = (node: TalkNode, say: Say): void => {
      node.after('500ms', async () => {
        await node.disk.sync();
        say('synced');
      });
    };
    // Half of it before, a tenth of it in the second of the fault, the rest behind.
    expect((await diskStory([slow], begun, { sync: long })).got).toEqual(['synced 0 @2400']);
  });
});
