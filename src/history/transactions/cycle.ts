import type { AnomalyName, CycleName, CycleOrder } from './anomaly.ts';
import { dependency, type Dependency, type DependencyGraph } from './dependency-graph.ts';

/** The kind of a step that is no dependency: one had ended before the other began. */
export const realtime = 5;

/** One step of a cycle between two transactions, with the micro-operations that make it. */
export interface Step {
  readonly from: number;
  readonly to: number;
  readonly kind: Exclude<Dependency, typeof dependency.link> | typeof realtime;
  readonly fromMicro: number;
  readonly toMicro: number;
}

/** The steps that a path of edges makes, links drawn together with what led to them. */
export function stepsOf(graph: DependencyGraph, start: number, edges: readonly number[]): Step[] {
  const steps: Step[] = [];
  let from = start;
  let kind: Step['kind'] = dependency.ww;
  let fromMicro = -1;
  for (const edge of edges) {
    const edgeKind = (graph.kind[edge] ?? 0) as Dependency;
    if (edgeKind !== dependency.link) {
      kind = edgeKind;
      fromMicro = graph.fromMicro[edge] ?? -1;
    }
    const to = graph.target[edge] ?? 0;
    if (to >= graph.transactions) continue;
    steps.push({ from, to, kind, fromMicro, toMicro: graph.toMicro[edge] ?? -1 });
    from = to;
  }
  return steps;
}

function antiDependencies(cycle: readonly Step[]): number {
  return cycle.filter(({ kind }) => kind === dependency.rw).length;
}

/** Whether two anti-dependencies follow one another somewhere on a cycle. */
function hasAdjacent(cycle: readonly Step[]): boolean {
  return cycle.some(
    ({ kind }, i) =>
      kind === dependency.rw && cycle[(i + 1) % cycle.length]?.kind === dependency.rw,
  );
}

function kindOf(cycle: readonly Step[]): CycleName {
  const count = antiDependencies(cycle);
  if (count === 0) return cycle.some(({ kind }) => kind === dependency.wr) ? 'G1c' : 'G0';
  if (count === 1) return 'G-single';
  return hasAdjacent(cycle) ? 'G2-item' : 'G-nonadjacent';
}

/** What else than dependencies a cycle needs. */
export function orderOf(cycle: readonly Step[]): CycleOrder {
  if (cycle.some(({ kind }) => kind === realtime)) return '-realtime';
  return cycle.some(({ kind }) => kind === dependency.process) ? '-process' : '';
}

/** The narrowest name of a cycle. */
export function cycleName(cycle: readonly Step[]): AnomalyName {
  return `${kindOf(cycle)}${orderOf(cycle)}`;
}

/** Cycles from narrow to wide; G2 is G2-item here. */
export const widths: readonly CycleName[] = ['G0', 'G1c', 'G-single', 'G-nonadjacent', 'G2-item'];

/** How wide a cycle is: every shape that allows a narrower one allows it too. */
export function widthOf(cycle: readonly Step[]): number {
  return widths.indexOf(kindOf(cycle));
}

/**
 * A cycle through no transaction twice, from a closed walk that may meet some again. Of the two
 * closed walks that meet there one is as narrow as the whole: one loses no more than its share of
 * anti-dependencies, and where two would touch at the seam, they do not touch on the other side.
 */
export function simple(walk: readonly Step[]): readonly Step[] {
  const width = widthOf(walk);
  const firstAt = new Map<number, number>();
  for (const [i, { from }] of walk.entries()) {
    const before = firstAt.get(from);
    if (before === undefined) {
      firstAt.set(from, i);
      continue;
    }
    const inner = walk.slice(before, i);
    const outer = [...walk.slice(0, before), ...walk.slice(i)];
    const narrow = [inner, outer].find((part) => widthOf(part) <= width);
    return narrow === undefined ? walk : simple(narrow);
  }
  return walk;
}

/** The same cycle from its smallest transaction on. */
export function fromSmallest(cycle: readonly Step[]): readonly Step[] {
  let at = 0;
  for (const [i, { from }] of cycle.entries()) if (from < (cycle[at]?.from ?? 0)) at = i;
  return [...cycle.slice(at), ...cycle.slice(0, at)];
}
