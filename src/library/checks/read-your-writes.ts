import { defineCheck } from './define.ts';
import { saw, wrote } from './operations/example-rows.ts';
import { readAndWrite } from './operations/registers.ts';
import { judgeSessions } from './operations/sessions.ts';

/** A client sees its own writes (Terry et al. 1994). */
export const readYourWrites = defineCheck({
  name: 'read-your-writes',
  summary: 'A client that has written something reads it, or something newer.',
  property: 'safety',
  wholeHistory: true,
  config: readAndWrite,
  example: 'read-your-writes: { check: read-your-writes, of: orders }',
  histories: () => ({
    held: [
      wrote('c1', ['1s', '2s'], 'x', 1),
      wrote('c2', ['3s', '4s'], 'x', 2),
      saw('c1', ['5s', '6s'], 'x', 2),
    ],
    violated: [
      wrote('c1', ['1s', '2s'], 'x', 1),
      wrote('c1', ['3s', '4s'], 'x', 2),
      saw('c1', ['5s', '6s'], 'x', 1),
    ],
  }),

  watch(run, config) {
    judgeSessions(run, config, {
      demandOf: (sessions, read) => sessions.ownWrite(read),
      words: (registers, demand, read) =>
        `${registers.nameOf(read)} wrote ${registers.textOf(demand.write)} and then reads ${registers.textOf(read)}, which is older`,
    });
  },
});
