import {
  type MicroOperation,
  microOperation,
  type TransactionHistory,
} from '../../history/transactions.ts';
import type { Workload } from '../../history/transactions/workload.ts';

/** How each workload of transactions writes. */
const writesOf: Readonly<Record<Workload, MicroOperation>> = {
  'list-append': microOperation.append,
  'rw-register': microOperation.write,
};

/** Whether a model's name is that of a workload of transactions. */
export function isTransactional(word: string): word is Workload {
  return Object.hasOwn(writesOf, word);
}

/** The names of both workloads: they stand where a model does. */
export const workloadWords: readonly Workload[] = Object.keys(writesOf).filter(isTransactional);

/** What the transactions of a history work on: registers when one of them overwrites something. */
export function workloadOf({ count, first, kind }: TransactionHistory): Workload {
  const written = kind.subarray(0, first[count]);
  return written.includes(writesOf['rw-register']) ? 'rw-register' : 'list-append';
}
