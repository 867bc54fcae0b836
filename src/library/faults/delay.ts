import { compileSampler } from '../../base/sampler/sampler.ts';
import { distribution, duration } from '../../base/schema.ts';
import { defineFault } from './define.ts';
import { drawnLength } from './timing/drawn-length.ts';

/** What is sent takes longer; what is under way already does not. */
export const delay = defineFault({
  name: 'delay',
  summary: 'Make messages take longer.',
  chapter: 'Timeouts and Unbounded Delays',
  targets: 'links',
  needs: { timing: 'partially-synchronous' },
  params: {
    by: distribution(
      'How much longer: a length of time, a range, or a distribution drawn per message.',
    ),
    spell: duration(
      'For so long all messages of a link are late by the same draw, as behind the same queue: delay that is correlated in time. Without it each has a draw of its own.',
    )
      .min('1ns')
      .optional(),
  },
  example: '{ fault: delay, target: n1 -> n2, by: 200ms..400ms, at: 5s, duration: 10s }',
  begin(world, _targets, { by, spell }) {
    const sampler = compileSampler(by);
    return world.rule({}, (packet) => {
      const random = spell === undefined ? world.random : world.spell(packet, spell);
      return { delay: drawnLength(sampler, random) };
    });
  },
});
