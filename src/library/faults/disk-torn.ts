import { defineFault } from './define.ts';

/** A page is larger than what a disk writes as one: the power goes in the middle of it. */
export const diskTorn = defineFault({
  name: 'disk-torn',
  summary: 'Let a power cut that comes meanwhile leave writes that are not synced in part.',
  chapter: 'System Model and Reality',
  targets: 'nodes',
  needs: { failures: 'crash-recovery' },
  example: '{ fault: disk-torn, target: notes, at: 15s, duration: 10s }',
  begin: (world, targets) => targets.map((node) => world.tear(node)),
});
