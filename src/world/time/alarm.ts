import { eventClass } from '../../engine/agenda.ts';
import type { Happening } from '../../engine/agenda.ts';
import type { MachinePort } from '../ports.ts';

/**
 * One alarm of what runs beside the program (a time daemon): it counts on the machine's monotonic
 * clock, so it drifts with it and stands still in a suspended machine.
 */
export class Alarm implements Happening {
  readonly #machine: MachinePort;
  readonly #action: () => void;
  #deadline = 0;
  #armed = false;
  /** It rang, and waits for a kernel that stands still. */
  #rings = false;
  /** The instant of the entry in the agenda that counts; -1 for none. */
  #entryNs = -1;

  constructor(machine: MachinePort, action: () => void) {
    this.#machine = machine;
    this.#action = action;
  }

  get armed(): boolean {
    return this.#armed;
  }

  /** Rings after so much local time; an earlier setting is forgotten. */
  arm(spanNs: number): void {
    const { clocks, engine } = this.#machine;
    this.#armed = true;
    this.#rings = false;
    this.#deadline = clocks.monotonic(engine.nowNs) + spanNs;
    this.#enter();
  }

  cancel(): void {
    this.#armed = false;
    this.#rings = false;
    this.#entryNs = -1;
  }

  /** The clock that it counts on has changed its rate. */
  remap(): void {
    if (this.#armed && !this.#rings) this.#enter();
  }

  #enter(): void {
    const { clocks, engine } = this.#machine;
    const atNs = clocks.instantOfMonotonic(this.#deadline, engine.nowNs);
    if (atNs === this.#entryNs) return;
    this.#entryNs = atNs === Infinity ? -1 : atNs;
    if (atNs !== Infinity) engine.agenda.push(atNs, eventClass.timer, this);
  }

  happen(): void {
    if (!this.#armed || this.#machine.engine.nowNs !== this.#entryNs) return;
    this.#entryNs = -1;
    this.#rings = true;
    this.#machine.whenAwake(() => {
      if (!this.#rings) return;
      this.#rings = false;
      this.#armed = false;
      this.#action();
    });
  }
}
