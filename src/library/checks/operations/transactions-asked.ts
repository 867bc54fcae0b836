import { MicroOperations } from '../../../history/formats/micro-operations.ts';
import { never, outcome } from '../../../history/history.ts';
import { TransactionBuilder, type TransactionHistory } from '../../../history/transactions.ts';
import type { OperationHistory } from '../define.ts';

/** The transactions of a history, and which operation each of them was. */
export interface TransactionsAsked {
  readonly transactions: TransactionHistory;
  /** By transaction: its operation. */
  readonly operations: readonly number[];
}

/** A beginning or an end, by its place in the order of all of them. */
interface Edge {
  readonly place: number;
  readonly operation: number;
  readonly isEnd: boolean;
}

function edgesOf({ columns }: OperationHistory, name: string): Edge[] {
  const edges: Edge[] = [];
  for (let operation = 0; operation < columns.count; operation += 1) {
    if (columns.names[columns.name[operation] ?? -1] !== name) continue;
    edges.push({ place: columns.invoked[operation] ?? never, operation, isEnd: false });
    const end = columns.completed[operation] ?? never;
    if (end !== never) edges.push({ place: end, operation, isEnd: true });
  }
  return edges.sort((a, b) => a.place - b.place);
}

/**
 * Reads operations of one name as transactions: what they were given and what they answered is a
 * list of micro-operations, `["r", key, answer]`, `["w", key, value]` and `["append", key, value]`.
 * Null when one of them is none.
 */
export function transactionsAsked(asked: OperationHistory, name: string): TransactionsAsked | null {
  const { columns } = asked;
  const builder = new TransactionBuilder(columns.values);
  const processes = columns.processes.map((process) => builder.newProcess(process));
  const micro = new MicroOperations();
  const operations: number[] = [];
  const transactionOf = new Map<number, number>();
  for (const { operation, isEnd } of edgesOf(asked, name)) {
    const transaction = transactionOf.get(operation);
    if (!isEnd) {
      if (!micro.take(columns.values, columns.input[operation] ?? 0)) return null;
      const process = processes[columns.process[operation] ?? 0] ?? 0;
      const begun = builder.invoke(
        process,
        columns.invokedNs[operation],
        columns.invokedLine[operation],
      );
      micro.addTo(builder);
      transactionOf.set(operation, begun);
      operations.push(operation);
    } else if (transaction !== undefined) {
      const isOk = columns.outcome[operation] === outcome.ok;
      if (isOk) {
        const isRead = micro.take(columns.values, columns.output[operation] ?? 0);
        if (!isRead || !micro.answer(builder, transaction)) return null;
      }
      builder.complete(
        transaction,
        isOk ? outcome.ok : outcome.fail,
        columns.completedNs[operation],
        columns.completedLine[operation],
      );
    }
  }
  return { transactions: builder.build(), operations };
}
