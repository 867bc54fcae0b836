import { compareText, sortedBy } from '../base/order.ts';
import { verdicts as allVerdicts } from '../library/checks/define.ts';
import type { Verdict } from '../library/checks/define.ts';
import type { Design } from './design.ts';
import { compareSeeds } from './seeds.ts';
import { addSpace } from './space.ts';
import type { SpaceShare } from './space.ts';
import { isRun } from './trial-outcome.ts';
import type { SeedOutcome } from './trial-outcome.ts';

/** What several runs of a design gave, as data that can be added up in any order. */
export interface TallyData {
  readonly runs: number;
  /** By the reason: how many runs were stopped before their end. */
  readonly stopped: StopCounts;
  /** Rows of all traces together. */
  readonly events: number;
  /** By check, in the design's order: how many runs gave each verdict. */
  readonly verdicts: readonly VerdictCounts[];
  /** In order of check and signature. */
  readonly findings: readonly Finding[];
  /** By fault, in the design's order. */
  readonly faults: readonly FaultTally[];
  /** What is known of the space that is searched; null: it has no end. */
  readonly space: SpaceShare | null;
}

/** How many runs gave each verdict; those that no run gave are left out. */
export type VerdictCounts = { readonly [verdict in Verdict]?: number };

/** How many runs ended early for each reason that was one, in the order of the reasons. */
export type StopCounts = { readonly [reason: string]: number };

/** Violations that are the same but for node and instant. */
export interface Finding {
  readonly check: string;
  readonly verdict: Verdict;
  readonly signature: string;
  /** Runs that gave it. */
  readonly count: number;
  /** The cheapest of them to read: fewest events, then the lowest seed. */
  readonly seed: string;
  /** How the strategy steered that run; null: the seed says it all. */
  readonly steer: string | null;
  readonly events: number;
}

/** What a fault did in several runs. */
export interface FaultTally {
  readonly occurrences: number;
  readonly touched: number;
  /** Runs in which it touched something. */
  readonly runs: number;
}

function cheaper(a: Finding, b: Finding): Finding {
  const order = a.events - b.events || compareSeeds(a.seed, b.seed);
  return order <= 0 ? a : b;
}

/** Adds up what runs of one design gave: associative, and the order of adding does not matter. */
export class Tally {
  readonly #design: Design;
  readonly #verdicts: Map<Verdict, number>[];
  readonly #findings = new Map<string, Finding>();
  readonly #faults: FaultTally[];
  readonly #stopped = new Map<string, number>();
  #runs = 0;
  #events = 0;
  #space: SpaceShare | null = null;

  constructor(design: Design) {
    this.#design = design;
    this.#verdicts = design.checks.map(() => new Map());
    this.#faults = design.faults.map(() => ({ occurrences: 0, touched: 0, runs: 0 }));
  }

  get runs(): number {
    return this.#runs;
  }

  /** Kinds of violations found so far. */
  get findings(): number {
    return this.#findings.size;
  }

  /** Adds what one seed gave. */
  add(outcome: SeedOutcome): void {
    if (!isRun(outcome)) {
      this.#space = addSpace(this.#space, outcome.space ?? null);
      return;
    }
    const { seed, events, stopped, steer = null } = outcome;
    this.merge({
      runs: 1,
      stopped: stopped === null ? {} : { [stopped]: 1 },
      events,
      verdicts: outcome.checks.map(({ verdict }) => ({ [verdict]: 1 })),
      findings: outcome.checks.flatMap(({ verdict, signature }, nth) => {
        const check = this.#design.checks[nth];
        if (signature === null || check === undefined) return [];
        return [{ check: check.id, verdict, signature, count: 1, seed, steer, events }];
      }),
      faults: outcome.faults.map(({ occurrences, touched }) => ({
        occurrences,
        touched,
        runs: touched > 0 ? 1 : 0,
      })),
      space: outcome.space ?? null,
    });
  }

  /** Adds the runs of another tally. */
  merge(data: TallyData): void {
    this.#runs += data.runs;
    this.#events += data.events;
    for (const [reason, runs] of Object.entries(data.stopped)) {
      this.#stopped.set(reason, (this.#stopped.get(reason) ?? 0) + runs);
    }
    this.#space = addSpace(this.#space, data.space);
    data.verdicts.forEach((counts, nth) => {
      const known = this.#verdicts[nth];
      for (const verdict of allVerdicts) {
        const count = counts[verdict] ?? 0;
        if (count > 0) known?.set(verdict, (known.get(verdict) ?? 0) + count);
      }
    });
    for (const finding of data.findings) this.#found(finding);
    data.faults.forEach((fault, nth) => {
      const known = this.#faults[nth];
      if (known === undefined) return;
      this.#faults[nth] = {
        occurrences: known.occurrences + fault.occurrences,
        touched: known.touched + fault.touched,
        runs: known.runs + fault.runs,
      };
    });
  }

  #found(finding: Finding): void {
    const key = [finding.check, finding.verdict, finding.signature].join('\n');
    const known = this.#findings.get(key);
    if (known === undefined) {
      this.#findings.set(key, finding);
      return;
    }
    const { seed, steer, events } = cheaper(known, finding);
    this.#findings.set(key, { ...known, seed, steer, events, count: known.count + finding.count });
  }

  /** Everything as data, in an order that depends on nothing but the content. */
  data(): TallyData {
    return {
      runs: this.#runs,
      stopped: Object.fromEntries(sortedBy([...this.#stopped], ([reason]) => reason)),
      events: this.#events,
      verdicts: this.#verdicts.map((counts) => {
        const given = allVerdicts.flatMap((verdict) => {
          const count = counts.get(verdict);
          return count === undefined ? [] : [[verdict, count] as const];
        });
        return Object.fromEntries(given);
      }),
      findings: [...this.#findings.entries()]
        .sort(([a], [b]) => compareText(a, b))
        .map(([, finding]) => finding),
      faults: this.#faults,
      space: this.#space,
    };
  }
}

/** The sum of several tallies of one design. */
export function sumOf(design: Design, parts: readonly TallyData[]): TallyData {
  const tally = new Tally(design);
  for (const part of parts) tally.merge(part);
  return tally.data();
}
