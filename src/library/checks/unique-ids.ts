import { text } from '../../base/schema.ts';
import { type Cell, nil } from '../../history/value-table.ts';
import { type Asked, clientOf, operationsNamed, seenOf } from './operations/answered.ts';
import { defineCheck } from './define.ts';
import { done } from './operations/example-rows.ts';

/** Ids, tokens, tickets: nobody gets what somebody else has got. By the checker `unique-ids` of Jepsen. */
export const uniqueIds = defineCheck({
  name: 'unique-ids',
  summary: 'No two operations get the same answer.',
  property: 'safety',
  wholeHistory: true,
  config: { op: text('The operation whose answers must differ.').default('generate') },
  example: 'ids-differ: { check: unique-ids, of: once, op: increment }',
  histories: () => ({
    held: [
      done('c1', ['1s', '2s'], 'generate', {}, { id: 'a1' }),
      done('c2', ['1s', '2s'], 'generate', {}, { id: 'a2' }),
    ],
    violated: [
      done('c1', ['1s', '2s'], 'generate', {}, { id: 'a1' }),
      done('c2', ['3s', '4s'], 'generate', {}, { id: 'a1' }),
    ],
  }),

  watch(run, { op }) {
    run.atEnd(() => {
      const operations = run.operations();
      const firstWith = new Map<Cell, Asked>();
      for (const asked of operationsNamed(operations, op)) {
        if (!asked.isOk || asked.output === nil) continue;
        // One answer alone cannot repeat anything.
        if (firstWith.size > 0) run.exercised();
        const first = firstWith.get(asked.output);
        firstWith.set(asked.output, first ?? asked);
        if (first === undefined) continue;
        const answer = operations.columns.values.textOf(asked.output);
        run.violated(
          `${clientOf(operations, first)} and ${clientOf(operations, asked)} both got ${answer}`,
          ...seenOf(operations, [first, asked]),
        );
      }
    });
  },
});
