import { ClientOrder } from '../client-order.ts';
import type { History } from '../history.ts';
import { anyTime, type Problem } from '../linearizability/problem.ts';

/** How far a lane must have come. */
interface Need {
  readonly lane: number;
  readonly count: number;
}

/** The operations of each process in their order, and how far each process has come. */
export class Lanes {
  /** How many processes there are. */
  readonly count: number;
  /** By lane: how many operations were placed. */
  readonly positions: Int32Array;
  readonly #lanes: readonly (readonly number[])[];
  readonly #laneOf: Int32Array;
  /** By operation, optional ones after all others: what its client had been told before, of other lanes. */
  readonly #needs: readonly (readonly Need[])[];

  constructor(problem: Problem, history: History) {
    const { count, operation } = problem;
    const lanes: number[][] = [];
    const laneOfProcess = new Map<number, number>();
    const needAfter = new Map<number, Need>();
    this.#laneOf = new Int32Array(count);
    for (let i = 0; i < count; i += 1) {
      const asked = operation[i] as number;
      const process = history.process[asked] as number;
      const lane = laneOfProcess.get(process) ?? lanes.push([]) - 1;
      laneOfProcess.set(process, lane);
      needAfter.set(asked, { lane, count: lanes[lane]?.push(i) ?? 0 });
      this.#laneOf[i] = lane;
    }
    this.#lanes = lanes;
    this.count = lanes.length;
    this.positions = new Int32Array(lanes.length);
    this.#needs = needsOf(problem, history, needAfter);
  }

  /** The next operation of each process that has one, unless its client knew of others before. */
  heads(): number[] {
    const found: number[] = [];
    for (const [lane, operations] of this.#lanes.entries()) {
      const head = operations[this.positions[lane] as number];
      if (head !== undefined && this.isReady(head)) found.push(head);
    }
    return found;
  }

  /** Whether all was placed that its client had been told before; optional ones come after all others. */
  isReady(place: number): boolean {
    const needs = this.#needs[place] ?? [];
    return needs.every(({ lane, count }) => (this.positions[lane] as number) >= count);
  }

  /** An operation was placed, or taken back. */
  move(operation: number, by: 1 | -1): void {
    const lane = this.#laneOf[operation] as number;
    this.positions[lane] = (this.positions[lane] as number) + by;
  }
}

/** By place: what must have been placed before. What is free comes after nothing. */
function needsOf(
  { count, operation, optionalCount, optionalOperation, optionalInvoked }: Problem,
  history: History,
  needAfter: ReadonlyMap<number, Need>,
): readonly (readonly Need[])[] {
  const places: number[] = [];
  const askedAt = (place: number): number =>
    (place < count ? operation[place] : optionalOperation[place - count]) as number;
  for (let place = 0; place < count + optionalCount; place += 1) {
    const isFree = place >= count && (optionalInvoked[place - count] as number) <= anyTime;
    if (!isFree) places.push(place);
  }
  places.sort((a, b) => askedAt(a) - askedAt(b));
  const order = new ClientOrder(history);
  const needs: (readonly Need[])[] = Array.from({ length: count + optionalCount }, () => []);
  for (const place of places) {
    needs[place] = order.follow(askedAt(place)).flatMap((one) => needAfter.get(one) ?? []);
  }
  return needs;
}
