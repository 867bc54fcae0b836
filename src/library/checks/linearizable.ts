import { defineCheck } from './define.ts';
import { saw, wrote } from './operations/example-rows.ts';
import { judgeAgainst, modelNamed, oneCopy, unfitInitial } from './operations/one-copy.ts';

/**
 * Herlihy and Wing, "Linearizability: a correctness condition for concurrent objects" (1990). A
 * `cas` that was refused with `mismatch`, `not-equal` or `precondition-failed` says what a read
 * would: that the value was another one. All other refusals had no effect and say nothing.
 */
export const linearizable = defineCheck({
  name: 'linearizable',
  summary:
    'Every operation took effect at one moment between its call and its answer, as if there were one copy.',
  property: 'safety',
  wholeHistory: true,
  judges: true,
  config: oneCopy,
  futile: unfitInitial,
  example: 'one-copy: { check: linearizable, of: orders, model: register }',
  histories: () => ({
    config: { model: 'register' },
    held: [
      wrote('c1', ['1s', '6s'], 'x', 1),
      saw('c2', ['2s', '3s'], 'x', null),
      saw('c2', ['4s', '5s'], 'x', 1),
    ],
    violated: [
      wrote('c1', ['1s', '6s'], 'x', 1),
      saw('c2', ['2s', '3s'], 'x', 1),
      saw('c3', ['4s', '5s'], 'x', null),
    ],
  }),

  watch(run, config) {
    run.atEnd(() =>
      judgeAgainst(run, modelNamed(config.model), config, run.judges.linearizability),
    );
  },
});
