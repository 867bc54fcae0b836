import type { History } from '../history.ts';
import type { Problem } from '../linearizability/problem.ts';

/** The operations of each process in their order, and how far each process has come. */
export class Lanes {
  /** How many processes there are. */
  readonly count: number;
  /** By lane: how many operations were placed. */
  readonly positions: Int32Array;
  readonly #lanes: readonly (readonly number[])[];
  readonly #laneOf: Int32Array;
  /** By optional operation: its lane, -1 for none; and how far that lane must have come. */
  readonly #optionalLane: Int32Array;
  readonly #optionalFrom: Int32Array;

  constructor(problem: Problem, history: History) {
    const { count, operation, optionalCount, optionalOperation } = problem;
    const lanes: number[][] = [];
    const laneOfProcess = new Map<number, number>();
    this.#laneOf = new Int32Array(count);
    for (let i = 0; i < count; i += 1) {
      const process = history.process[operation[i] as number] as number;
      const lane = laneOfProcess.get(process) ?? lanes.push([]) - 1;
      laneOfProcess.set(process, lane);
      lanes[lane]?.push(i);
      this.#laneOf[i] = lane;
    }
    this.#lanes = lanes;
    this.count = lanes.length;
    this.positions = new Int32Array(lanes.length);
    this.#optionalLane = new Int32Array(optionalCount);
    this.#optionalFrom = new Int32Array(optionalCount);
    for (let at = 0; at < optionalCount; at += 1) {
      const asked = optionalOperation[at] as number;
      const lane = laneOfProcess.get(history.process[asked] as number) ?? -1;
      this.#optionalLane[at] = lane;
      // It follows what its process asked before; what came later may not wait for it.
      const earlier = lanes[lane]?.filter((i) => (operation[i] as number) < asked) ?? [];
      this.#optionalFrom[at] = earlier.length;
    }
  }

  /** The next operation of each process that has one. */
  heads(): number[] {
    const found: number[] = [];
    for (const [lane, operations] of this.#lanes.entries()) {
      const head = operations[this.positions[lane] as number];
      if (head !== undefined) found.push(head);
    }
    return found;
  }

  /** Whether all that its process asked before an optional operation was placed. */
  isReady(optional: number): boolean {
    const lane = this.#optionalLane[optional] as number;
    return lane < 0 || (this.positions[lane] as number) >= (this.#optionalFrom[optional] as number);
  }

  /** An operation was placed, or taken back. */
  move(operation: number, by: 1 | -1): void {
    const lane = this.#laneOf[operation] as number;
    this.positions[lane] = (this.positions[lane] as number) + by;
  }
}
