import { bandwidth as bitsPerSecond } from '../../base/schema.ts';
import { defineFault } from './define.ts';

/** A worn cable, a wrong duplex mode, a line that others fill: all that is sent waits for its turn. */
export const bandwidth = defineFault({
  name: 'bandwidth',
  summary: 'Make links slower: what is sent waits for its turn, and for what was sent before.',
  chapter: 'Network Congestion and Queueing',
  targets: 'links',
  needs: { timing: 'partially-synchronous' },
  weaker: ['delay'],
  actsOnMessages: false,
  params: {
    to: bitsPerSecond(
      'What each link carries at most, in one direction; of several limits the least counts.',
    ).min('1bit/s'),
  },
  example: '{ fault: bandwidth, target: n1 -> n2, to: 64kbit/s, at: 5s, duration: 10s }',
  begin: (world, targets, { to }) => targets.map((link) => world.limit([link.from], [link.to], to)),
});
