import { hashText } from '../base/draw/draw.ts';
import type { Problem } from '../base/time.ts';
import type { Design } from './design.ts';

/** One part of a search that several machines share. */
export interface Shard {
  /** From 1. */
  readonly index: number;
  readonly of: number;
}

const mostShards = 10_000;

/** Reads `2/5`. */
export function readShard(text: string): Shard | Problem {
  const [, first, second] = /^(\d{1,6})\/(\d{1,6})$/.exec(text) ?? [];
  const [index, of] = [Number(first), Number(second)];
  if (first === undefined) return { problem: 'write 2/5 for the second of five parts' };
  if (of > mostShards) return { problem: `there are at most ${mostShards} parts` };
  if (index < 1 || index > of) return { problem: `parts are counted from 1 to ${of}` };
  return { index, of };
}

/** The part as `readShard` reads it. */
export function printShard({ index, of }: Shard): string {
  return `${index}/${of}`;
}

/**
 * Whether a run is of this part: a hash of scenario, variant, cell and seed (or island, of which all
 * seeds stay together), so that no run moves to another part when scenarios or seeds are added.
 */
export function isOfShard(shard: Shard, design: Design, unit: string): boolean {
  const { scenario, variant, cell } = design;
  const key = [scenario, variant ?? '', cell ?? '', unit].join('\n');
  return hashText(key, 0x5eed) % shard.of === shard.index - 1;
}
