import { expect, it } from 'vitest';
import { crash } from '../../../src/library/faults/crash.ts';
import { diskMisdirected } from '../../../src/library/faults/disk-misdirected.ts';
import { diskStory } from '../../support/disk-story.ts';
import { fault } from '../../run/faults/fault-stage.ts';

it('puts content in the place of another file, which the cache hides until the machine was down', async () => {
  const wrong = fault('a', { definition: diskMisdirected });
  const params = { scope: 'host' };
  const cut = fault('b', { definition: crash, params, atNs: 3_000_000_000 });
  const { got, rows } = await diskStory([wrong, cut], (node, say) => {
    const both = (when: string): void =>
      say(`${when} ${node.disk.read('f', 0)} ${node.disk.read('g', 0)}`);
    if (node.boot.count === 2) return both('found');
    node.disk.write('f', 1);
    node.disk.write('g', 2);
    void node.disk.sync();
    node.after('1500ms', async () => {
      node.disk.write('f', 7);
      await node.disk.sync('f');
      both('synced');
    });
  });
  expect(got).toEqual(['synced 7 2 0 @1500', 'found 1 7 0 @4000']);
  expect(rows).toContain('disk-failed f misdirect @1500');
});
