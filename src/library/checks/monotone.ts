import { boolean, event, fieldOf, oneOf } from '../../base/schema.ts';
import type { Told } from './events/decision.ts';
import { defineCheck, type Seen } from './define.ts';

interface Last {
  readonly value: number;
  readonly seen: Told;
}

type Range = 'run' | 'node' | 'boot';

/** What an event is compared with: the numbers of its series. */
function seriesOf({ node, incarnation }: Seen<unknown>, per: Range): string {
  if (per === 'run') return '';
  return per === 'node' ? node : `${node} ${incarnation}`;
}

/** A number that only grows, in the true order of its events. */
export const monotone = defineCheck({
  name: 'monotone',
  summary: 'A field of an event never goes back.',
  property: 'safety',
  config: {
    event: event('The event that carries the number.'),
    field: fieldOf(['event'], 'The field that must not go back.'),
    per: oneOf(
      ['run', 'node', 'boot'],
      'Over all nodes of `of` together, on each node by itself, or on each boot of a node (a monotonic clock).',
    ).default('run'),
    strict: boolean('It must grow each time; otherwise it may also stay.').default(false),
  },
  example: 'tokens-only-grow: { check: monotone, of: locks, event: lease-granted, field: token }',
  histories: () => ({
    config: { event: 'granted', field: 'token' },
    held: [
      { at: '1s', node: 'a', event: 'granted', data: { token: 1 } },
      { at: '2s', node: 'b', event: 'granted', data: { token: 2 } },
    ],
    violated: [
      { at: '1s', node: 'a', event: 'granted', data: { token: 2 } },
      { at: '2s', node: 'b', event: 'granted', data: { token: 1 } },
    ],
  }),

  watch(run, config) {
    const largest = new Map<string, Last>();
    run.onEvent(config.event, (seen) => {
      const value = seen.data[config.field];
      if (typeof value !== 'number') {
        run.undecided(`${config.field} of ${config.event} is not a number`);
        return;
      }
      const series = seriesOf(seen, config.per);
      const before = largest.get(series);
      if (before === undefined) {
        largest.set(series, { value, seen });
        return;
      }
      run.exercised();
      if (value < before.value || (config.strict && value === before.value)) {
        run.violated(
          `${config.field} was ${run.fieldText(seen, config.field)} after it had been ${run.fieldText(before.seen, config.field)}`,
          before.seen,
          seen,
        );
        return;
      }
      largest.set(series, { value, seen });
    });
  },
});
