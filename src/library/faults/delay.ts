import { compileSampler } from '../../base/sampler.ts';
import { distribution } from '../../base/schema.ts';
import { ns } from '../../base/units.ts';
import { defineFault } from './define.ts';

/** The finest uniform number in [0, 1) that whole draws can make. */
const steps = 4_503_599_627_370_496; // 2^52

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
    return world.rule({}, () => ({
      delay: ns(sampler.sample(world.random.integer(0, steps - 1) / steps)),
    }));
  },
});
