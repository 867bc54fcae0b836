import { oneOf } from '../../base/schema.ts';
import { defineFault } from './define.ts';

/** A virtual machine is taken off its processor: inside it looks as if time had made a jump, or none. */
export const vmJump = defineFault({
  name: 'vm-jump',
  summary: 'Suspend a virtual machine and resume it with a clock that jumped or stayed behind.',
  chapter: 'Clock Synchronization and Accuracy',
  targets: 'nodes',
  needs: { timing: 'partially-synchronous' },
  weaker: ['pause'],
  params: {
    clock: oneOf(
      ['jumps', 'stays-behind'],
      'The time of day is right again at once, or goes on where it stood and lags behind by the whole suspension, whatever a time daemon may report.',
    ).default('jumps'),
  },
  example: '{ fault: vm-jump, target: n2, at: 5s, duration: 10s, clock: stays-behind }',
  begin: (world, targets, { clock }) =>
    targets.map((node) =>
      clock === 'jumps'
        ? world.pause(node, 'vm-suspend')
        : world.pause(node, 'vm-suspend', () => world.clock(node).freeze('all')),
    ),
});
