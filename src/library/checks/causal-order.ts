import { fieldText, type Told } from './events/decision.ts';
import { Deliveries, deliveryFields, sendingFields } from './events/delivery.ts';
import { defineCheck } from './define.ts';

/** A message, and what its sender had sent or delivered since its message before. */
interface Sent {
  readonly seen: Told;
  readonly after: readonly string[];
}

/**
 * Causal order (Birman and Joseph, "Reliable Communication in the Presence of Failures", 1987;
 * Hadzilacos and Toueg, 1994): whoever delivers a message has delivered all that its sender knew when
 * it sent it. Each message is asked for its direct causes only: those had to have theirs.
 */
export const causalOrder = defineCheck({
  name: 'causal-order',
  summary: 'A message is delivered after every message that its sender had sent or delivered.',
  property: 'safety',
  config: { ...deliveryFields, ...sendingFields },
  example: 'answers-after-questions: { check: causal-order, of: member }',
  histories: () => ({
    held: [
      { at: '1s', node: 'a', event: 'broadcast', data: { message: 'question' } },
      { at: '2s', node: 'b', event: 'delivered', data: { message: 'question' } },
      { at: '3s', node: 'b', event: 'broadcast', data: { message: 'answer' } },
      { at: '4s', node: 'c', event: 'delivered', data: { message: 'question' } },
      { at: '5s', node: 'c', event: 'delivered', data: { message: 'answer' } },
    ],
    violated: [
      { at: '1s', node: 'a', event: 'broadcast', data: { message: 'question' } },
      { at: '2s', node: 'b', event: 'delivered', data: { message: 'question' } },
      { at: '3s', node: 'b', event: 'broadcast', data: { message: 'answer' } },
      { at: '4s', node: 'c', event: 'delivered', data: { message: 'answer' } },
      { at: '5s', node: 'c', event: 'delivered', data: { message: 'question' } },
    ],
  }),

  watch(run, config) {
    const sent = new Map<string, Sent>();
    const had = new Deliveries();
    const latest = new Map<string, string[]>();
    const learn = (seen: Told): void => {
      const known = latest.get(seen.node) ?? [];
      latest.set(seen.node, known);
      known.push(fieldText(seen, config.message));
    };
    run.onEvent(config.sent, (seen) => {
      const message = fieldText(seen, config.message);
      if (sent.has(message)) return;
      sent.set(message, { seen, after: latest.get(seen.node) ?? [] });
      // What was known before is behind its own message now. A sender has what it sends.
      latest.delete(seen.node);
      had.isNew(seen, config.message);
      learn(seen);
    });
    run.onEvent(config.event, (seen) => {
      if (!had.isNew(seen, config.message)) return;
      const message = fieldText(seen, config.message);
      learn(seen);
      const mine = had.of(seen.node);
      for (const cause of sent.get(message)?.after ?? []) {
        const earlier = sent.get(cause)?.seen;
        const later = sent.get(message)?.seen;
        if (earlier === undefined || later === undefined) continue;
        // That one sender's messages stay in order is FIFO; only an answer shows more.
        if (earlier.node !== later.node) run.exercised();
        if (mine.has(cause)) continue;
        run.violated(
          `${seen.node} delivered ${message} without ${cause}, which ${later.node} had when it sent it`,
          earlier,
          later,
          seen,
        );
      }
    });
  },
});
