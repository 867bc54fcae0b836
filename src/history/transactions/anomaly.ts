import type { Cell } from '../value-table.ts';

/** Cycles of dependencies, by what they are made of. */
export type CycleName = 'G0' | 'G1c' | 'G-single' | 'G-nonadjacent' | 'G2-item' | 'G2';

/** What besides dependencies a cycle needed: nothing, the order in a process, or real time. */
export type CycleOrder = '' | '-process' | '-realtime';

/** What transactions can be seen to have done wrong. */
export type AnomalyName =
  | `${CycleName}${CycleOrder}`
  | 'G1a'
  | 'G1b'
  | 'cyclic-versions'
  | 'dirty-update'
  | 'duplicate-elements'
  | 'fractured-read'
  | 'future-read'
  | 'garbage-read'
  | 'incompatible-order'
  | 'internal'
  | 'lost-update'
  | 'observed-transaction-vanishes'
  | 'write-skew';

/** Why one transaction of a cycle comes before the next one. */
export interface CycleStep {
  readonly from: number;
  readonly to: number;
  readonly kind: 'ww' | 'wr' | 'rw' | 'process' | 'realtime';
  /** What both touched; null for an order in time. */
  readonly key: Cell | null;
  readonly words: string;
}

/** One thing that went wrong, with the transactions that show it. */
export interface Anomaly {
  readonly name: AnomalyName;
  /** In words, complete: `T3 read "x" = [1 2], ...`. A transaction's number is its index. */
  readonly why: string;
  /** In the order of the cycle, from its smallest; else in the order in which `why` names them. */
  readonly transactions: readonly number[];
  /** The steps of a cycle, each beginning where the last one ended; empty for what is none. */
  readonly cycle: readonly CycleStep[];
}

/** Whoever finds the left one has found the right ones too: they are wider by definition. */
const wider: { readonly [name in AnomalyName]?: readonly AnomalyName[] } = {
  G0: ['G1c'],
  'G-single': ['G-nonadjacent'],
  'G-nonadjacent': ['G2-item'],
  'G2-item': ['G2'],
  'dirty-update': ['G1a'],
  'incompatible-order': ['G1a'],
  'lost-update': ['G-single'],
  'observed-transaction-vanishes': ['fractured-read'],
  'fractured-read': ['G-single'],
  'write-skew': ['G2-item'],
};

const cycleNames: readonly CycleName[] = [
  'G0',
  'G1c',
  'G-single',
  'G-nonadjacent',
  'G2-item',
  'G2',
];

/** What follows directly from each: a wider cycle in the same order, the same cycle in a longer one. */
const following = new Map(Object.entries(wider) as [AnomalyName, readonly AnomalyName[]][]);
for (const name of cycleNames) {
  const names = following.get(name) ?? [];
  following.set(name, [...names, `${name}-process`]);
  const timed = (order: CycleOrder) =>
    names.map((next): AnomalyName => `${next as CycleName}${order}`);
  following.set(`${name}-process`, [...timed('-process'), `${name}-realtime`]);
  following.set(`${name}-realtime`, timed('-realtime'));
}

/** All that follows from some anomalies, themselves included. */
export function allImplied(names: Iterable<AnomalyName>): ReadonlySet<AnomalyName> {
  const implied = new Set(names);
  for (const name of implied) {
    for (const next of following.get(name) ?? []) implied.add(next);
  }
  return implied;
}

/** How many of one name are told; the others are only counted. */
const toldOfEach = 8;

/** Collects anomalies while they are found. */
export class AnomalyLog {
  readonly told: Anomaly[] = [];
  readonly counts = new Map<AnomalyName, number>();

  /** One that is no cycle. The words are only made for those that are told. */
  report(name: AnomalyName, transactions: readonly number[], words: () => string): void {
    if (this.#counted(name)) this.told.push({ name, why: words(), transactions, cycle: [] });
  }

  /** One that is a cycle. */
  reportCycle(name: AnomalyName, cycle: readonly CycleStep[]): void {
    if (!this.#counted(name)) return;
    const why = cycle.map(({ words }) => words).join('; ');
    this.told.push({ name, why, transactions: cycle.map(({ from }) => from), cycle });
  }

  #counted(name: AnomalyName): boolean {
    const count = (this.counts.get(name) ?? 0) + 1;
    this.counts.set(name, count);
    return count <= toldOfEach;
  }
}
