import { boolean, event, oneOf, text } from '../../base/schema.ts';
import { defineCheck, type Seen } from './define.ts';

interface Last {
  readonly value: number;
  readonly seen: Seen<unknown>;
}

/** A number that only grows, in the true order of its events. */
export const monotone = defineCheck({
  name: 'monotone',
  summary: 'A field of an event never goes back.',
  property: 'safety',
  config: {
    event: event('The event that carries the number.'),
    field: text('The field that must not go back.'),
    per: oneOf(
      ['run', 'node'],
      'Over all nodes of `of` together, or on each node by itself.',
    ).default('run'),
    strict: boolean('It must grow each time; otherwise it may also stay.').default(false),
  },
  example: 'tokens-only-grow: { check: monotone, of: locks, event: lease-granted, field: token }',

  watch(run, config) {
    const largest = new Map<string, Last>();
    run.onEvent(config.event, (seen) => {
      const value = seen.data[config.field];
      if (typeof value !== 'number') {
        run.undecided(`${config.field} of ${config.event} is not a number`);
        return;
      }
      const series = config.per === 'node' ? seen.node : '';
      const before = largest.get(series);
      if (before === undefined) {
        largest.set(series, { value, seen });
        return;
      }
      run.exercised();
      if (value < before.value || (config.strict && value === before.value)) {
        run.violated(
          `${config.field} was ${value} after it had been ${before.value}`,
          before.seen,
          seen,
        );
        return;
      }
      largest.set(series, { value, seen });
    });
  },
});
