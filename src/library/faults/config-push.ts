import { map, value } from '../../base/schema.ts';
import { defineFault } from './define.ts';

/** One change, many nodes, the same moment: what redundancy was bought for does not help. */
export const configPush = defineFault({
  name: 'config-push',
  summary: 'Give nodes other settings, all at once; the end of the fault takes them back.',
  chapter: 'Faults and Partial Failures',
  targets: 'nodes',
  needs: { failures: 'crash-recovery' },
  configures: true,
  params: { set: map(value(), 'Settings of their programs, as under `config`; the others stay.') },
  example:
    '{ fault: config-push, target: counter, set: { deduplicate: false }, at: 5s, duration: 10s }',
  begin: (world, targets) => targets.map((node) => world.configure(node)),
});
