import { eventClass } from '../../engine/agenda.ts';
import type { Happening } from '../../engine/agenda.ts';
import type { MachinePort } from '../ports.ts';

/**
 * A deadline of a kernel. Putting it off costs nothing: the entry in the agenda stays, and looks
 * again when it comes up. A suspended machine does what was due when it goes on.
 */
export class KernelTimer implements Happening {
  readonly #machine: MachinePort;
  readonly #action: (lateNs: number) => void;
  #deadlineNs = Infinity;
  /** The instant of its entry in the agenda that counts; -1 for none. */
  #entryNs = -1;

  /** `lateNs`: how long after its deadline it runs, for its machine was suspended. */
  constructor(machine: MachinePort, action: (lateNs: number) => void) {
    this.#machine = machine;
    this.#action = action;
  }

  /** It will run. */
  get isSet(): boolean {
    return this.#deadlineNs !== Infinity;
  }

  /** Runs at an instant, in place of any set before; Infinity: not at all. */
  set(atNs: number): void {
    this.#deadlineNs = atNs;
    if (atNs !== Infinity && (this.#entryNs < 0 || atNs < this.#entryNs)) this.#enter();
  }

  /** A deadline may be past: its machine has just woken. */
  #enter(): void {
    const { engine } = this.#machine;
    this.#entryNs = Math.max(this.#deadlineNs, engine.nowNs);
    engine.agenda.push(this.#entryNs, eventClass.timer, this);
  }

  happen(): void {
    const now = this.#machine.engine.nowNs;
    if (now !== this.#entryNs) return;
    this.#entryNs = -1;
    if (this.#deadlineNs === Infinity) return;
    if (this.#deadlineNs > now) this.#enter();
    else this.#machine.whenAwake(() => this.#run());
  }

  #run(): void {
    const lateNs = this.#machine.engine.nowNs - this.#deadlineNs;
    if (lateNs < 0) return this.set(this.#deadlineNs);
    this.#deadlineNs = Infinity;
    this.#action(lateNs);
  }
}
