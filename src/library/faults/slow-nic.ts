import { bandwidth } from '../../base/schema.ts';
import { defineFault } from './define.ts';

/** A network card that limps: seen at one thousandth of its rate, for weeks, with no error anywhere. */
export const slowNic = defineFault({
  name: 'slow-nic',
  summary: 'Make the network card of a node slow, for all that it sends and receives.',
  chapter: 'Faults and Partial Failures',
  targets: 'nodes',
  needs: { timing: 'partially-synchronous' },
  params: {
    to: bandwidth('What each of its links carries at most, in each direction.')
      .min('1bit/s')
      .default('1kbit/s'),
  },
  example: '{ fault: slow-nic, target: n1, to: 64kbit/s, at: 5s, duration: 10s }',
  begin: (world, targets, { to }) => targets.map((node) => world.limitNode(node, to)),
});
