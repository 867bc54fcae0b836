import { hashText } from '../base/draw/draw.ts';

/** The island of a seed, of so many; null when each seed is by itself. */
export function islandOf(seed: string, islands: number | null): number | null {
  return islands === null ? null : hashText(seed, 0x15) % islands;
}
