import { type History, HistoryBuilder, outcome } from '../../src/history/history.ts';
import { type Cell, nil } from '../../src/history/value-table.ts';

/** A register of which many compare-and-sets are never answered. */
export interface HangingRegister {
  readonly operations: number;
  readonly clients: number;
  /** Values are from 0 up to this one. */
  readonly values: number;
  /** How many compare-and-sets nobody hears of, at most. */
  readonly hanging: number;
  /** Of a hundred operations, how many are reads; 26 are writes, the others compare-and-sets. */
  readonly reads: number;
  /** A client that can move does so once in so many turns. */
  readonly pace: number;
  /** Of a thousand reads, how many are answered with any value at all. */
  readonly wrong: number;
}

interface Busy {
  readonly operation: number;
  readonly name: string;
  readonly from: Cell;
  readonly to: Cell;
  readonly hangs: boolean;
  output: Cell | undefined;
}

class Simulation {
  readonly builder = new HistoryBuilder();
  readonly #given: HangingRegister;
  #state: number;
  #value: Cell = nil;
  #hanging = 0;
  #open = 0;
  readonly #late: Busy[] = [];

  constructor(given: HangingRegister, seed: number) {
    this.#given = given;
    this.#state = (Math.imul(seed, 7919) + 17) | 0;
  }

  run(): void {
    const { clients, operations, pace } = this.#given;
    const busyOf: (Busy | null)[] = Array.from({ length: clients }, () => null);
    const processes = busyOf.map((_, i) => this.builder.newProcess(`p${i}`));
    while (this.builder.count < operations || this.#open > 0) {
      this.#maybeLate();
      const i = this.#draw(clients);
      const busy = busyOf[i] ?? null;
      if (busy === null) {
        if (this.builder.count < operations) busyOf[i] = this.#invoke(processes[i] ?? 0);
      } else if (busy.hangs) {
        if (this.#draw(3) > 0) continue;
        if (this.#draw(2) > 0) this.#takeEffect(busy);
        this.#late.push(busy);
        processes[i] = this.builder.newProcess(`q${this.builder.count}`);
        busyOf[i] = null;
        this.#open -= 1;
      } else if (this.#draw(pace) === 0) {
        if (busy.output === undefined) this.#takeEffect(busy);
        else {
          this.builder.complete(busy.operation, outcome.ok, this.#told(busy, busy.output));
          busyOf[i] = null;
          this.#open -= 1;
        }
      }
    }
  }

  /** A whole number below another one. */
  #draw(below: number): number {
    this.#state = (this.#state + 0x6d2b_79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  }

  #invoke(process: number): Busy {
    const { reads, values, hanging, operations } = this.#given;
    const which = this.#draw(100);
    const name = which < reads ? 'read' : which < reads + 26 ? 'write' : 'cas';
    const [from, to] = [this.#draw(values), this.#draw(values)];
    const list = this.builder.values.list([from, to]);
    const input = name === 'read' ? nil : name === 'write' ? to : list;
    const operation = this.builder.invoke(process, this.builder.nameOf(name), nil, input);
    const share = Math.ceil((hanging * 240) / operations);
    const hangs = name === 'cas' && this.#hanging < hanging && this.#draw(100) < share;
    if (hangs) this.#hanging += 1;
    this.#open += 1;
    return { operation, name, from, to, hangs, output: undefined };
  }

  #takeEffect(busy: Busy): void {
    if (busy.output !== undefined) return;
    const { values } = this.builder;
    const isDone = busy.name === 'write' || (busy.name === 'cas' && this.#value === busy.from);
    busy.output = busy.name === 'read' ? this.#value : values.cellOf(isDone);
    if (isDone) this.#value = busy.to;
  }

  #told({ name }: Busy, output: Cell): Cell {
    const { wrong, values } = this.#given;
    return name === 'read' && this.#draw(1000) < wrong ? this.#draw(values) : output;
  }

  /** What nobody heard of may still happen, much later. */
  #maybeLate(): void {
    if (this.#late.length === 0 || this.#draw(12) > 0) return;
    const [late] = this.#late.splice(this.#draw(this.#late.length), 1);
    if (late !== undefined && this.#draw(2) > 0) this.#takeEffect(late);
  }
}

/** A history of such a register. */
export function hangingRegister(given: HangingRegister, seed: number): History {
  const simulation = new Simulation(given, seed);
  simulation.run();
  return simulation.builder.build();
}
