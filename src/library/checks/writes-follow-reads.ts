import { defineCheck } from './define.ts';
import { saw, wrote } from './operations/example-rows.ts';
import { readAndWrite } from './operations/registers.ts';
import { judgeSessions } from './operations/sessions.ts';

/** A write comes after what its writer had read (Terry et al. 1994), for whoever goes on reading. */
export const writesFollowReads = defineCheck({
  name: 'writes-follow-reads',
  summary: 'Whoever has seen a write also sees what its writer had read before.',
  property: 'safety',
  wholeHistory: true,
  config: readAndWrite,
  example: 'writes-follow-reads: { check: writes-follow-reads, of: orders }',
  histories: () => ({
    held: [
      wrote('c1', ['1s', '2s'], 'question', 'who?'),
      saw('c2', ['3s', '4s'], 'question', 'who?'),
      wrote('c2', ['5s', '6s'], 'answer', 'me'),
      saw('c3', ['7s', '8s'], 'answer', 'me'),
      saw('c3', ['8s', '9s'], 'question', 'who?'),
    ],
    violated: [
      wrote('c1', ['1s', '2s'], 'question', 'who?'),
      saw('c2', ['3s', '4s'], 'question', 'who?'),
      wrote('c2', ['5s', '6s'], 'answer', 'me'),
      saw('c3', ['7s', '8s'], 'answer', 'me'),
      saw('c3', ['8s', '9s'], 'question', null),
    ],
  }),

  watch(run, config) {
    judgeSessions(run, config, {
      demandOf: (sessions, read) => sessions.readBeforeSeen(read),
      words: (registers, demand, read) =>
        `${registers.nameOf(read)} has seen ${registers.textOf(demand.because.at(-1) ?? read)}, whose writer had read ${registers.textOf(demand.write)} before; it reads ${registers.textOf(read)}, which is older`,
    });
  },
});
