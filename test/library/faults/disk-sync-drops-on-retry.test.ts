import { expect, it } from 'vitest';
import { crash } from '../../../src/library/faults/crash.ts';
import { diskSyncDropsOnRetry } from '../../../src/library/faults/disk-sync-drops-on-retry.ts';
import { diskStory } from '../../support/disk-story.ts';
import { fault } from '../../run/faults/fault-stage.ts';

it('tells of the error once; the retry succeeds, the cache looks well, and the data is gone', async () => {
  for (const again of [false, true]) {
    const drops = fault('a', { definition: diskSyncDropsOnRetry });
    const params = { scope: 'host' };
    const cut = fault('b', { definition: crash, params, atNs: 3_000_000_000 });
    const { got, rows } = await diskStory([drops, cut], (node, say) => {
      if (node.boot.count === 2) return say('found', node.disk.read('f', 0));
      node.after('1500ms', async () => {
        node.disk.write('f', 7);
        await node.disk.sync('f').then(undefined, () => say('failed'));
        // Who does not trust the cache any more writes it again.
        if (again) node.disk.write('f', 7);
        await node.disk.sync('f');
        say('retried', node.disk.read('f', 0));
      });
    });
    expect(got).toEqual(['failed 0 @1500', 'retried 7 @1500', `found ${again ? 7 : 0} @4000`]);
    expect(rows.slice(0, 2)).toEqual(['disk-failed f drop @1500', 'synced f @1500']);
  }
});

it('forgets no more than the sync that failed was asked for', async () => {
  const drops = fault('a', { definition: diskSyncDropsOnRetry });
  const params = { scope: 'host' };
  const cut = fault('b', { definition: crash, params, atNs: 3_000_000_000 });
  const { got } = await diskStory([drops, cut], (node, say) => {
    if (node.boot.count === 2) return say('found', node.disk.read('f', 0));
    node.after('1500ms', async () => {
      node.disk.write('f', 7);
      const first = node.disk.sync('f').then(undefined, () => say('failed'));
      node.disk.write('f', 8);
      await first;
      await node.disk.sync('f');
    });
  });
  expect(got).toEqual(['failed 0 @1500', 'found 8 @4000']);
});
