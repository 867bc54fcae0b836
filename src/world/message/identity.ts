/**
 * What all draws about a transmission are keyed by, beside the wire that it is on: what it is, and
 * never when it came there or who else did.
 */
export interface Identity {
  /** When its sender sent it. */
  readonly originNs: number;
  /** What tells it from all else on this wire that was sent at that instant. */
  readonly ordinal: number;
  /** 0; of a duplicate what tells it apart: of which it was made, on which wire, and as which of those. */
  readonly lineage: number;
}
