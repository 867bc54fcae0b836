import { defineCheck } from './define.ts';
import { saw, wrote } from './operations/example-rows.ts';
import { readAndWrite } from './operations/registers.ts';
import { judgeSessions } from './operations/sessions.ts';

/**
 * A client's writes are seen in their order (Terry et al. 1994), by whoever goes on reading: a
 * client that may be sent to a server that has less must have monotonic reads before it can have
 * this.
 */
export const monotonicWrites = defineCheck({
  name: 'monotonic-writes',
  summary: 'Whoever has seen a write of a client also sees what that client had written before.',
  property: 'safety',
  wholeHistory: true,
  config: readAndWrite,
  example: 'monotonic-writes: { check: monotonic-writes, of: orders }',
  histories: () => ({
    held: [
      wrote('c1', ['1s', '2s'], 'x', 1),
      wrote('c1', ['3s', '4s'], 'y', 2),
      saw('c2', ['5s', '6s'], 'y', 2),
      saw('c2', ['7s', '8s'], 'x', 1),
    ],
    violated: [
      wrote('c1', ['1s', '2s'], 'x', 1),
      wrote('c1', ['3s', '4s'], 'y', 2),
      saw('c2', ['5s', '6s'], 'y', 2),
      saw('c2', ['7s', '8s'], 'x', null),
    ],
  }),

  watch(run, config) {
    judgeSessions(run, config, {
      demandOf: (sessions, read) => sessions.writtenBeforeSeen(read),
      words: (registers, demand, read) =>
        `${registers.nameOf(read)} has seen ${registers.textOf(demand.because.at(-1) ?? read)} of ${registers.nameOf(demand.write)}, who had written ${registers.textOf(demand.write)} before; it reads ${registers.textOf(read)}, which is older`,
    });
  },
});
