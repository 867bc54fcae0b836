import { event, fieldOf } from '../../base/schema.ts';
import { defineCheck, type Seen } from './define.ts';
import { valueText } from './events/value-text.ts';

/** Election safety: a term has one winner, however often it is told. */
export const singleLeader = defineCheck({
  name: 'single-leader',
  summary: 'At most one leader is elected in each term.',
  property: 'safety',
  config: {
    event: event('The event with which a node reports that it was elected.').default('elected'),
    term: fieldOf(['event'], 'The field with the number of the election.').default('term'),
  },
  example: 'one-per-term: { check: single-leader }',
  histories: () => ({
    held: [
      { at: '1s', node: 'a', event: 'elected', data: { term: 1 } },
      { at: '2s', node: 'b', event: 'elected', data: { term: 2 } },
    ],
    violated: [
      { at: '1s', node: 'a', event: 'elected', data: { term: 1 } },
      { at: '2s', node: 'b', event: 'elected', data: { term: 1 } },
    ],
  }),

  watch(run, config) {
    const leaders = new Map<string, Seen<unknown>>();
    run.onEvent(config.event, (won) => {
      run.exercised();
      const term = valueText(won.data[config.term]);
      const other = leaders.get(term);
      if (other === undefined) leaders.set(term, won);
      else if (other.node !== won.node) {
        run.violated(`${other.node} and ${won.node} both lead term ${term}`, other, won);
      }
    });
  },
});
