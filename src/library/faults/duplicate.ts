import { defineFault } from './define.ts';

/** A datagram arrives twice, each copy with a delay of its own. */
export const duplicate = defineFault({
  name: 'duplicate',
  summary: 'Deliver messages twice.',
  chapter: 'Unreliable Networks',
  targets: 'links',
  needs: { timing: 'partially-synchronous' },
  example: '{ fault: duplicate, target: n1 -> n2, probability: 10%, at: 5s, duration: 10s }',
  begin: (world) => world.rule({}, () => 'duplicate'),
});
