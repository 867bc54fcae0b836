import { told } from './fast-paths/verdict.ts';
import { type History, outcome } from './history.ts';
import { nil } from './value-table.ts';

/**
 * What a reader of a witness cannot see: a refused operation, which is left out as one that had no
 * effect, but whose value was answered all the same. Whoever refuses what may still be done has
 * promised too much, and should have said that nobody knows. Null when there is none.
 */
export function refusedButShown(history: History, operations: readonly number[]): string | null {
  const { key, input, output, outcome: ends, count } = history;
  const subject = (at: number, cell: number | undefined): string => `${key[at]} ${cell}`;
  const shown = new Set(
    operations
      .filter((at) => ends[at] === outcome.ok && (output[at] ?? nil) !== nil)
      .map((at) => subject(at, output[at])),
  );
  const refused: number[] = [];
  for (let at = 0; at < count; at += 1) {
    if ((input[at] ?? nil) === nil || !shown.has(subject(at, input[at]))) continue;
    // Somebody else gave the same value, and may have been the one.
    if (ends[at] !== outcome.fail) return null;
    refused.push(at);
  }
  const [first] = refused;
  if (first === undefined) return null;
  return `${told(history, first)} was refused, which promises that it had no effect`;
}
