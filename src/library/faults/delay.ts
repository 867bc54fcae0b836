import { compileSampler } from '../../base/sampler.ts';
import { distribution } from '../../base/schema.ts';
import { defineFault } from './define.ts';
import { drawnLength } from './drawn-length.ts';

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
  },
  example: '{ fault: delay, target: n1 -> n2, by: 200ms..400ms, at: 5s, duration: 10s }',
  begin(world, _targets, { by }) {
    const sampler = compileSampler(by);
    return world.rule({}, () => ({ delay: drawnLength(sampler, world.random) }));
  },
});
