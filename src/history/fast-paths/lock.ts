import type { Decision, Part } from '../decision.ts';
import { never, outcome } from '../history.ts';
import { orderBy } from './place-order.ts';
import { held, isOneObject, toldPlainly, violated, wordsOf } from './verdict.ts';

const method = 'lock intervals';

/** In the place of an open acquire: the process waits for an answer for ever. */
const gone = -2;

/** The times in which somebody held the lock for certain: from an acquire's end to a release's begin. */
interface Holds {
  /** Operations of the history; a release of -1: it was never given back. */
  readonly acquire: number[];
  readonly release: number[];
}

/** Pairs each release with its process's acquire; null when a process does not take turns. */
function holdsOf(part: Part): Holds | null {
  const { history, operations } = part;
  const words = wordsOf(history, ['acquire', 'release']);
  const no = history.values.cellOf(false);
  const acquire: number[] = [];
  const release: number[] = [];
  const openOf = new Int32Array(history.processes.length).fill(-1);
  for (const operation of operations) {
    if (history.outcome[operation] === outcome.fail) continue;
    const word = words[history.name[operation] ?? 0] ?? -1;
    const process = history.process[operation] ?? 0;
    const open = openOf[process] ?? -1;
    const isOk = history.outcome[operation] === outcome.ok;
    if (word < 0 || open === gone || (isOk && history.output[operation] === no)) return null;
    if (word === 0) {
      if (open >= 0) return null;
      // One that is pending gave the lock, if at all, to nobody who will give it back.
      openOf[process] = isOk ? acquire.push(operation) - 1 : gone;
      if (isOk) release.push(-1);
    } else {
      if (open < 0) return null;
      release[open] = operation;
      openOf[process] = isOk ? -1 : gone;
    }
  }
  return { acquire, release };
}

/**
 * A lock (acquire, release) whose processes acquire and release it in turn. By induction over the
 * order the next release can only be that of the process that holds the lock, so each acquire and
 * its release are one block, held for certain from the end of the first to the begin of the second;
 * two such times may not overlap (zones of Gibbons and Korach; see `orderOfValues`). Exact. Linear,
 * but for a radix sort.
 */
export function lockPath(part: Part): Decision | null {
  if (!isOneObject(part)) return null;
  const holds = holdsOf(part);
  if (holds === null) return null;
  const { history } = part;
  const keys = Int32Array.from(holds.acquire, (operation) => history.completed[operation] ?? 0);
  let holder = -1;
  let until = -1;
  for (const at of orderBy(keys)) {
    if ((keys[at] ?? 0) < until) {
      const first = holds.acquire[holder] ?? -1;
      const second = holds.acquire[at] ?? -1;
      const back = holds.release[holder] ?? -1;
      const rest =
        back < 0 ? 'which nobody gave back' : `and before ${toldPlainly(history, back)} began`;
      const why = `${toldPlainly(history, second)} ended after ${toldPlainly(history, first)}, ${rest}`;
      const shown = [first, second, back, holds.release[at] ?? -1];
      return violated(
        part,
        method,
        why,
        shown.filter((operation) => operation >= 0),
      );
    }
    holder = at;
    const back = holds.release[at] ?? -1;
    until = back < 0 ? never : (history.invoked[back] ?? never);
  }
  return held(part, method);
}
