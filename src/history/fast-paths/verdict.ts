import type { Decision, Part } from '../decision.ts';
import { type History, outcome } from '../history.ts';
import { nil } from '../value-table.ts';

/** A part can be put in order. */
export function held(part: Part, method: string): Decision {
  return { verdict: 'held', method, steps: part.operations.length };
}

/** A part cannot be put in order; `operations` are indices of the history, in any order, with repeats. */
export function violated(
  part: Part,
  method: string,
  why: string,
  operations: readonly number[],
): Decision {
  const witness = { why, operations: [...new Set(operations)].sort((a, b) => a - b) };
  return { verdict: 'violated', method, steps: part.operations.length, witness, prefix: null };
}

/** An operation in words: `read of 3 by p1`, `write of 4 by p2`, `dequeue of 3 by p1`. */
export function told(history: History, operation: number): string {
  const name = history.names[history.name[operation] ?? 0] ?? '';
  const who = history.processes[history.process[operation] ?? 0] ?? '';
  const { values } = history;
  const input = history.input[operation] ?? nil;
  const output = history.output[operation] ?? nil;
  const isOutput = input === nil && history.outcome[operation] === outcome.ok;
  const value = isOutput ? output : input;
  return `${name}${value === nil && !isOutput ? '' : ` of ${values.briefOf(value)}`} by ${who}`;
}

/** An operation in words without its value: `acquire by p1`. */
export function toldPlainly(history: History, operation: number): string {
  const name = history.names[history.name[operation] ?? 0] ?? '';
  return `${name} by ${history.processes[history.process[operation] ?? 0] ?? ''}`;
}

/** By index of a name of the history: its place among `words`, or -1. */
export function wordsOf(history: History, words: readonly string[]): Int8Array {
  const { names } = history;
  const found = new Int8Array(names.length);
  for (let i = 0; i < names.length; i += 1) found[i] = words.indexOf(names[i] ?? '');
  return found;
}

/** Whether all operations of a part are about one key (or none has any). */
export function isOneObject(part: Part): boolean {
  const { history, operations } = part;
  const key = history.key[operations[0] ?? 0];
  for (let i = 1; i < operations.length; i += 1) {
    if (history.key[operations[i] ?? 0] !== key) return false;
  }
  return true;
}
