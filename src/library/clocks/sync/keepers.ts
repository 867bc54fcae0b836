import type { LeapMode } from '../../../world/time/leap.ts';
import type { SyncProtocol } from '../../../world/time/sync-plan.ts';

/** What may be said of a clock beside its source, for the reference page and the test. */
export interface ClockHabit {
  readonly summary: string;
  /** Where it comes from. */
  readonly source: string;
  /** An entry under `clocks`. */
  readonly example: string;
}

/** Daemons that keep a clock right over the network: values of `sync.protocol`. */
export const daemons: { readonly [P in SyncProtocol]: ClockHabit } = {
  ntp: {
    summary:
      'Asks several servers, believes those that agree, slews what is small, steps what stays large, and gives up beyond a limit.',
    source:
      'ntpd 4.2: clock filter of 8 samples, intersection and clustering of RFC 5905; slews as adjtime does.',
    example: 'server: { source: quartz, offset: 300ms, sync: { protocol: ntp, servers: time } }',
  },
  chrony: {
    summary:
      'Finds offset and drift by a line through its samples, slews fast, and steps at the beginning only.',
    source: 'chronyd with `makestep 1.0 3`: three steps at most, then up to 83,333 ppm of slewing.',
    example: 'server: { source: quartz, offset: 2s, sync: { protocol: chrony, servers: time } }',
  },
  ptp: {
    summary:
      'Follows the best of its masters by readings of the network card, every second, and takes the next one when that is silent.',
    source: 'IEEE 1588: announce and best master; ptp4l, with one step at the beginning.',
    example: 'server: { source: tcxo, offset: 3ms, sync: { protocol: ptp, servers: time } }',
  },
};

/** What a machine does with a leap second: values of `leap`. */
export const leaps: { readonly [M in LeapMode]: ClockHabit } = {
  step: {
    summary: 'Has the last second of the day twice: the time of day goes back by one.',
    source: 'The kernel of Linux, and POSIX time, which has no room for a sixty-first second.',
    example: 'server: { leap: step }',
  },
  slew: {
    summary: 'Runs slower by 500 ppm from the leap on, for 2,000 seconds.',
    source: 'ntpd -x and adjtime.',
    example: 'server: { leap: slew }',
  },
  'smear-24h': {
    summary:
      'Spreads the second evenly over the day from noon to noon: 11.574 ppm. One that nobody could announce (of a nemesis, a series, a `when`) over the day after it.',
    source: 'The linear smear of public time servers, centred on the leap.',
    example: 'server: { leap: smear-24h }',
  },
  ignore: {
    summary: 'Knows of no leap second, and is a second ahead from then on.',
    source: 'Machines that nobody tells.',
    example: 'server: { leap: ignore }',
  },
};
