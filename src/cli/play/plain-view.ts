import { momentLine } from '../../reports/moments.ts';
import type { Simulation } from '../../run/simulation.ts';
import type { Viewer } from '../driver.ts';
import type { Output } from '../output.ts';

/** Tells a run's moments as lines, each once: for logs. */
export class PlainView implements Viewer {
  readonly frameMs = 200;
  readonly #output: Output;
  #nextMs = 0;

  constructor(output: Output) {
    this.#output = output;
  }

  look(simulation: Simulation, nowMs: number, isOver: boolean): void {
    if (!isOver && nowMs < this.#nextMs) return;
    this.#nextMs = nowMs + this.frameMs;
    for (const moment of simulation.moments())
      void this.#output.write(`${momentLine(moment, simulation.units)}\n`);
  }

  limitNs(): number {
    return Infinity;
  }

  takeStep(): boolean {
    return false;
  }
}
