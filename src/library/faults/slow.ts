import { factor as factorOf } from '../../base/schema.ts';
import { defineFault } from './define.ts';

/** A processor that limps: too hot, throttled, shared with others. It answers all, and late. */
export const slow = defineFault({
  name: 'slow',
  summary: 'Make the processor of a node slow: work takes longer, and what comes waits for it.',
  chapter: 'Faults and Partial Failures',
  targets: 'nodes',
  needs: { timing: 'partially-synchronous' },
  params: {
    factor: factorOf('So much longer takes each piece of work; several factors multiply.').min(
      '1x',
    ),
  },
  example: '{ fault: slow, target: desk, factor: 10x, at: 5s, duration: 10s }',
  begin: (world, targets, { factor }) => targets.map((node) => world.slow(node, factor)),
});
