import { oneOf } from '../../base/schema.ts';
import { pauseCauses } from '../../world/verbs.ts';
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
      'What clocks, timers and acknowledgements do meanwhile: the kernel of a process stopped by `gc` or `sigstop` goes on, that of a suspended machine does not.',
    ).default('gc'),
  },
  example: '{ fault: pause, target: client-1, at: 5s, duration: 15s, cause: gc }',
  begin: (world, targets, { cause }) => targets.map((node) => world.pause(node, cause)),
});
