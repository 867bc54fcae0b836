import { event, formula } from '../../base/schema.ts';
import { defineCheck } from './define.ts';

/** A goal: with `within` it is judged while its premise holds, without it by the end of the run. */
export const occurs = defineCheck({
  name: 'occurs',
  summary: 'An event happens, in time if `within` says so.',
  property: 'liveness',
  config: {
    event: event('The event, exact or with `*`.'),
    where: formula('Only when this holds of its fields.').optional(),
  },
  example:
    'the-other-takes-over: { check: occurs, event: lease-granted, of: locks, within: 12s, after: gc begins }',
  histories: () => ({
    config: { event: 'elected' },
    within: '5s',
    held: [{ at: '4s', node: 'a', event: 'elected', data: { term: 1 } }],
    violated: [{ at: '6s', node: 'a', event: 'elected', data: { term: 1 } }],
  }),

  watch(run, { event: name, where }) {
    let happened = false;
    run.onEvent(name, (seen) => {
      if (where !== undefined && where.evaluate((field) => seen.data[field]) !== true) return;
      happened = true;
      run.exercised();
      run.reached(seen);
    });
    run.atEnd(() => {
      if (happened || run.withinNs !== null) return;
      run.exercised();
      run.violated(`${name}${where === undefined ? '' : ` where ${where.text}`} never happened`);
    });
  },
});
