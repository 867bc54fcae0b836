import { compileSampler } from '../../base/sampler/sampler.ts';
import { distribution, factor as factorOf } from '../../base/schema.ts';
import { defineFault } from './define.ts';
import { drawnLength } from './timing/drawn-length.ts';

/** A disk that limps: bad sectors read again and again, firmware that tidies up, a noisy neighbour. */
export const diskSlow = defineFault({
  name: 'disk-slow',
  summary: 'Make the disk of a node slow: operations take longer, and what comes waits for them.',
  chapter: 'Faults and Partial Failures',
  targets: 'nodes',
  needs: { timing: 'partially-synchronous' },
  exclusive: [['factor', 'by']],
  diskOps: ['read', 'write', 'sync'],
  params: {
    factor: factorOf('So much longer takes what takes time anyway; several factors multiply.')
      .min('1x')
      .optional(),
    by: distribution('So much is added to each operation.').optional(),
  },
  example: '{ fault: disk-slow, target: store, by: 50ms..200ms, at: 25s, duration: 10s }',
  begin(world, targets, { factor = 10, by }) {
    const sampler = by === undefined ? null : compileSampler(by);
    return targets.map((node) =>
      world.disk(node, ({ takesNs }) => {
        if (sampler !== null) return { delay: drawnLength(sampler, world.random) };
        return takesNs === 0 ? 'pass' : { factor };
      }),
    );
  },
});
