import { expect, it } from 'vitest';
import { crash } from '../../../src/library/faults/crash.ts';
import { diskSyncLost } from '../../../src/library/faults/disk-sync-lost.ts';
import { diskStory } from '../../support/disk-story.ts';
import { fault } from '../../run/faults/fault-stage.ts';

it('reports success for what a power cut then takes; a later sync makes up for it', async () => {
  for (const later of [false, true]) {
    const lost = fault('a', { definition: diskSyncLost });
    const params = { scope: 'host' };
    const cut = fault('b', { definition: crash, params, atNs: 3_000_000_000 });
    const { got, rows } = await diskStory([lost, cut], (node, say) => {
      if (node.boot.count === 2) return say('found', node.disk.read('f', 0));
      node.after('1500ms', async () => {
        node.disk.write('f', 7);
        await node.disk.sync('f');
        say('synced', node.disk.read('f', 0));
      });
      if (later) node.after('2500ms', () => void node.disk.sync('f'));
    });
    expect(got).toEqual(['synced 7 @1500', `found ${later ? 7 : 0} @4000`]);
    expect(rows[0]).toBe('disk-failed f lose @1500');
  }
});
