import { event, fieldOf, oneOf } from '../../base/schema.ts';
import { fieldText, type Told } from './events/decision.ts';
import { defineCheck } from './define.ts';

/** What one node has told of its sequence. */
interface Place {
  incarnation: number;
  next: number;
}

/** State machine safety: replicas that apply one sequence differ only in how far they have come. */
export const prefixEqual = defineCheck({
  name: 'prefix-equal',
  summary: 'Of the sequences of any two nodes one is a prefix of the other.',
  property: 'safety',
  // The place in a sequence is counted from its beginning.
  wholeHistory: true,
  config: {
    event: event('The event with which a node reports the next of its sequence.').default(
      'applied',
    ),
    value: fieldOf(['event'], 'The field with what comes next.').default('value'),
    index: fieldOf(
      ['event'],
      'The field with its position, when nodes may skip (a snapshot) or repeat; without it events are counted.',
    ).optional(),
    restart: oneOf(
      ['goes-on', 'begins-anew'],
      'Where a node goes on that was restarted, when events are counted.',
    ).default('goes-on'),
  },
  example: 'one-sequence: { check: prefix-equal, of: member }',
  histories: () => ({
    held: [
      { at: '1s', node: 'a', event: 'applied', data: { value: 'x' } },
      { at: '2s', node: 'a', event: 'applied', data: { value: 'y' } },
      { at: '3s', node: 'b', event: 'applied', data: { value: 'x' } },
    ],
    violated: [
      { at: '1s', node: 'a', event: 'applied', data: { value: 'x' } },
      { at: '2s', node: 'a', event: 'applied', data: { value: 'y' } },
      { at: '3s', node: 'b', event: 'applied', data: { value: 'y' } },
    ],
  }),

  watch(run, config) {
    const sequence = new Map<string, Told>();
    const places = new Map<string, Place>();
    const positionOf = (seen: Told): string => {
      if (config.index !== undefined) return fieldText(seen, config.index);
      const { node, incarnation } = seen;
      const place = places.get(node) ?? { incarnation, next: 0 };
      places.set(node, place);
      if (place.incarnation !== incarnation && config.restart === 'begins-anew') place.next = 0;
      place.incarnation = incarnation;
      place.next += 1;
      return String(place.next);
    };
    run.onEvent(config.event, (seen) => {
      const position = positionOf(seen);
      const first = sequence.get(position);
      if (first === undefined) {
        sequence.set(position, seen);
        return;
      }
      // A node is compared with itself only where it repeats a position.
      if (first.node !== seen.node) run.exercised();
      if (fieldText(first, config.value) === fieldText(seen, config.value)) return;
      const [before, now] = [first, seen].map((told) => run.fieldText(told, config.value));
      run.violated(
        `at position ${position} ${first.node} has ${before} and ${seen.node} has ${now}`,
        first,
        seen,
      );
    });
  },
});
