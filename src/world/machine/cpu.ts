import { eventClass } from '../../engine/agenda.ts';
import type { Engine, Scheduled } from '../../engine/engine.ts';
import type { Undo } from '../verbs.ts';

/** Who waits for a piece of work. */
export interface Worker {
  /** It is done, after it had waited so long for a core. */
  done(waitedNs: number): void;
  /** It will never be: its process died. */
  dropped?(): void;
}

/** A piece of work for one core. */
interface Job {
  /** CPU time that is left, in ns. */
  leftNs: number;
  readonly cameNs: number;
  /** Since when it runs at the rate of now. */
  sinceNs: number;
  ends: Scheduled | null;
  readonly worker: Worker;
  waitedNs: number;
}

/** Something that makes every core slower. */
interface Slowness {
  readonly factor: number;
  /** It made a piece of work take longer; called once for each. */
  readonly touched: () => void;
}

/**
 * The cores of one machine: work is served in the order in which it comes, each piece on one core to
 * its end. Slowness stretches what is left of it, and of what comes; a stopped process gets no core.
 */
export class Cpu {
  readonly #engine: Engine;
  readonly #cores: number;
  #running: Job[] = [];
  #waiting: Job[] = [];
  #slownesses: readonly Slowness[] = [];
  #factor = 1;
  #stopped = false;

  constructor(engine: Engine, cores: number) {
    this.#engine = engine;
    this.#cores = cores;
  }

  /** Pieces of work that wait for a core. */
  get waiting(): number {
    return this.#waiting.length;
  }

  /** Takes a core for so much CPU time, as soon as one is free; tells at the end how long it waited. */
  work(costNs: number, worker: Worker): void {
    const { nowNs } = this.#engine;
    this.#waiting.push({
      leftNs: costNs,
      cameNs: nowNs,
      sinceNs: nowNs,
      ends: null,
      worker,
      waitedNs: 0,
    });
    this.#fill();
  }

  /** Makes every core slower by this factor; factors multiply. */
  slow(factor: number, touched: () => void): Undo {
    const slowness = { factor, touched };
    this.#change(() => {
      this.#slownesses = [...this.#slownesses, slowness];
    });
    for (const _ of this.#running) touched();
    return () =>
      this.#change(() => {
        this.#slownesses = this.#slownesses.filter((one) => one !== slowness);
      });
  }

  /** Nothing runs until `go`: the process stands still. */
  stop(): void {
    this.#change(() => {
      this.#stopped = true;
    });
  }

  go(): void {
    this.#change(() => {
      this.#stopped = false;
    });
    this.#fill();
  }

  /** Forgets all work: its process is dead. */
  clear(): void {
    const jobs = [...this.#running, ...this.#waiting];
    for (const { ends } of this.#running) ends?.cancel();
    this.#running = [];
    this.#waiting = [];
    this.#stopped = false;
    for (const { worker } of jobs) worker.dropped?.();
  }

  #change(act: () => void): void {
    for (const job of this.#running) this.#settle(job);
    act();
    // In one order, whoever came first: a product of fractions depends on it.
    const factors = this.#slownesses.map(({ factor }) => factor).sort((a, b) => a - b);
    this.#factor = factors.reduce((product, factor) => product * factor, 1);
    for (const job of this.#running) this.#run(job);
  }

  #fill(): void {
    while (!this.#stopped && this.#waiting.length > 0 && this.#running.length < this.#cores) {
      const job = this.#waiting.shift() as Job;
      job.waitedNs = this.#engine.nowNs - job.cameNs;
      this.#running.push(job);
      for (const { touched } of this.#slownesses) touched();
      this.#run(job);
    }
  }

  /** What it has done at the rate that was in force. */
  #settle(job: Job): void {
    job.ends?.cancel();
    job.ends = null;
    if (this.#stopped) return;
    const passedNs = this.#engine.nowNs - job.sinceNs;
    job.leftNs = Math.max(0, job.leftNs - Math.floor(passedNs / this.#factor));
  }

  #run(job: Job): void {
    const { nowNs } = this.#engine;
    job.sinceNs = nowNs;
    if (this.#stopped) return;
    const endsNs = nowNs + Math.ceil(job.leftNs * this.#factor);
    job.ends = this.#engine.schedule(endsNs, eventClass.timer, () => this.#end(job));
  }

  #end(job: Job): void {
    this.#running = this.#running.filter((one) => one !== job);
    this.#fill();
    job.worker.done(job.waitedNs);
  }
}
