import { printable } from '../../base/text/cells.ts';
import type { EventsHeader } from '../events.ts';

/** `split-brain/unfenced/1`. */
export function runName({ scenario, variant, cell, seed }: EventsHeader): string {
  const parts = [scenario, variant, cell, seed].filter((part) => part !== null);
  return printable(parts.join('/'));
}

/** Names of which no two are the same: the second of two that would be gets a number. */
export class UniqueNames {
  readonly #taken = new Set<string>();

  /** The name, or the name with the least number that makes it another one: `unfenced_2`. */
  free(name: string): string {
    let free = name;
    for (let nth = 2; this.#taken.has(free); nth += 1) free = `${name}_${nth}`;
    this.#taken.add(free);
    return free;
  }
}
