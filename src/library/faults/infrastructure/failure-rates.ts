import type { Distribution } from '../../../base/sampler/distribution.ts';
import type { Wear } from '../define.ts';

const hourNs = 3_600_000_000_000;
const secondsPerYear = 31_557_600;

const hours = (low: number, high = low): Distribution =>
  low === high
    ? { kind: 'constant', ns: low * hourNs }
    : { kind: 'uniform', lowNs: low * hourNs, highNs: high * hourNs };

const meanHours = (mean: number): Distribution => ({ kind: 'exponential', meanNs: mean * hourNs });

/** How often one entity of a kind fails, in a year. */
const perYear = (count: number): { readonly perSecond: number } => ({
  perSecond: count / secondsPerYear,
});

/**
 * The first year of a cluster of some 1,800 machines, 40 racks and two or three PDUs, as Jeff Dean told
 * of it (Google I/O 2008; LADIS 2009 keynote), per entity. How long a reboot, a wonky rack and a cooling
 * outage itself last, and that maintenance loses half of all messages, is not told and assumed here.
 */
const google2008: readonly Wear[] = [
  {
    // Overheating: most machines off in less than five minutes, one or two days to recover.
    name: 'overheating',
    kind: 'dc',
    ...perYear(0.5),
    lasts: hours(1),
    fault: 'cooling-loss',
    params: { shutdown: { after: '1m..5m', 'power-on': '1d..2d' } },
  },
  { name: 'pdu-failure', kind: 'pdu', ...perYear(0.4), lasts: hours(6), fault: 'outage' },
  { name: 'rack-failure', kind: 'rack', ...perYear(0.5), lasts: hours(1, 6), fault: 'outage' },
  {
    name: 'wonky-rack',
    kind: 'rack',
    ...perYear(0.125),
    lasts: hours(1, 6),
    fault: 'loss',
    probabilityPpb: 500_000_000,
  },
  {
    // Of eight a year, four lose messages for half an hour.
    name: 'network-maintenance',
    kind: 'dc',
    ...perYear(4),
    lasts: { kind: 'constant', ns: hourNs / 2 },
    fault: 'loss',
    probabilityPpb: 500_000_000,
  },
  { name: 'router-failure', kind: 'dc', ...perYear(3), lasts: hours(1), fault: 'partition' },
  {
    name: 'machine-failure',
    kind: 'node',
    ...perYear(0.55),
    lasts: { kind: 'constant', ns: hourNs / 6 },
    fault: 'crash',
    params: { scope: 'host' },
  },
];

/**
 * Fault-tolerant hardware with a service contract: a machine fails once in eight years (Gray 1985, "Why
 * do computers stop and what can be done about it?", the order of magnitude) and is repaired in ninety
 * minutes; power has a second way, so that racks and PDUs fail ten times more rarely than above.
 */
const enterprise: readonly Wear[] = [
  { name: 'pdu-failure', kind: 'pdu', ...perYear(0.04), lasts: hours(6), fault: 'outage' },
  { name: 'rack-failure', kind: 'rack', ...perYear(0.05), lasts: hours(1, 6), fault: 'outage' },
  {
    name: 'machine-failure',
    kind: 'node',
    ...perYear(0.125),
    lasts: meanHours(1.5),
    fault: 'crash',
    params: { scope: 'host' },
  },
];

/**
 * Nodes of a supercomputer (Schroeder and Gibson, DSN 2006, twenty-two systems of one laboratory: the
 * order of magnitude): one or two failures in a year, and hours of repair, six on average.
 */
const hpc: readonly Wear[] = [
  {
    name: 'node-failure',
    kind: 'node',
    ...perYear(1.5),
    lasts: meanHours(6),
    fault: 'crash',
    params: { scope: 'host' },
  },
  { name: 'rack-failure', kind: 'rack', ...perYear(0.5), lasts: hours(1, 6), fault: 'outage' },
];

/** How often what fails, by the name of a preset. */
export const failureRates = { 'google-2008-cluster': google2008, enterprise, hpc } as const;

/** Names of presets. */
export const failureRateNames = Object.keys(failureRates) as (keyof typeof failureRates)[];
