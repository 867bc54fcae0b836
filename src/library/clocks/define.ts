import type { IntegerRange } from '../../world/node-start.ts';
import type { Wander } from '../../world/time/wander.ts';

/** A kind of clock: what drives it, and what keeps it right without a network. */
export interface ClockDefinition {
  readonly kind: 'clock';
  readonly name: string;
  readonly summary: string;
  /** Where its numbers come from. */
  readonly source: string;
  /** How far it is off at the start, drawn once per node, in ns. */
  readonly offsetNs: IntegerRange;
  /** Its frequency error, drawn once per node, in ppb; of a received clock that of its holdover. */
  readonly driftPpb: IntegerRange;
  /** Null: the frequency error stays. */
  readonly wander: Wander | null;
  /** Null: nothing keeps it right but what the scenario adds. */
  readonly receiver: { readonly errorNs: number; readonly holdoverBoundPpb: number } | null;
}

/** Makes a kind of clock; what is left out is perfect. */
export function defineClock(definition: {
  /** The word scenarios use as `source`. */
  readonly name: string;
  readonly summary: string;
  /** Where its numbers come from, in a sentence. */
  readonly source: string;
  readonly offsetNs?: IntegerRange;
  readonly driftPpb?: IntegerRange;
  readonly wander?: Wander;
  readonly receiver?: { readonly errorNs: number; readonly holdoverBoundPpb: number };
}): ClockDefinition {
  return Object.freeze({
    kind: 'clock',
    offsetNs: { low: 0, high: 0 },
    driftPpb: { low: 0, high: 0 },
    wander: null,
    receiver: null,
    ...definition,
  });
}
