import { eventClass } from '../../engine/agenda.ts';
import type { Scheduled } from '../../engine/engine.ts';
import type { MachinePort } from '../ports.ts';

/** A daemon's hands on the clock of its machine: it steps it, slews it, and corrects its frequency. */
export class Steering {
  readonly #machine: MachinePort;
  readonly #bent: () => void;
  #frequencyPpb = 0;
  #slewPpb = 0;
  #slewFromNs = 0;
  #slewNs = 0;
  #end: Scheduled | null = null;

  /** `bent` is called when the rate of the clocks has changed. */
  constructor(machine: MachinePort, bent: () => void) {
    this.#machine = machine;
    this.#bent = bent;
  }

  /** What is left of the correction that is being slewed, at an instant. */
  outstandingNs(atNs: number): number {
    if (this.#slewPpb === 0) return 0;
    return this.#slewNs - Math.floor(((atNs - this.#slewFromNs) / 1e9) * this.#slewPpb);
  }

  /** Moves the time of day at once. */
  step(byNs: number): void {
    this.stop();
    this.#machine.clocks.stepByKeeper(byNs);
    this.#machine.world.clockKept(this.#machine, { steppedNs: byNs });
  }

  /** Makes up for an offset by running so much faster or slower for a while (adjtime). */
  slew(byNs: number, ratePpb: number): void {
    this.#end?.cancel();
    this.#end = null;
    this.#slewPpb = byNs === 0 ? 0 : byNs < 0 ? -ratePpb : ratePpb;
    this.#apply();
    if (byNs === 0) return;
    const { engine } = this.#machine;
    this.#slewNs = byNs;
    this.#slewFromNs = engine.nowNs;
    const lengthNs = Math.ceil(Math.abs(byNs) * (1e9 / ratePpb));
    this.#end = engine.schedule(engine.nowNs + lengthNs, eventClass.change, () => this.stop());
    this.#record({ slewedNs: byNs });
  }

  /** Ends a slew where it is. */
  stop(): void {
    this.#end?.cancel();
    this.#end = null;
    if (this.#slewPpb === 0) return;
    this.#slewPpb = 0;
    this.#apply();
  }

  /** Corrects the oscillator for good. */
  setFrequency(ppb: number): void {
    if (ppb === this.#frequencyPpb) return;
    this.#frequencyPpb = ppb;
    this.#apply();
  }

  get frequencyPpb(): number {
    return this.#frequencyPpb;
  }

  #apply(): void {
    const { clocks, engine } = this.#machine;
    clocks.steer(engine.nowNs, this.#frequencyPpb + this.#slewPpb);
    this.#bent();
  }

  #record(how: { readonly [what: string]: number }): void {
    const { engine, index } = this.#machine;
    engine.trace.record('clock-changed', index, -1, null, how);
  }
}
