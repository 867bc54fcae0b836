import { boolean, text } from '../../base/schema.ts';
import { defineFault } from './define.ts';

/** Bits that flip by themselves: one drive in a hundred has a sector that its checksum calls wrong. */
export const diskCorrupt = defineFault({
  name: 'disk-corrupt',
  summary:
    'Let content of a disk decay: reading it throws ECORRUPT, or silently gives another value.',
  chapter: 'System Model and Reality',
  targets: 'nodes',
  needs: { failures: 'byzantine' },
  instant: true,
  params: {
    file: text('Whose content; without it that of a drawn file.').optional(),
    silent: boolean('No checksum finds it: what is read is another value.').default(false),
  },
  example: '{ fault: disk-corrupt, target: store, silent: true, at: 25s }',
  begin(world, targets, { file, silent }) {
    for (const node of targets) world.decay(node, file ?? null, silent);
  },
});
