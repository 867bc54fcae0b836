import type { WitnessEvent } from '../run/report/report.ts';

/** Lines that may scroll by between two frames: more could not be read, and ink keeps them all. */
export const mostPerFrame = 40;
/** Moments that a run may leave in the scrollback. */
export const mostPerRun = 400;

/** Lines for the scrollback above the frame: the first of each burst, and how many were left out. */
export class Moments {
  readonly #describe: (moment: WitnessEvent) => string;
  #told = 0;
  #left = 0;

  /** `describe` makes the line of one moment. */
  constructor(describe: (moment: WitnessEvent) => string) {
    this.#describe = describe;
  }

  /** The lines to print for the moments of one sample. */
  take(moments: readonly WitnessEvent[]): string[] {
    const room = Math.min(mostPerFrame - 1, mostPerRun - this.#told);
    const shown = moments.slice(0, Math.max(room, 0));
    this.#told += shown.length;
    const left = moments.length - shown.length;
    if (this.#told < mostPerRun) {
      const more = left > 0 ? [`${left} more moments`] : [];
      return [...shown.map((moment) => this.#describe(moment)), ...more];
    }
    this.#left += left;
    return shown.map((moment) => this.#describe(moment));
  }

  /** What to say at the end about moments that were never shown. */
  rest(): string[] {
    return this.#left > 0 ? [`${this.#left} more moments after these`] : [];
  }
}
