import { defineCheck } from './define.ts';
import { saw, wrote } from './operations/example-rows.ts';
import { judgeAgainst, modelNamed, oneCopy, unfitInitial } from './operations/one-copy.ts';

/** Lamport, "How to make a multiprocessor computer that correctly executes multiprocess programs" (1979). */
export const sequential = defineCheck({
  name: 'sequential',
  summary:
    'There is one order of all operations that keeps the order of each client, as if there were one copy that may be late.',
  property: 'safety',
  wholeHistory: true,
  judges: true,
  config: oneCopy,
  futile: unfitInitial,
  example: 'one-order: { check: sequential, of: orders, model: register }',
  histories: () => ({
    config: { model: 'register' },
    held: [
      wrote('c1', ['1s', '2s'], 'x', 1),
      saw('c2', ['3s', '4s'], 'x', null),
      saw('c2', ['5s', '6s'], 'x', 1),
    ],
    violated: [
      wrote('c1', ['1s', '2s'], 'x', 1),
      saw('c2', ['3s', '4s'], 'x', 1),
      saw('c2', ['5s', '6s'], 'x', null),
    ],
  }),

  watch(run, config) {
    run.atEnd(() => {
      judgeAgainst(run, modelNamed(config.model), config, run.judges.sequentialConsistency);
    });
  },
});
