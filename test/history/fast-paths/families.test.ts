import { expect, test } from 'vitest';
import { families, history } from '../../../scripts/bench/history-families.mjs';
import type { Decision, FastPath } from '../../../src/history/decision.ts';
import { counterPath } from '../../../src/history/fast-paths/counter.ts';
import { priorityQueuePath } from '../../../src/history/fast-paths/priority-queue.ts';
import { queuePath } from '../../../src/history/fast-paths/queue.ts';
import { registerPath } from '../../../src/history/fast-paths/register.ts';
import { setPath } from '../../../src/history/fast-paths/set.ts';
import { stackPath } from '../../../src/history/fast-paths/stack.ts';
import { type History, HistoryBuilder, outcome } from '../../../src/history/history.ts';
import { nil } from '../../../src/history/value-table.ts';

const paths = new Map<string, FastPath>([
  ['register', registerPath(nil)],
  ['cas-register', registerPath(nil)],
  ['queue', queuePath],
  ['stack', stackPath],
  ['priority-queue', priorityQueuePath],
  ['counter', counterPath],
  ['set', setPath],
]);

function decided(family: string, recorded: History): Decision | null {
  const operations = Int32Array.from({ length: recorded.count }, (_, i) => i);
  return paths.get(family)?.({ history: recorded, operations }) ?? null;
}

/** Gives an operation the answer of a much later one of its kind, as if it knew the future. */
function foretold(recorded: History): void {
  const { count, name, output, outcome: how } = recorded;
  const isTelling = (i: number) => how[i] === outcome.ok && (output[i] ?? nil) > 0;
  const early =
    Array.from({ length: count }, (_, i) => i).find((i) => i > 100 && isTelling(i)) ?? 0;
  for (let late = count - 1; late > early; late -= 1) {
    if (name[late] !== name[early] || !isTelling(late)) continue;
    output[early] = output[late] ?? nil;
    return;
  }
}

test.each(families)('%s: ten thousand operations that are right by construction', (family) => {
  for (const pendingEach of [0, 500]) {
    const recorded = history(family, new HistoryBuilder(), { count: 10_000, pendingEach });
    const decision = decided(family, recorded);
    expect(decision?.verdict).toBe('held');
    expect(decision?.steps).toBe(10_000);
  }
});

test.each(families.filter((family) => family !== 'set'))(
  '%s: one answer from the future',
  (family) => {
    const recorded = history(family, new HistoryBuilder(), { count: 10_000 });
    foretold(recorded);
    const decision = decided(family, recorded);
    expect(decision?.verdict).toBe('violated');
  },
);
