import { event, formula } from '../../base/schema.ts';
import { defineCheck } from './define.ts';

/** Coverage: a situation that the scenario claims to reach. Never reached is `vacuous`. */
export const sometimes = defineCheck({
  name: 'sometimes',
  summary: 'An event is seen at least once, so that the scenario reaches what it is about.',
  property: 'safety',
  config: {
    event: event('The event, exact or with `*`.'),
    where: formula('Only when this holds of its fields.').optional(),
  },
  example: 'fencing-was-tested: { check: sometimes, event: write-refused, of: store }',
  histories: () => ({
    config: { event: 'write-refused' },
    verdict: 'vacuous',
    held: [{ at: '1s', node: 'store', event: 'write-refused' }],
    violated: [{ at: '1s', node: 'store', event: 'write-accepted' }],
  }),

  watch(run, { event: name, where }) {
    run.onEvent(name, (seen) => {
      if (where === undefined || where.evaluate((field) => seen.data[field]) === true) {
        run.exercised();
      }
    });
  },
});
