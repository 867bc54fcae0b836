import { dependency, type DependencyGraph } from './dependency-graph.ts';
import { kinds, type Shape } from './shape.ts';

/** Where a search may go and where it ends; places are node * states + state. */
export interface PathQuestion {
  readonly shape: Shape;
  readonly start: number;
  isGoal(place: number): boolean;
  allows(place: number): boolean;
  /** Edges that a path may have at most; links count nothing. */
  readonly maxLength: number;
}

/** Finds shortest paths, breadth first; keeps its memory from one search to the next. */
export class PathSearch {
  /** Edges looked at so far. */
  steps = 0;
  readonly #graph: DependencyGraph;
  readonly #seenIn: Int32Array;
  readonly #parent: Int32Array;
  readonly #edge: Int32Array;
  #round = 0;

  constructor(graph: DependencyGraph) {
    this.#graph = graph;
    this.#seenIn = new Int32Array(graph.nodes * 2);
    this.#parent = new Int32Array(graph.nodes * 2);
    this.#edge = new Int32Array(graph.nodes * 2);
  }

  /** The edges of a shortest path of at least one edge from the start to a goal; null: none. */
  find(question: PathQuestion): number[] | null {
    this.#round += 1;
    let level = [question.start];
    for (let length = 0; level.length > 0 && length <= question.maxLength; length += 1) {
      const nextLevel: number[] = [];
      // Links lead to places of the same level, which therefore grows while it is walked.
      for (const place of level) {
        const goal = this.#spread(question, place, length, level, nextLevel);
        if (goal !== null) return goal;
      }
      level = nextLevel;
    }
    return null;
  }

  #spread(
    question: PathQuestion,
    place: number,
    length: number,
    level: number[],
    nextLevel: number[],
  ): number[] | null {
    const { first, target, kind } = this.#graph;
    const { states, next } = question.shape;
    const node = states === 1 ? place : place >> 1;
    const row = (place - node * states) * kinds;
    const end = first[node + 1] ?? 0;
    for (let e = first[node] ?? 0; e < end; e += 1) {
      this.steps += 1;
      const state = next[row + (kind[e] ?? 0)] ?? -1;
      if (state < 0) continue;
      const isLink = kind[e] === dependency.link;
      if (!isLink && length === question.maxLength) continue;
      const other = (target[e] ?? 0) * states + state;
      if (this.#seenIn[other] === this.#round || !question.allows(other)) continue;
      this.#parent[other] = place;
      this.#edge[other] = e;
      if (question.isGoal(other)) return this.#edgesTo(question.start, other);
      this.#seenIn[other] = this.#round;
      (isLink ? level : nextLevel).push(other);
    }
    return null;
  }

  #edgesTo(start: number, goal: number): number[] {
    const edges: number[] = [];
    let place = goal;
    do {
      edges.push(this.#edge[place] ?? 0);
      place = this.#parent[place] ?? 0;
    } while (place !== start);
    return edges.reverse();
  }
}
