import { oneOf } from '../../base/schema.ts';
import { pauseCauses } from '../../world/machine/pause-cause.ts';
import { defineFault } from './define.ts';

/** A process stands still and cannot know it: when it goes on, it believes that no time has passed. */
export const pause = defineFault({
  name: 'pause',
  summary: 'Stop a process or a whole machine for a while.',
  chapter: 'Process Pauses',
  targets: 'nodes',
  needs: { timing: 'partially-synchronous' },
  insideStep: true,
  params: {
    cause: oneOf(
      pauseCauses,
      'What clocks, timers and acknowledgements do meanwhile. The kernel goes on, but for `vm-suspend`, `live-migration`, `lid-closed` and `steal`; of these, the monotonic clock and its timers stand still too with `vm-suspend` and `lid-closed`.',
    ).default('gc'),
  },
  example: '{ fault: pause, target: client-1, at: 5s, duration: 15s, cause: gc }',
  begin: (world, targets, { cause }) => targets.map((node) => world.pause(node, cause)),
});
