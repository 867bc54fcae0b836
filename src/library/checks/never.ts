import { event, formula } from '../../base/schema.ts';
import { defineCheck } from './define.ts';

/** Something that may not happen at all. */
export const never = defineCheck({
  name: 'never',
  summary: 'An event never happens.',
  property: 'safety',
  config: {
    event: event('The event, exact or with `*`.'),
    where: formula('Only when this holds of its fields.').optional(),
  },
  example: 'no-election-storm: { check: never, event: elected, where: term > 9 }',
  histories: () => ({
    config: { event: 'elected', where: 'term > 9' },
    held: [{ at: '1s', node: 'a', event: 'elected', data: { term: 9 } }],
    violated: [{ at: '1s', node: 'a', event: 'elected', data: { term: 10 } }],
  }),

  watch(run, { event: name, where }) {
    // Without a condition any sign of life is evidence; with one, the event itself must be seen.
    if (where === undefined) run.onEvent('*', () => run.exercised());
    run.onEvent(name, (seen) => {
      run.exercised();
      if (where !== undefined && where.evaluate((field) => seen.data[field]) !== true) return;
      const condition = where === undefined ? '' : ` where ${where.text}`;
      run.violated(`${seen.event}${condition} happened on ${seen.node}`, seen);
    });
  },
});
