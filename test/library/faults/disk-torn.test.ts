import { describe, expect, it } from 'vitest';
import { crash } from '../../../src/library/faults/crash.ts';
import { diskTorn } from '../../../src/library/faults/disk-torn.ts';
import type { DiskStart } from '../../../src/world/node-start.ts';
import { DiskError } from '../../../src/world/program/node.ts';
import type { FaultPlan } from '../../../src/scenario/plan/fault.ts';
import { diskStory } from '../../support/disk-story.ts';
import type { Told } from '../../support/disk-story.ts';
import { fault } from '../../run/faults/fault-stage.ts';

const cut = (params: object = {}): FaultPlan =>
  fault('cut', { definition: crash, params: { scope: 'host', ...params }, atNs: 1_500_000_000 });

/** Syncs a log of one record and a file, goes on without a sync, and reads when the power is back. */
const play = async (faults: readonly FaultPlan[], disk: Partial<DiskStart> = {}): Promise<Told> =>
  diskStory(
    faults,
    (node, say) => {
      if (node.boot.count === 1) {
        node.disk.append('log', 'first');
        node.disk.write('file', 'old');
        void node.disk.sync();
        node.after('1200ms', () => {
          for (let n = 0; n < 20; n += 1) node.disk.append('log', `record ${n}`);
          node.disk.write('file', 'new');
        });
        return;
      }
      say('records', node.disk.records('log').length);
      try {
        say(node.disk.read('file', ''));
      } catch (failure) {
        if (failure instanceof DiskError) say(failure.code);
      }
      node.disk.append('log', 'after');
      say('then', node.disk.records('log').length);
    },
    disk,
  );

describe('disk-torn', () => {
  it('lets a power cut tear what was not synced: a torn tail is cut off, a torn file refused', async () => {
    const { got, coverage } = await play([fault('torn', { definition: diskTorn }), cut()]);
    // Every record was torn or lost, so only the synced one is left, and what comes next stands behind it.
    expect(got).toContain('records 1 @2500');
    expect(got).toContain('then 2 @2500');
    expect(coverage.find(({ id }) => id === 'torn')?.touched).toBe(1);
  });

  it('is what `tear` does for one crash alone', async () => {
    const torn = await play([fault('torn', { definition: diskTorn }), cut()]);
    expect((await play([cut({ tear: true })])).got).toEqual(torn.got);
    expect((await play([cut()])).got).toEqual(['records 1 @2500', 'old 0 @2500', 'then 2 @2500']);
  });

  it('never tears what the disk writes as one', async () => {
    const { got, coverage } = await play([fault('torn', { definition: diskTorn }), cut()], {
      atomicBytes: 4096,
    });
    expect(got).toEqual(['records 1 @2500', 'old 0 @2500', 'then 2 @2500']);
    expect(coverage.find(({ id }) => id === 'torn')?.note).toBe('no power cut of n1 tore a write');
  });
});
