import { never } from '../history.ts';
import type { DependencyGraph } from './dependency-graph.ts';
import { kinds, type Shape } from './shape.ts';

/** Strongly connected components of a graph under a shape; a place is node * states + state. */
export interface Components {
  /** The component of each place, later ones first: what an edge leads to has a smaller number. */
  readonly of: Int32Array;
  /** The places of each component with more than one, rising. */
  readonly cyclic: readonly Int32Array[];
  /** The earliest completion of a transaction on any path from each place. */
  readonly earliest: Int32Array;
  /** Edges looked at. */
  readonly steps: number;
}

/**
 * Tarjan's algorithm (1972) without recursion. `ends` are the completions of transactions; `within`
 * limits it to edges inside one component of a wider graph, node by node; -1 leaves a node out.
 */
export function components(
  graph: DependencyGraph,
  shape: Shape,
  ends: Int32Array,
  within: Int32Array | null,
): Components {
  return new Walk(graph, shape, ends, within).run();
}

class Walk {
  readonly #graph: DependencyGraph;
  readonly #shape: Shape;
  readonly #within: Int32Array | null;
  readonly #of: Int32Array;
  readonly #index: Int32Array;
  readonly #low: Int32Array;
  readonly #cursor: Int32Array;
  readonly #earliest: Int32Array;
  readonly #waiting: Int32Array;
  readonly #path: Int32Array;
  readonly #cyclic: Int32Array[] = [];
  #waitingCount = 0;
  #depth = 0;
  #visited = 0;
  #componentCount = 0;
  #steps = 0;

  constructor(graph: DependencyGraph, shape: Shape, ends: Int32Array, within: Int32Array | null) {
    const places = graph.nodes * shape.states;
    this.#graph = graph;
    this.#shape = shape;
    this.#within = within;
    this.#of = new Int32Array(places).fill(-1);
    this.#index = new Int32Array(places);
    this.#low = new Int32Array(places);
    this.#cursor = new Int32Array(places);
    this.#earliest = new Int32Array(places).fill(never);
    this.#waiting = new Int32Array(places);
    this.#path = new Int32Array(places);
    for (let t = 0; t < graph.transactions; t += 1) {
      for (let s = 0; s < shape.states; s += 1) this.#earliest[t * shape.states + s] = ends[t] ?? 0;
    }
  }

  run(): Components {
    const { states } = this.#shape;
    for (let node = 0; node < this.#graph.nodes; node += 1) {
      if (this.#within !== null && (this.#within[node] ?? -1) < 0) continue;
      for (let state = 0; state < states; state += 1) {
        if (this.#index[node * states + state] === 0) this.#explore(node * states + state);
      }
    }
    return {
      of: this.#of,
      cyclic: this.#cyclic,
      earliest: this.#earliest,
      steps: this.#steps,
    };
  }

  #explore(root: number): void {
    this.#enter(root);
    while (this.#depth > 0) {
      const place = this.#path[this.#depth - 1] ?? 0;
      const child = this.#advance(place);
      if (child >= 0) {
        this.#enter(child);
        continue;
      }
      this.#depth -= 1;
      if (this.#low[place] === this.#index[place]) this.#close(place);
    }
  }

  #enter(place: number): void {
    const { states } = this.#shape;
    this.#visited += 1;
    this.#index[place] = this.#visited;
    this.#low[place] = this.#visited;
    this.#cursor[place] = this.#graph.first[states === 1 ? place : place >> 1] ?? 0;
    this.#waiting[this.#waitingCount] = place;
    this.#waitingCount += 1;
    this.#path[this.#depth] = place;
    this.#depth += 1;
  }

  /** Looks at the edges of a place up to one that leads to a new place, which it answers; else -1. */
  #advance(place: number): number {
    const { states, next } = this.#shape;
    const { first, target, kind } = this.#graph;
    const within = this.#within;
    const node = states === 1 ? place : place >> 1;
    const row = (place - node * states) * kinds;
    const end = first[node + 1] ?? 0;
    const from = this.#cursor[place] ?? 0;
    let low = this.#low[place] ?? 0;
    let earliest = this.#earliest[place] ?? never;
    let child = -1;
    let e = from;
    for (; e < end; e += 1) {
      const state = next[row + (kind[e] ?? 0)] ?? -1;
      if (state < 0) continue;
      const to = target[e] ?? 0;
      if (within !== null && within[to] !== within[node]) continue;
      const other = to * states + state;
      if (this.#index[other] === 0) {
        // The edge is looked at again when the walk comes back from there.
        child = other;
        break;
      }
      if (this.#of[other] === -1) low = Math.min(low, this.#low[other] ?? 0);
      earliest = Math.min(earliest, this.#earliest[other] ?? never);
    }
    this.#steps += e - from;
    this.#cursor[place] = e;
    this.#low[place] = low;
    this.#earliest[place] = earliest;
    return child;
  }

  #close(root: number): void {
    const end = this.#waitingCount;
    let begin = end;
    let earliest = never;
    do {
      begin -= 1;
      earliest = Math.min(earliest, this.#earliest[this.#waiting[begin] ?? 0] ?? never);
    } while (this.#waiting[begin] !== root);
    const members = this.#waiting.subarray(begin, end);
    for (const place of members) {
      this.#of[place] = this.#componentCount;
      this.#earliest[place] = earliest;
    }
    if (members.length > 1) this.#cyclic.push(members.slice().sort((a, b) => a - b));
    this.#waitingCount = begin;
    this.#componentCount += 1;
  }
}
