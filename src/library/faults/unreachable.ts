import { defineFault } from './define.ts';

/** A router that answers ICMP "destination unreachable". */
export const unreachable = defineFault({
  name: 'unreachable',
  summary: 'Answer messages with "destination unreachable", as a router without a route does.',
  chapter: 'Detecting Faults',
  targets: 'links',
  needs: { timing: 'partially-synchronous' },
  weaker: ['hold', 'loss'],
  example: '{ fault: unreachable, target: client-1 -> n1, at: 5s, duration: 10s }',
  begin: (world) => world.rule({ blocks: true }, () => 'unreachable'),
});
