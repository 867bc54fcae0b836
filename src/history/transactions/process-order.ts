import { outcome } from '../history.ts';
import { dependency, type DependencyEdges } from './dependency-graph.ts';
import type { Writes } from './writes.ts';

/** Adds which committed transaction came after which in the same process. */
export function addProcessOrder(writes: Writes, edges: DependencyEdges): void {
  const { history, committed } = writes;
  const latest = new Int32Array(history.processes.length).fill(-1);
  for (let t = 0; t < history.count; t += 1) {
    if (committed[t] !== 1) continue;
    const process = history.process[t] ?? 0;
    const before = latest[process] ?? -1;
    if (before >= 0) edges.add(before, t, dependency.process, -1, -1);
    // Whoever never heard of a commit begins nothing after it.
    if (history.outcome[t] === outcome.ok) latest[process] = t;
  }
}
