import { HistoryError } from '../../src/history/formats/history-error.ts';
import { type HistoryFormat, readerOf } from '../../src/history/formats/index.ts';
import type { ReaderOptions, Recorded } from '../../src/history/formats/reader.ts';
import { type History, never } from '../../src/history/history.ts';
import { type TransactionHistory, unread } from '../../src/history/transactions.ts';
import { type Cell, nil } from '../../src/history/value-table.ts';

/** Reads a text; in chunks of so many bytes, one after another, if `sizes` says so. */
export function readText(
  format: HistoryFormat,
  text: string | Uint8Array,
  options: ReaderOptions = {},
  sizes: readonly number[] = [],
): Recorded {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
  const reader = readerOf(format, options);
  let at = 0;
  for (let i = 0; at < bytes.length; i += 1) {
    const size = sizes.length === 0 ? bytes.length : (sizes[i % sizes.length] ?? 1);
    // A copy that is spoilt afterwards: readers may not keep a chunk.
    const chunk = bytes.slice(at, at + size);
    reader.push(chunk);
    chunk.fill(0x7e);
    at += size;
  }
  return reader.end();
}

/** `3:14 expected ...`: what reading a text complains of; `read` if it does not. */
export function complaint(
  format: HistoryFormat,
  text: string | Uint8Array,
  options: ReaderOptions = {},
  sizes: readonly number[] = [],
): string {
  try {
    readText(format, text, options, sizes);
    return 'read';
  } catch (error) {
    if (!(error instanceof HistoryError)) throw error;
    const { line, column, message } = error;
    return line === null ? message : `${line}:${column} ${message}`;
  }
}

const outcomes = ['ok', 'fail', 'unknown'];

/** An operation on one line: `0 write 3 -> nil ok 0..1`; a key stands before the input as `k:`. */
export function operationsOf(history: History): string[] {
  const { values, key, input, output } = history;
  const text = (cell: Cell | undefined): string => values.textOf(cell ?? nil);
  return Array.from({ length: history.count }, (_, i) => {
    const end = history.completed[i] === never ? '' : String(history.completed[i]);
    const about = key[i] === nil ? '' : `${text(key[i])}:`;
    const what = `${history.names[history.name[i] ?? -1]} ${about}${text(input[i])}`;
    const how = `${outcomes[history.outcome[i] ?? -1]} ${history.invoked[i]}..${end}`;
    return `${history.process[i]} ${what} -> ${text(output[i])} ${how}`;
  });
}

const kinds = ['r', 'append', 'w'];

/** A transaction on one line: `0 [append 1 2] [r 1 ?] ok 0..1`. */
export function transactionsOf(history: TransactionHistory): string[] {
  const { values, first, kind, key, value } = history;
  return Array.from({ length: history.count }, (_, t) => {
    const micro: string[] = [];
    for (let i = first[t] ?? 0; i < (first[t + 1] ?? 0); i += 1) {
      const answer = value[i] === unread ? '?' : values.textOf(value[i] ?? nil);
      micro.push(`[${kinds[kind[i] ?? -1]} ${values.textOf(key[i] ?? nil)} ${answer}]`);
    }
    const end = history.completed[t] === never ? '' : String(history.completed[t]);
    const how = `${outcomes[history.outcome[t] ?? -1]} ${history.invoked[t]}..${end}`;
    return `${history.process[t]} ${micro.join(' ')} ${how}`;
  });
}

/** All that was recorded, to compare: cells too, so that the order in which values were met counts. */
export function columnsOf({ history, transactions }: Recorded): unknown {
  const cut = (column: ArrayLike<number>, count: number): number[] =>
    Array.from({ length: count }, (_, i) => column[i] ?? Number.NaN);
  const { count } = history;
  const micro = transactions.first[transactions.count] ?? 0;
  return {
    operations: operationsOf(history),
    transactions: transactionsOf(transactions),
    cells: [cut(history.key, count), cut(history.input, count), cut(history.output, count)],
    times: [cut(history.invokedNs, count), cut(history.completedNs, count)],
    lines: [cut(history.invokedLine, count), cut(history.completedLine, count)],
    micro: [cut(transactions.key, micro), cut(transactions.value, micro)],
    processes: [history.processes, transactions.processes],
  };
}
