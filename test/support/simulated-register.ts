import { type History, HistoryBuilder, outcome } from '../../src/history/history.ts';
import { type Cell, nil } from '../../src/history/value-table.ts';

/** A history of a register with compare-and-set that a simulation gives. */
export interface SimulatedRegister {
  readonly operations: number;
  readonly clients: number;
  /** Values are from 0 up to this one. */
  readonly values: number;
  /** Of a hundred moves of a busy client, in how many it gives up a write or a cas. */
  readonly givenUp: number;
  /** Of a hundred operations, how many are reads and how many are writes; the others are cas. */
  readonly reads: number;
  readonly writes: number;
}

interface Busy {
  readonly operation: number;
  readonly name: string;
  readonly from: Cell;
  readonly to: Cell;
  output: Cell | undefined;
}

/** Small whole numbers that depend on the seed alone. */
function drawer(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    return ((state >>> 8) ^ (state >>> 20)) % below;
  };
}

/** A register at work: correct, with clients that overlap and some that give up. */
class Simulation {
  readonly builder = new HistoryBuilder();
  /** How many operations have no outcome. */
  abandoned = 0;
  readonly #given: SimulatedRegister;
  readonly #draw: (below: number) => number;
  #value: Cell = nil;
  readonly #late: Busy[] = [];

  constructor(given: SimulatedRegister, seed: number) {
    this.#given = given;
    this.#draw = drawer(seed);
  }

  run(): void {
    const clients: (Busy | null)[] = Array.from({ length: this.#given.clients }, () => null);
    const processes = clients.map((_, i) => this.builder.newProcess(`p${i}`));
    while (this.builder.count < this.#given.operations) {
      this.#maybeLate();
      const i = this.#draw(clients.length);
      const busy = clients[i] ?? null;
      if (busy === null) clients[i] = this.#invoke(processes[i] ?? 0);
      else if (busy.output === undefined && this.#draw(2) === 0) this.#takeEffect(busy);
      else if (busy.name !== 'read' && this.#draw(100) < this.#given.givenUp) {
        this.#late.push(busy);
        this.abandoned += 1;
        processes[i] = this.builder.newProcess(`q${this.abandoned}`);
        clients[i] = null;
      } else if (busy.output !== undefined) {
        this.builder.complete(busy.operation, outcome.ok, busy.output);
        clients[i] = null;
      }
    }
  }

  #invoke(process: number): Busy {
    const { reads, writes, values } = this.#given;
    const which = this.#draw(100);
    const name = which < reads ? 'read' : which < reads + writes ? 'write' : 'cas';
    const from = this.#draw(2) === 0 ? this.#value : this.#draw(values);
    const to = this.#draw(values);
    const table = this.builder.values;
    const input = name === 'read' ? nil : name === 'write' ? to : table.list([from, to]);
    const operation = this.builder.invoke(process, this.builder.nameOf(name), nil, input);
    return { operation, name, from, to, output: undefined };
  }

  #takeEffect(busy: Busy): void {
    if (busy.output !== undefined) return;
    const isDone = busy.name === 'write' || this.#value === busy.from;
    const { values } = this.builder;
    busy.output = busy.name === 'read' ? this.#value : values.cellOf(isDone);
    if (busy.name !== 'read' && isDone) this.#value = busy.to;
  }

  /** What was given up may still happen, much later. */
  #maybeLate(): void {
    if (this.#late.length === 0 || this.#draw(10) > 0) return;
    const [late] = this.#late.splice(this.#draw(this.#late.length), 1);
    if (late !== undefined && this.#draw(2) === 0) this.#takeEffect(late);
  }
}

/** A history that is linearizable, and how many of its operations have no outcome. */
export function simulatedRegister(
  given: SimulatedRegister,
  seed: number,
): { readonly history: History; readonly abandoned: number } {
  const simulation = new Simulation(given, seed);
  simulation.run();
  return { history: simulation.builder.build(), abandoned: simulation.abandoned };
}
