import { event, fieldOf } from '../../base/schema.ts';
import { fieldText, type Told } from './events/decision.ts';
import { defineCheck } from './define.ts';

/** A message, and how many snapshots its sender had recorded when it sent it. */
interface Sent {
  readonly seen: Told;
  readonly recorded: number;
}

/** A message that was sent after its sender recorded a snapshot. */
interface Crossing {
  readonly sent: Told;
  readonly received: Told;
}

/** What a node has recorded, and what would be wrong with a snapshot that it records from now on. */
class Recorder {
  readonly snapshots = new Map<string, Told>();
  readonly crossings = new Map<string, Crossing>();
}

/**
 * A consistent cut (Chandy and Lamport, "Distributed Snapshots", 1985): what a snapshot holds as
 * received it also holds as sent. Messages under way, sent inside and received outside, are allowed.
 */
export const consistentCut = defineCheck({
  name: 'consistent-cut',
  summary: 'No snapshot holds the receipt of a message without its sending.',
  property: 'safety',
  config: {
    event: event('The event with which a node reports that it records its state.').default(
      'recorded',
    ),
    snapshot: fieldOf(['event'], 'The field with the id of the snapshot.').default('snapshot'),
    sent: event('The event with which a node reports that it sends a message.').default('sent'),
    received: event('The event with which a node reports that it received a message.').default(
      'received',
    ),
    message: fieldOf(
      ['sent', 'received'],
      'The field with the id of the message, in both events.',
    ).default('message'),
  },
  example: 'snapshots-are-consistent: { check: consistent-cut, of: member }',
  histories: () => ({
    held: [
      { at: '1s', node: 'a', event: 'sent', data: { message: 'm' } },
      { at: '2s', node: 'a', event: 'recorded', data: { snapshot: 1 } },
      { at: '3s', node: 'b', event: 'received', data: { message: 'm' } },
      { at: '4s', node: 'b', event: 'recorded', data: { snapshot: 1 } },
    ],
    violated: [
      { at: '1s', node: 'a', event: 'recorded', data: { snapshot: 1 } },
      { at: '2s', node: 'a', event: 'sent', data: { message: 'm' } },
      { at: '3s', node: 'b', event: 'received', data: { message: 'm' } },
      { at: '4s', node: 'b', event: 'recorded', data: { snapshot: 1 } },
    ],
  }),

  watch(run, config) {
    const recorders = new Map<string, Recorder>();
    const sent = new Map<string, Sent>();
    const recordedSomewhere = new Set<string>();
    const recorderOf = (node: string): Recorder => {
      const recorder = recorders.get(node) ?? new Recorder();
      recorders.set(node, recorder);
      return recorder;
    };
    run.onEvent(config.sent, (seen) => {
      const message = fieldText(seen, config.message);
      // A message that is sent once more has left with its first sending.
      if (sent.has(message)) return;
      sent.set(message, { seen, recorded: recorderOf(seen.node).snapshots.size });
    });
    run.onEvent(config.received, (seen) => {
      const found = sent.get(fieldText(seen, config.message));
      if (found === undefined) return;
      const { snapshots, crossings } = recorderOf(seen.node);
      const before = [...recorderOf(found.seen.node).snapshots.keys()].slice(0, found.recorded);
      for (const snapshot of before) {
        if (snapshots.has(snapshot) || crossings.has(snapshot)) continue;
        crossings.set(snapshot, { sent: found.seen, received: seen });
      }
    });
    run.onEvent(config.event, (seen) => {
      const snapshot = fieldText(seen, config.snapshot);
      const { snapshots, crossings } = recorderOf(seen.node);
      if (snapshots.has(snapshot)) return;
      snapshots.set(snapshot, seen);
      if (recordedSomewhere.has(snapshot)) run.exercised();
      recordedSomewhere.add(snapshot);
      const crossing = crossings.get(snapshot);
      if (crossing === undefined) return;
      crossings.delete(snapshot);
      const message = fieldText(crossing.sent, config.message);
      const cut = recorderOf(crossing.sent.node).snapshots.get(snapshot);
      run.violated(
        `snapshot ${snapshot} has ${message} as received by ${seen.node}, and not as sent by ${crossing.sent.node}`,
        ...(cut === undefined ? [] : [cut]),
        crossing.sent,
        crossing.received,
        seen,
      );
    });
  },
});
