import type { AnomalyName, CycleOrder } from './anomaly.ts';
import { components, type Components } from './components.ts';
import { realtime, simple, type Step, stepsOf, widthOf } from './cycle.ts';
import type { DependencyGraph } from './dependency-graph.ts';
import { PathSearch } from './path-search.ts';
import { type Shape, type ShapeName, shapeOf } from './shape.ts';

/** When transactions began and ended, as places in the one order of events. */
export interface Intervals {
  readonly invoked: Int32Array;
  readonly completed: Int32Array;
}

/** What a graph of dependencies shows. */
export interface CycleFindings {
  /** At least one cycle of every kind that is implied by no other one found. */
  readonly cycles: readonly (readonly Step[])[];
  /** Cycles of these kinds may be there; the budget did not suffice to look everywhere. */
  readonly open: readonly AnomalyName[];
  /** The components under all dependencies: the proof of an order, when nothing was found. */
  readonly all: Components;
  readonly steps: number;
}

/** The kinds of cycles by width, narrowest first; the index is that of `widthOf`. */
const shapes: readonly ShapeName[] = ['writes', 'reads', 'single', 'nonadjacent', 'any'];

/** Components of one shape that are told; the next ones are of the same kind. */
const toldComponents = 8;

/** A node's component in a graph of one state; -1 where it is alone in it. */
function labels(found: Components, nodes: number): Int32Array {
  const label = new Int32Array(nodes).fill(-1);
  for (const [i, members] of found.cyclic.entries()) for (const node of members) label[node] = i;
  return label;
}

/**
 * Looks for cycles, kind by kind. Whether there are any is decided by components, in linear time, for
 * all kinds but one: a cycle with exactly one anti-dependency is looked for breadth first from
 * each one, at a cost of at most `budget` edges; where that is not enough, the answer says so. The same
 * budget bounds the search for shorter cycles than the first one found.
 *
 * A cycle that needs real time needs it once: of two steps in real time the earlier completion
 * precedes both later invocations, so that one of the two halves is a cycle already (interval
 * order). It is therefore a path of dependencies to a transaction that ended before the path's
 * first one began, and the earliest completion on any path decides whether there is one.
 */
class CycleSearch {
  readonly #graph: DependencyGraph;
  readonly #intervals: Intervals;
  readonly #paths: PathSearch;
  readonly #budget: number;
  readonly #cycles: (readonly Step[])[] = [];
  readonly #open = new Set<AnomalyName>();
  #steps = 0;

  constructor(graph: DependencyGraph, intervals: Intervals, budget: number) {
    this.#graph = graph;
    this.#intervals = intervals;
    this.#budget = budget;
    this.#paths = new PathSearch(graph);
  }

  run(): CycleFindings {
    const all = this.#components(shapeOf('any', false), null);
    if (all.cyclic.length > 0 || this.#late(all, 1).length > 0) {
      const wide = this.#components(shapeOf('any', true), null);
      const label = labels(wide, this.#graph.nodes);
      if (wide.cyclic.length > 0) {
        this.#searchOrder('', label);
        this.#searchOrder('-process', label);
      }
      this.#searchRealtime();
    }
    return {
      cycles: this.#cycles,
      open: [...this.#open],
      all,
      steps: this.#steps + this.#paths.steps,
    };
  }

  #components(shape: Shape, within: Int32Array | null): Components {
    const found = components(this.#graph, shape, this.#intervals.completed, within);
    this.#steps += found.steps;
    return found;
  }

  get #exhausted(): boolean {
    return this.#paths.steps >= this.#budget;
  }

  #searchOrder(order: CycleOrder, within: Int32Array): void {
    for (const name of ['writes', 'reads', 'nonadjacent', 'any'] as const) {
      const shape = shapeOf(name, order === '-process');
      const found = this.#components(shape, within);
      const width = shapes.indexOf(name);
      if (name === 'nonadjacent') this.#searchSingles(order, found);
      let told = 0;
      for (const members of found.cyclic) {
        if (told >= toldComponents || this.#isExplained(members, shape.states, width)) continue;
        told += 1;
        this.#shortest(shape, members, found.of);
      }
    }
  }

  /** Whether any cycle that is no wider was found. */
  #isKnown(width: number): boolean {
    return this.#cycles.some((cycle) => widthOf(cycle) <= width);
  }

