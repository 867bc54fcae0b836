import { size } from '../../base/schema.ts';
import { defineFault } from './define.ts';

/** What is kept and never used again. A new start heals it: the next process has lost nothing yet. */
export const memoryLeak = defineFault({
  name: 'memory-leak',
  summary: 'Let a process lose memory; with `every` it leaks until the kernel kills it.',
  chapter: 'Faults and Partial Failures',
  targets: 'nodes',
  needs: { failures: 'crash-recovery' },
  instant: true,
  params: { by: size('How much it loses each time.').min('1B') },
  example: '{ fault: memory-leak, target: desk, by: 8MiB, at: 5s, every: 1s, times: 10 }',
  begin(world, targets, { by }) {
    for (const node of targets) world.leak(node, by);
  },
});
