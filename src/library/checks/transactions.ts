import { integer, oneOf, text } from '../../base/schema.ts';
import type { Value } from '../../base/units.ts';
import { transactionModels } from '../../history/transactions/models.ts';
import { defineCheck, type ExampleRow } from './define.ts';
import { done } from './operations/example-rows.ts';
import { transactionsAsked } from './operations/transactions-asked.ts';

type Micro = readonly [what: string, key: string, value: Value];

/** A transaction of an example history; what it was given is its answer without what it read. */
function transaction(
  client: string,
  times: Parameters<typeof done>[1],
  ...micro: readonly Micro[]
): ExampleRow {
  const given = micro.map(([what, key, value]) => [what, key, what === 'r' ? null : value]);
  return done(
    client,
    times,
    'transact',
    { operations: given },
    { operations: micro.map((one) => [...one]) },
  );
}

/**
 * Isolation of transactions, by the cycles of what they read and wrote: Adya, "Weak consistency"
 * (1999); Kingsbury and Alvaro, "Elle: inferring isolation anomalies from experimental observations"
 * (VLDB 2020).
 */
export const transactions = defineCheck({
  name: 'transactions',
  summary: 'Transactions are as isolated from one another as a model of isolation promises.',
  property: 'safety',
  wholeHistory: true,
  judges: true,
  config: {
    model: oneOf(transactionModels, 'What is promised.').default('strict-serializable'),
    on: oneOf(
      ['list-append', 'rw-register'],
      'What the keys hold: lists that are appended to, or registers that are overwritten.',
    ).default('list-append'),
    op: text('The operation that is a transaction.').default('transact'),
    budget: integer('How many steps a search may take before it is undecided.')
      .default(50_000_000)
      .min(1),
  },
  example: 'isolated: { check: transactions, of: swaps, model: strict-serializable }',
  histories: () => ({
    held: [
      transaction('c1', ['1s', '2s'], ['append', 'x', 1], ['append', 'y', 1]),
      transaction('c2', ['3s', '4s'], ['r', 'x', [1]], ['r', 'y', [1]]),
    ],
    violated: [
      transaction('c1', ['1s', '2s'], ['append', 'x', 1], ['append', 'y', 1]),
      transaction('c2', ['1s', '2s'], ['r', 'x', [1]], ['r', 'y', null]),
    ],
  }),

  watch(run, { model, on, op, budget }) {
    run.atEnd(() => {
      const asked = run.operations();
      const found = transactionsAsked(asked, op);
      if (found === null) {
        run.undecided(`what ${op} is given or answers is no list of micro-operations`);
        return;
      }
      if (found.operations.length === 0) return;
      const question = { workload: on, budget: { steps: budget } };
      const decision = run.judges.checkTransactions(found.transactions, question).decide(model);
      if (decision.verdict !== 'violated') {
        run.decided(decision, asked);
        return;
      }
      const { why, operations: numbers } = decision.witness;
      const operations = numbers.map((one) => found.operations[one] ?? 0);
      const who = (operation: number): string => asked.clients[asked.client[operation] ?? -1] ?? '';
      const cast = numbers.map((one, place) => `T${one}: ${who(operations[place] ?? 0)}`);
      const witness = { why: `${why} (${cast.join(', ')})`, operations };
      run.decided({ ...decision, witness }, asked);
    });
  },
});
