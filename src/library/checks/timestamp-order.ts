import { boolean, event, fieldOf, oneOf } from '../../base/schema.ts';
import type { Value } from '../../base/units.ts';
import { fieldText, type Told } from './events/decision.ts';
import { defineCheck } from './define.ts';

type Comparison = 'less' | 'equal' | 'greater' | 'neither';

function compareNumbers(a: number, b: number): Comparison {
  if (a === b) return 'equal';
  return a < b ? 'less' : 'greater';
}

/** The parts of a timestamp; null when they are no numbers. */
function partsOf(value: Value | undefined): readonly number[] | null {
  if (typeof value === 'number') return [value];
  if (!Array.isArray(value)) return null;
  const parts: readonly Value[] = value;
  const numbers = parts.filter((part) => typeof part === 'number');
  return numbers.length === parts.length ? numbers : null;
}

/** The first part that differs decides: a hybrid clock, or a counter with the number of its node. */
function bySize(a: readonly number[], b: readonly number[]): Comparison {
  const length = Math.max(a.length, b.length);
  for (let part = 0; part < length; part += 1) {
    const found = compareNumbers(a[part] ?? 0, b[part] ?? 0);
    if (found !== 'equal') return found;
  }
  return 'equal';
}

/** Every part has to agree: a vector clock. */
function byVector(a: readonly number[], b: readonly number[]): Comparison {
  const length = Math.max(a.length, b.length);
  let sofar: Comparison = 'equal';
  for (let part = 0; part < length; part += 1) {
    const found = compareNumbers(a[part] ?? 0, b[part] ?? 0);
    if (found === 'equal' || found === sofar) continue;
    if (sofar !== 'equal') return 'neither';
    sofar = found;
  }
  return sofar;
}

const comparisons = { number: bySize, vector: byVector } as const;

/**
 * The clock condition (Lamport, "Time, Clocks, and the Ordering of Events", 1978): what happened
 * before has the smaller timestamp. It is enough to ask neighbours: the events of one node in their
 * order, and the sending and the receipt of each message.
 */
export const timestampOrder = defineCheck({
  name: 'timestamp-order',
  summary: 'An event that happened before another one has a smaller timestamp.',
  property: 'safety',
  config: {
    event: event('The events that carry timestamps, exact or with `*`.').default('*'),
    timestamp: fieldOf(
      ['event'],
      'The field with the timestamp: a number, or a list of numbers.',
    ).default('timestamp'),
    sent: event('Which of them is the sending of a message.').default('sent'),
    received: event('Which of them is the receipt of a message.').default('received'),
    message: fieldOf(
      ['sent', 'received'],
      'The field with the id of the message, in both.',
    ).default('message'),
    compare: oneOf(
      ['number', 'vector'],
      'Lists: the first part that differs decides, or no part may be smaller (a vector clock).',
    ).default('number'),
    ties: boolean('Events of one node may have the same timestamp.').default(false),
  },
  example: 'clock-condition: { check: timestamp-order, of: member }',
  histories: () => ({
    held: [
      { at: '1s', node: 'a', event: 'sent', data: { message: 'm', timestamp: 7 } },
      { at: '2s', node: 'b', event: 'received', data: { message: 'm', timestamp: 8 } },
    ],
    violated: [
      { at: '1s', node: 'a', event: 'sent', data: { message: 'm', timestamp: 7 } },
      { at: '2s', node: 'b', event: 'received', data: { message: 'm', timestamp: 3 } },
    ],
  }),

  watch(run, config) {
    const latest = new Map<string, Told>();
    const sent = new Map<string, Told>();
    const demand = (before: Told, after: Told, ties: boolean): void => {
      const [was, is] = [before.data[config.timestamp], after.data[config.timestamp]];
      const [a, b] = [partsOf(was), partsOf(is)];
      if (a === null || b === null) {
        run.undecided(
          `${config.timestamp} of ${after.event} is neither a number nor a list of them`,
        );
        return;
      }
      run.exercised();
      const found = comparisons[config.compare](a, b);
      if (found === 'less' || (ties && found === 'equal')) return;
      const [early, late] = [before, after].map((seen) => run.fieldText(seen, config.timestamp));
      run.violated(
        `${before.event} on ${before.node} has ${config.timestamp} ${early}; ${after.event} on ${after.node}, which came of it, has ${late}`,
        before,
        after,
      );
    };
    run.onEvent(config.event, (seen) => {
      if (seen.data[config.timestamp] === undefined) return;
      const before = latest.get(seen.node);
      latest.set(seen.node, seen);
      if (before !== undefined) demand(before, seen, config.ties);
      const message = fieldText(seen, config.message);
      // An id that is sent once more has left for good with its first sending.
      if (seen.event === config.sent && !sent.has(message)) sent.set(message, seen);
      if (seen.event !== config.received) return;
      const sending = sent.get(message);
      if (sending !== undefined) demand(sending, seen, false);
    });
  },
});
