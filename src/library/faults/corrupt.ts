import { probability } from '../../base/schema.ts';
import { defineFault } from './define.ts';

/** What a checksum missed: the receiver gets a message that nobody sent. */
export const corrupt = defineFault({
  name: 'corrupt',
  summary: 'Change one field of a message on the way, to another value that it could have had.',
  chapter: 'Byzantine Faults',
  targets: 'links',
  needs: { failures: 'byzantine' },
  weaker: ['hold', 'loss'],
  params: {
    evades: probability(
      'The share of changed messages that no checksum notices, all without it; the others are dropped. Of 16 bits, as TCP has them, about `0.0015%` of random changes get past (1 of 65,536).',
    ).optional(),
  },
  example: '{ fault: corrupt, target: n1 <-> n2, probability: 25%, at: 5s, duration: 10s }',
  begin: (world, _targets, { evades = 1 }) =>
    world.rule({}, (packet) => {
      const body = world.corrupted(packet);
      if (body === null) return 'pass';
      const isNoticed = evades < 1 && !world.random.for('checksum').chance(evades);
      return isNoticed ? 'drop' : { body };
    }),
});
