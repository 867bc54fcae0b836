import type { NodeId } from '../../base/units.ts';

/** Which daemon keeps a clock. */
export const syncProtocols = ['ntp', 'chrony', 'ptp'] as const;
export type SyncProtocol = (typeof syncProtocols)[number];

/**
 * Whom a daemon believes of several servers: those whose intervals intersect, all of them in the mean
 * of all their samples, or the first that it was given.
 */
export const syncSelections = ['intersection', 'average', 'first'] as const;
export type SyncSelection = (typeof syncSelections)[number];

/** A time daemon as a scenario sets it up. */
export interface SyncPlan {
  readonly protocol: SyncProtocol;
  /** Whom it asks, in natural order; nodes whose program serves time. */
  readonly servers: readonly NodeId[];
  readonly intervalNs: number;
  readonly select: SyncSelection;
  /** An offset beyond this is stepped (ntp: when it stays for 900 s); a smaller one is slewed. */
  readonly stepAboveNs: number;
  /** An offset beyond this makes the daemon give up. */
  readonly panicAboveNs: number;
  readonly maxSlewPpb: number;
}

const ms = 1_000_000;
const second = 1_000 * ms;

/**
 * What daemons do when they are not told: ntpd 4.2 (128 ms, 1,000 s, 500 ppm), chrony with
 * `makestep 1.0 3` (8.3 %), ptp4l (a first step above 20 us, then none).
 */
export const syncDefaults: {
  readonly [P in SyncProtocol]: Omit<SyncPlan, 'protocol' | 'servers'>;
} = {
  ntp: {
    intervalNs: 64 * second,
    select: 'intersection',
    stepAboveNs: 128 * ms,
    panicAboveNs: 1_000 * second,
    maxSlewPpb: 500_000,
  },
  chrony: {
    intervalNs: 64 * second,
    select: 'intersection',
    stepAboveNs: second,
    panicAboveNs: Infinity,
    maxSlewPpb: 83_333_333,
  },
  ptp: {
    intervalNs: second,
    select: 'first',
    stepAboveNs: 20_000,
    panicAboveNs: Infinity,
    maxSlewPpb: 500_000,
  },
};

/** How a daemon goes about it: constants of the three, beside what a scenario may set. */
export interface SyncManner {
  /** Samples of a server that it wants before it believes it. */
  readonly samplesWanted: number;
  /** It steps at its first so many corrections only; Infinity: whenever it has to. */
  readonly stepsAtFirst: number;
  /** How long an offset beyond the step must stay until it is believed, after the first correction. */
  readonly stepoutNs: number;
  /** How it finds the error of its oscillator: from the samples of five minutes, or by regression. */
  readonly frequency: 'loop' | 'regression';
}

export const syncManners: { readonly [P in SyncProtocol]: SyncManner } = {
  ntp: { samplesWanted: 4, stepsAtFirst: Infinity, stepoutNs: 900 * second, frequency: 'loop' },
  chrony: { samplesWanted: 3, stepsAtFirst: 3, stepoutNs: 0, frequency: 'regression' },
  ptp: { samplesWanted: 2, stepsAtFirst: 1, stepoutNs: 0, frequency: 'regression' },
};
