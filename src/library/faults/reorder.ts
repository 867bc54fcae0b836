import { defineFault } from './define.ts';

/** A datagram that takes the long way round; what was sent after it may come before it. */
export const reorder = defineFault({
  name: 'reorder',
  summary: 'Let messages overtake one another: some take the latency of their link once more.',
  chapter: 'Unreliable Networks',
  targets: 'links',
  needs: { timing: 'partially-synchronous' },
  example: '{ fault: reorder, target: n1 -> n2, probability: 20%, at: 5s, duration: 10s }',
  begin: (world) => world.rule({}, (packet) => ({ delay: world.latency(packet) })),
});