  /** Whether a cycle that is no wider was found among the members of a component. */
  #isExplained(members: Int32Array, states: number, width: number): boolean {
    const narrow = this.#cycles.filter((cycle) => widthOf(cycle) <= width);
    if (narrow.length === 0) return false;
    const nodes = new Set<number>();
    for (const place of members) nodes.add(states === 1 ? place : place >> 1);
    return narrow.some((cycle) => cycle.every(({ from }) => nodes.has(from)));
  }

  /** The shortest cycle of a component, as far as the budget goes; the first one in any case. */
  #shortest(shape: Shape, members: Int32Array, of: Int32Array): void {
    let best: readonly Step[] | null = null;
    for (const start of members) {
      if (best !== null && (best.length === 2 || this.#exhausted)) break;
      const node = shape.states === 1 ? start : start >> 1;
      // Every cycle passes a state 0, and a transaction.
      if (node * shape.states !== start || node >= this.#graph.transactions) continue;
      const edges = this.#paths.find({
        shape,
        start,
        isGoal: (place) => place === start,
        allows: (place) => of[place] === of[start],
        maxLength: best === null ? this.#graph.nodes : best.length - 1,
      });
      if (edges !== null) best = simple(stepsOf(this.#graph, node, edges));
    }
    if (best !== null) this.#cycles.push(best);
  }

  /** A cycle with exactly one anti-dependency is one without adjacent ones: it is in a component. */
  #searchSingles(order: CycleOrder, found: Components): void {
    const before = this.#cycles.length;
    for (const members of found.cyclic) {
      if (this.#cycles.length - before >= toldComponents) return;
      this.#searchSingle(order, found, members);
    }
  }

  #searchSingle(order: CycleOrder, found: Components, members: Int32Array): void {
    if (this.#isExplained(members, 2, shapes.indexOf('single'))) return;
    const shape = shapeOf('single', order === '-process');
    let best: readonly Step[] | null = null;
    for (const place of members) {
      const node = place >> 1;
      if (place !== node * 2 || node >= this.#graph.transactions) continue;
      if (best !== null && best.length === 2) break;
      if (this.#exhausted) {
        if (best === null && !this.#isKnown(shapes.indexOf('single')))
          this.#open.add(`G-single${order}`);
        break;
      }
      const edges = this.#paths.find({
        shape,
        start: place,
        isGoal: (other) => other === place + 1,
        allows: (other) =>
          found.of[other & ~1] === found.of[place] || found.of[other | 1] === found.of[place],
        maxLength: best === null ? this.#graph.nodes : best.length - 1,
      });
      if (edges !== null) best = simple(stepsOf(this.#graph, node, edges));
    }
    if (best !== null) this.#cycles.push(best);
  }

  /** Transactions from which a path leads to one that had ended before they began. */
  #late(found: Components, states: number): number[] {
    const { invoked } = this.#intervals;
    const late: number[] = [];
    for (let t = 0; t < this.#graph.transactions; t += 1) {
      if ((found.earliest[t * states] ?? 0) < (invoked[t] ?? 0)) late.push(t);
    }
    return late;
  }

  #searchRealtime(): void {
    for (const [width, name] of shapes.entries()) {
      if (this.#isKnown(width)) continue;
      const shape = shapeOf(name, false);
      const late = this.#late(this.#components(shape, null), shape.states);
      const best = this.#shortestInTime(shape, late);
      if (best !== null) this.#cycles.push(best);
    }
  }

  #shortestInTime(shape: Shape, late: readonly number[]): readonly Step[] | null {
    const { invoked, completed } = this.#intervals;
    const { transactions, nodes } = this.#graph;
    let best: readonly Step[] | null = null;
    for (const from of late) {
      if (best !== null && (best.length === 2 || this.#exhausted)) break;
      const nodeOf = (place: number) => (shape.states === 1 ? place : place >> 1);
      const edges = this.#paths.find({
        shape,
        start: from * shape.states,
        isGoal: (place) =>
          nodeOf(place) < transactions && (completed[nodeOf(place)] ?? 0) < (invoked[from] ?? 0),
        allows: () => true,
        maxLength: best === null ? nodes : best.length - 2,
      });
      if (edges === null) continue;
      const path = stepsOf(this.#graph, from, edges);
      const last = path.at(-1)?.to ?? from;
      best = simple([
        ...path,
        { from: last, to: from, kind: realtime, fromMicro: -1, toMicro: -1 },
      ]);
    }
    return best;
  }
}

/**
 * Looks for cycles of dependencies, of these and the order in each process, and of these and real time,
 * at a cost of at most `budget` edges beyond what is linear.
 */
export function searchCycles(
  graph: DependencyGraph,
  intervals: Intervals,
  budget: number,
): CycleFindings {
  return new CycleSearch(graph, intervals, budget).run();
}
