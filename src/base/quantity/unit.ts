import { nsPerUnit } from '../time.ts';
import { type Ratio, ratio } from './ratio.ts';

/** What a quantity measures. */
export type QuantityKind =
  | 'duration'
  | 'signed-duration'
  | 'share'
  | 'rate'
  | 'frequency'
  | 'bandwidth'
  | 'size'
  | 'factor'
  | 'byte-rate';

/** A unit: its canonical spelling and its worth in the kind's base unit. */
export interface Unit {
  readonly kind: QuantityKind;
  readonly name: string;
  readonly worth: Ratio;
}

const NS_PER_SECOND = 1_000_000_000n;

function perTime(name: string, durationWord: string): Unit {
  return { kind: 'rate', name, worth: ratio(NS_PER_SECOND, nsPerUnit.get(durationWord)) };
}

function decimalSteps(kind: QuantityKind, names: readonly string[]): Unit[] {
  return names.map((name, index) => ({
    kind,
    name,
    worth: ratio(BigInt('1' + '000'.repeat(index))),
  }));
}

function binarySteps(kind: QuantityKind, names: readonly string[]): Unit[] {
  return names.map((name, index) => ({ kind, name, worth: ratio(1n << BigInt(10 * (index + 1))) }));
}

/**
 * Every unit that is one suffix (durations, which may be sums, are read in time.ts). Base units:
 * share and factor 1, rate per second, frequency 1, bandwidth bit/s, size bytes, byte-rate bytes/s.
 */
export const units: readonly Unit[] = [
  { kind: 'share', name: '%', worth: ratio(1n, 100n) },
  { kind: 'factor', name: 'x', worth: ratio(1n) },
  perTime('/s', 's'),
  perTime('/min', 'm'),
  perTime('/h', 'h'),
  perTime('/d', 'd'),
  { kind: 'frequency', name: 'ppm', worth: ratio(1n, 1_000_000n) },
  { kind: 'frequency', name: 'ppb', worth: ratio(1n, 1_000_000_000n) },
  ...decimalSteps('bandwidth', ['bit/s', 'kbit/s', 'Mbit/s', 'Gbit/s', 'Tbit/s']),
  ...decimalSteps('size', ['B', 'kB', 'MB', 'GB', 'TB']),
  ...binarySteps('size', ['KiB', 'MiB', 'GiB', 'TiB']),
  ...decimalSteps('byte-rate', ['B/s', 'kB/s', 'MB/s', 'GB/s', 'TB/s']),
  ...binarySteps('byte-rate', ['KiB/s', 'MiB/s', 'GiB/s', 'TiB/s']),
];

const byName: ReadonlyMap<string, Unit> = new Map(units.map((unit) => [unit.name, unit]));

/** Units of a kind, in the order of the table. */
export function unitsOf(kind: QuantityKind): readonly Unit[] {
  return units.filter((unit) => unit.kind === kind);
}

/** The unit that a suffix names; `/m` is the duration's word for minute and accepted here too. */
export function unitNamed(name: string): Unit | undefined {
  return byName.get(name === '/m' ? '/min' : name);
}

/** The unit that a wrong suffix surely meant: another capital, or bits written as `bps`. */
export function likelyUnit(name: string): Unit | undefined {
  const bits = /^([kmgt]?)(?:b|bit)(?:ps|)$/i.exec(name) ?? /^([kmgtKMGT]?)b\/s$/.exec(name);
  const lower = name.toLowerCase();
  const sameLetters = units.find((unit) => unit.name.toLowerCase() === lower);
  // A small b is a bit: `Mb/s` is no `MB/s`.
  if (bits === null || (sameLetters !== undefined && !name.endsWith('b/s'))) return sameLetters;
  const prefix = (bits[1] ?? '').toLowerCase();
  return byName.get(`${prefix === 'k' ? 'k' : prefix.toUpperCase()}bit/s`);
}
