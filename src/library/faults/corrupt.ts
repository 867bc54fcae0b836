import { defineFault } from './define.ts';

/** What a checksum missed: the receiver gets a message that nobody sent. */
export const corrupt = defineFault({
  name: 'corrupt',
  summary: 'Change one field of a message on the way, to another value that it could have had.',
  chapter: 'Byzantine Faults',
  targets: 'links',
  needs: { failures: 'byzantine' },
  weaker: ['hold', 'loss'],
  example: '{ fault: corrupt, target: n1 <-> n2, probability: 25%, at: 5s, duration: 10s }',
  begin: (world) =>
    world.rule({}, (packet) => {
      const body = world.corrupted(packet);
      return body === null ? 'pass' : { body };
    }),
});
