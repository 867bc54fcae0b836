import { value } from '../../base/schema.ts';
import { nil } from '../../history/value-table.ts';
import { defineCheck } from './define.ts';
import { saw, wrote } from './operations/example-rows.ts';

/**
 * Lamport, "On interprocess communication" (1986); for several writers by Shao, Pierce and Welch
 * (2003). Operations are `read` or `get`, and `write` or `put`.
 */
export const regularRegister = defineCheck({
  name: 'regular-register',
  summary:
    'A read shows the last value written before it, or one that was being written meanwhile.',
  property: 'safety',
  wholeHistory: true,
  judges: true,
  config: {
    initial: value('What a key holds before anybody writes; nothing when not given.').optional(),
  },
  example: 'regular: { check: regular-register, of: orders }',
  histories: () => ({
    held: [
      wrote('c1', ['1s', '9s'], 'x', 1),
      saw('c2', ['2s', '3s'], 'x', 1),
      saw('c3', ['4s', '5s'], 'x', null),
    ],
    violated: [wrote('c1', ['1s', '2s'], 'x', 1), saw('c2', ['3s', '4s'], 'x', null)],
  }),

  watch(run, { initial }) {
    run.atEnd(() => {
      const asked = run.operations();
      const { columns } = asked;
      const initialValue = initial === undefined ? nil : columns.values.cellOf(initial);
      run.decided(run.judges.regularRegister(columns, { initialValue }), asked);
    });
  },
});
