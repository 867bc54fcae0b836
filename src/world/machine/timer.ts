import type { Happening } from '../../engine/agenda.ts';
import type { Due, MachinePort, ProcessPort, TimerListPort, TimerPort } from '../ports.ts';
import { eventClass } from '../../engine/agenda.ts';

/**
 * A timer of one process, counting on its machine's monotonic clock: drift counts, a suspended
 * machine's timers stand still. Setting it again is cheap: the entry in the agenda stays and, when it
 * comes up early, is put off to the deadline then in force.
 */
export class MachineTimer implements Happening, Due, TimerPort {
  readonly machine: MachinePort;
  readonly process: ProcessPort;
  readonly #action: () => unknown;
  /** Time between ticks; 0 runs once. */
  readonly #periodNs: number;
  #spanNs: number;
  #deadline = 0;
  /** The instant of its entry in the agenda that counts; -1 for none. */
  #entryNs = -1;
  #armed = false;
  /** A tick is waiting to be taken up. */
  #waiting = false;
  /** The result of a call or sleep: taken up even while a handler keeps others waiting. */
  readonly resumes: boolean;
  readonly isDatagram: boolean = false;
  next: TimerPort | null = null;
  previous: TimerPort | null = null;

  constructor(
    process: ProcessPort,
    spanNs: number,
    periodNs: number,
    action: () => unknown,
    resumes: boolean,
  ) {
    this.machine = process.machine;
    this.process = process;
    this.#spanNs = spanNs;
    this.#periodNs = periodNs;
    this.#action = action;
    this.resumes = resumes;
  }

  /** Counts from now. */
  arm(spanNs: number = this.#spanNs): void {
    const { machine } = this;
    this.#spanNs = spanNs;
    this.#deadline = machine.clocks.monotonic(machine.engine.nowNs) + spanNs;
    this.#waiting = false;
    if (!this.#armed) {
      this.#armed = true;
      machine.timers.add(this);
    }
    this.#enter(false);
  }

  /** It will not run. */
  cancel(): void {
    if (!this.#armed) return;
    this.#armed = false;
    this.#waiting = false;
    this.machine.timers.remove(this);
  }

  /** The clock it counts on changed its rate: finds its instant anew. */
  remap(): void {
    this.#enter(true);
  }

  #enter(anew: boolean): void {
    const { machine } = this;
    const now = machine.engine.nowNs;
    const atNs = machine.clocks.instantOfMonotonic(this.#deadline, now);
    if (!anew && this.#entryNs >= now && this.#entryNs <= atNs) return;
    if (atNs === this.#entryNs) return;
    this.#entryNs = atNs === Infinity ? -1 : atNs;
    if (atNs !== Infinity) machine.engine.agenda.push(atNs, eventClass.timer, this);
  }

  happen(): void {
    const { machine } = this;
    const now = machine.engine.nowNs;
    if (now !== this.#entryNs) return;
    this.#entryNs = -1;
    if (!this.#armed || this.#waiting || !this.process.alive) return;
    if (machine.clocks.monotonic(now) < this.#deadline) return this.#enter(true);
    this.#waiting = true;
    machine.receive(this);
  }

  due(process: ProcessPort): void {
    if (!this.#armed || !this.#waiting) return;
    this.#waiting = false;
    if (this.#periodNs === 0) this.cancel();
    else this.#tickAgain();
    process.tick(this.#action);
  }

  /** The next tick: a period after this one's deadline, skipping those that are already past. */
  #tickAgain(): void {
    const { machine } = this;
    const reading = machine.clocks.monotonic(machine.engine.nowNs);
    const late = Math.floor((reading - this.#deadline) / this.#periodNs);
    this.#deadline += this.#periodNs * (late + 1);
    this.#enter(true);
  }
}

/** The armed timers of one machine: looked through only when a clock changes its rate. */
export class TimerList implements TimerListPort {
  #first: TimerPort | null = null;

  add(timer: TimerPort): void {
    timer.previous = null;
    timer.next = this.#first;
    if (this.#first !== null) this.#first.previous = timer;
    this.#first = timer;
  }

  remove(timer: TimerPort): void {
    if (timer.previous === null) this.#first = timer.next;
    else timer.previous.next = timer.next;
    if (timer.next !== null) timer.next.previous = timer.previous;
    timer.next = null;
    timer.previous = null;
  }

  /** Finds the instants of all timers anew, the oldest first. */
  remap(): void {
    const timers: TimerPort[] = [];
    for (let timer: TimerPort | null = this.#first; timer !== null; timer = timer.next)
      timers.push(timer);
    for (const timer of timers.toReversed()) timer.remap();
  }

  /** Forgets all: their process is gone. */
  clear(): void {
    this.#first = null;
  }
}
