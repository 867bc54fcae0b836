import type { MessageView } from './rule.ts';
import type { Undo } from '../verbs.ts';

/** A message on a wire, as far as a count of such messages tells it. */
export type Crossing = Pick<MessageView, 'id' | 'from' | 'to' | 'kindName'>;

/** What faults do to directed wires, by the places where they begin and end; each undo takes it back. */
export interface WireVerbs {
  cut(from: readonly number[], to: readonly number[]): Undo;
  /**
   * Cuts wires; so much later ways are found without them, and `turned` is told of each message that
   * would have crossed one of them, and which. The undo heals, and as much later so again.
   */
  withdraw(
    from: readonly number[],
    to: readonly number[],
    convergenceNs: number,
    turned?: (crossing: Crossing) => void,
  ): Undo;
  /** Makes wires no faster than so many bits per second. */
  limit(from: readonly number[], to: readonly number[], bitsPerSecond: number): Undo;
}
