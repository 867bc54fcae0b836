import { type History, outcome } from '../history.ts';

/** Operations that count: all but those that had no effect for sure, and those of unknown names. */
export function relevantOperations(
  history: History,
  knows: readonly boolean[] | undefined,
): Int32Array {
  const found = new Int32Array(history.count);
  let count = 0;
  for (let i = 0; i < history.count; i += 1) {
    if (history.outcome[i] === outcome.fail) continue;
    if (knows !== undefined && knows[history.name[i] as number] !== true) continue;
    found[count] = i;
    count += 1;
  }
  return found.subarray(0, count);
}
