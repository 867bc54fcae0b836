import { nil } from '../../history/value-table.ts';
import { defineCheck } from './define.ts';
import { finalRead, wrote } from './example-rows.ts';
import { readAndWrite, Registers } from './registers.ts';

/** Eventual consistency, at the moment when it must be there: writing is over, all is quiet. */
export const convergence = defineCheck({
  name: 'convergence',
  summary: 'In the end all clients read the same of each key.',
  property: 'safety',
  wholeHistory: true,
  config: { read: readAndWrite.read },
  example: 'convergence: { check: convergence, of: orders }',
  histories: () => ({
    held: [
      wrote('c1', ['1s', '2s'], 'x', 1),
      finalRead('c1', ['9s', '10s'], 'x', 1),
      finalRead('c2', ['9s', '10s'], 'x', 1),
    ],
    violated: [
      wrote('c1', ['1s', '2s'], 'x', 1),
      finalRead('c1', ['9s', '10s'], 'x', 1),
      finalRead('c2', ['9s', '10s'], 'x', null),
    ],
  }),

  watch(run, config) {
    run.atEnd(() => {
      const registers = new Registers(run.operations(), { ...config, write: '' });
      const { columns, isFinal } = registers.operations;
      const firstOf = new Map<number, number>();
      for (const read of registers.reads) {
        if (isFinal[read] !== 1) continue;
        const first = firstOf.get(registers.keyOf(read));
        if (first === undefined) {
          firstOf.set(registers.keyOf(read), read);
          continue;
        }
        if (registers.clientOf(first) !== registers.clientOf(read)) run.exercised();
        if ((columns.output[first] ?? nil) === (columns.output[read] ?? nil)) continue;
        run.violated(
          `${registers.nameOf(first)} reads ${registers.textOf(first)} at the end, and ${registers.nameOf(read)} reads ${registers.textOf(read)}`,
          ...registers.seen([first, read]),
        );
      }
    });
  },
});
