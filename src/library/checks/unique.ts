import { compactJson } from '../../base/json/json.ts';
import { event, fieldOf, oneOf } from '../../base/schema.ts';
import { defineCheck, type Seen } from './define.ts';

/** A value that may be given out once: a token, an id, a term's winner. */
export const unique = defineCheck({
  name: 'unique',
  summary: 'No two events carry the same value in a field.',
  property: 'safety',
  config: {
    event: event('The event that carries the value.'),
    field: fieldOf(['event'], 'The field whose values must differ.'),
    per: oneOf(
      ['run', 'node'],
      'Over all nodes of `of` together, or on each node by itself.',
    ).default('run'),
  },
  example: 'tokens-differ: { check: unique, of: locks, event: lease-granted, field: token }',
  histories: () => ({
    config: { event: 'granted', field: 'token' },
    held: [
      { at: '1s', node: 'a', event: 'granted', data: { token: 1 } },
      { at: '2s', node: 'b', event: 'granted', data: { token: 2 } },
    ],
    violated: [
      { at: '1s', node: 'a', event: 'granted', data: { token: 1 } },
      { at: '2s', node: 'b', event: 'granted', data: { token: 1 } },
    ],
  }),

  watch(run, config) {
    const first = new Map<string, Seen<unknown>>();
    let events = 0;
    run.onEvent(config.event, (seen) => {
      const told = seen.data[config.field];
      if (told === undefined) return;
      events += 1;
      // One event alone cannot repeat anything.
      if (events > 1) run.exercised();
      const value = compactJson(told);
      const key = config.per === 'node' ? `${seen.node} ${value}` : value;
      const before = first.get(key);
      if (before === undefined) first.set(key, seen);
      else {
        const shown = typeof told === 'number' ? run.fieldText(seen, config.field) : value;
        run.violated(`${config.field} ${shown} appeared twice`, before, seen);
      }
    });
  },
});
