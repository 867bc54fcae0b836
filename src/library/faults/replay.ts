import { compileSampler } from '../../base/sampler/sampler.ts';
import { distribution } from '../../base/schema.ts';
import { defineFault } from './define.ts';
import { drawnLength } from './timing/drawn-length.ts';

/** An old message, word by word, at a time when it is no longer true; its signature is still good. */
export const replay = defineFault({
  name: 'replay',
  summary: 'A node sends its one-way messages once more, later, when they are old.',
  chapter: 'Byzantine Faults',
  targets: 'nodes',
  actsOnMessages: true,
  needs: { failures: 'byzantine' },
  params: { after: distribution('How much later: a length of time, a range, or a distribution.') },
  example: '{ fault: replay, target: member-1, after: 1s..2s, at: 5s, duration: 10s }',
  begin(world, targets, { after }) {
    const sampler = compileSampler(after);
    return world.rule({ from: targets, kind: '*' }, (packet) => {
      world.repeat(packet, drawnLength(sampler, world.random));
      return 'pass';
    });
  },
});
