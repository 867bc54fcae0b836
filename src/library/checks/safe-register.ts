import { value } from '../../base/schema.ts';
import { nil } from '../../history/value-table.ts';
import { defineCheck } from './define.ts';
import { saw, wrote } from './operations/example-rows.ts';

/** Lamport, "On interprocess communication" (1986). Operations are `read` or `get`, and `write` or `put`. */
export const safeRegister = defineCheck({
  name: 'safe-register',
  summary:
    'A read that no write overlaps shows the last value written; any other one may show anything.',
  property: 'safety',
  wholeHistory: true,
  judges: true,
  config: {
    initial: value('What a key holds before anybody writes; nothing when not given.').optional(),
  },
  example: 'safe: { check: safe-register, of: orders }',
  histories: () => ({
    held: [
      wrote('c1', ['1s', '9s'], 'x', 1),
      saw('c2', ['2s', '3s'], 'x', 42),
      saw('c2', ['10s', '11s'], 'x', 1),
    ],
    violated: [wrote('c1', ['1s', '2s'], 'x', 1), saw('c2', ['3s', '4s'], 'x', 42)],
  }),

  watch(run, { initial }) {
    run.atEnd(() => {
      const asked = run.operations();
      const { columns } = asked;
      const initialValue = initial === undefined ? nil : columns.values.cellOf(initial);
      run.decided(run.judges.safeRegister(columns, { initialValue }), asked);
    });
  },
});
