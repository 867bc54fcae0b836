import { duration, integer, node as nodeId, oneOf, size, wallTime } from '../../base/schema.ts';
import { ns } from '../../base/units.ts';
import { defineProgram } from '../../world/program/program.ts';

const traffic = { sentAt: wallTime(), payload: size() };
const kinds = ['voice', 'file'] as const;

/** Traffic with a given shape; ages are the truth as long as clocks are perfect. */
export const station = defineProgram({
  name: 'station',
  summary: 'Sends messages of one size, and notes how old those are that it hears.',

  config: {
    to: nodeId('Whom it sends to; without it, it only listens.').optional(),
    kind: oneOf(kinds, 'Type of its messages.').default('file'),
    bytes: size('The payload of each of them.').default('160B'),
    burst: integer('How many it sends at once.').min(1).default(1),
    gap: duration('From one burst to the next, in the mean.').default('20ms'),
    rhythm: oneOf(
      ['random', 'even', 'together'],
      'Gaps of random length, gaps that are alike, or the same and all stations at once.',
    ).default('random'),
  },

  messages: { voice: traffic, file: traffic },
  events: { heard: { kind: oneOf(kinds), age: duration() } },

  start(node, { to, kind, bytes, burst, gap, rhythm }) {
    for (const heard of kinds) {
      node.on(heard, ({ sentAt }) => {
        node.observe('heard', { kind: heard, age: ns(Math.max(0, node.clock.wall() - sentAt)) });
      });
    }
    if (to === undefined) return;

    const send = (): void => {
      for (let n = 0; n < burst; n += 1) {
        node.send(to, kind, { sentAt: node.clock.wall(), payload: bytes });
      }
      node.after(rhythm === 'random' ? node.random.duration(ns(0), ns(2 * gap)) : gap, send);
    };
    // Stations that are switched on together need not send together.
    if (rhythm === 'together') send();
    else node.after(node.random.duration(ns(0), gap), send);
  },
});
