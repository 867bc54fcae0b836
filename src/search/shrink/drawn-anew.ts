import { hashText } from '../../base/draw/draw.ts';
import { printDuration } from '../../base/time.ts';
import type { Value } from '../../base/units.ts';
import type { ScenarioData } from '../../scenario/scenario.ts';
import { violatedNs } from './case.ts';
import type { Case, Wanted } from './case.ts';
import { sectionOf, withSection } from './data.ts';
import type { Section } from './data.ts';
import { endedAt } from './ending.ts';
import { durationOf } from './numbers.ts';

/** So many faults people can keep in mind. */
const storyFaults = 4;
/** Up to so many faults each is left out in turn. */
const fewFaults = 8;
/** What goes before the first fault: a system has come up by then. */
const settledNs = 1_000_000_000;
/** Faults are brought forward by multiples of this. */
const unitNs = 500_000_000;

interface Begun {
  readonly id: string;
  readonly fault: Section;
  /** When it begins; null: a trigger says when. */
  readonly atNs: number | null;
  /** When it was over; Infinity: it was in effect when it was violated. */
  readonly overNs: number;
}

/** When a fault is over; what has no end, and what a trigger begins, lasts. */
function overNsOf({ duration }: Section, atNs: number | null, endNs: number): number {
  const lengthNs = durationOf(duration);
  if (atNs === null || lengthNs === null || atNs + lengthNs > endNs) return Infinity;
  return atNs + lengthNs;
}

/** What had begun when it was violated, the last to be in effect first. */
function begunFaults(known: Case, wanted: Wanted): Begun[] {
  const endNs = violatedNs(known, wanted);
  return Object.entries(sectionOf(known.data, 'faults'))
    .map(([id, entry]) => {
      const fault = entry as Section;
      const atNs = durationOf(fault['at']);
      return { id, fault, atNs, overNs: overNsOf(fault, atNs, endNs) };
    })
    .filter(({ atNs }) => (atNs ?? 0) <= endNs)
    .sort((a, b) => compareNumbers(b.overNs, a.overNs) || compareNumbers(b.atNs ?? 0, a.atNs ?? 0));
}

function compareNumbers(a: number, b: number): number {
  return a === b ? 0 : a - b;
}

/** How many faults to keep: few, doublings of it, and of a few all but one. */
function sizesBelow(count: number): number[] {
  const sizes: number[] = [];
  if (count <= storyFaults) return sizes;
  for (let size = storyFaults; size < count; size *= 2) sizes.push(size);
  if (count <= fewFaults && !sizes.includes(count - 1)) sizes.push(count - 1);
  return sizes;
}

/** The last of each kind first, then the last but one of each: a bug needs unlike things. */
function byTurns(faults: readonly Begun[]): readonly Begun[] {
  const counts = new Map<Value | undefined, number>();
  const ranked = faults.map((one) => {
    const kind = one.fault['fault'];
    const rank = counts.get(kind) ?? 0;
    counts.set(kind, rank + 1);
    return { one, rank };
  });
  return ranked.sort((a, b) => a.rank - b.rank).map(({ one }) => one);
}

/** So many of the faults: in even turns the first, in odd ones the first of those that a coin leaves. */
function someOf(faults: readonly Begun[], size: number, turn: number): readonly Begun[] {
  if (turn % 2 === 0) return faults.slice(0, size);
  if (size === faults.length - 1) return faults.toSpliced(hashText('', turn) % faults.length, 1);
  return faults.filter(({ id }) => hashText(id, turn) % 2 === 0).slice(0, size);
}

function withFaults(data: ScenarioData, faults: readonly Begun[]): ScenarioData {
  const kept = new Map(faults.map(({ id, fault }) => [id, fault]));
  const inOrder = Object.keys(sectionOf(data, 'faults')).filter((id) => kept.has(id));
  const section = Object.fromEntries(inOrder.map((id) => [id, kept.get(id) ?? {}]));
  return withSection(data, 'faults', section);
}

/** The same faults earlier: nobody waits for what was left out. */
function broughtForward({ data, plan }: Case, faults: readonly Begun[]): ScenarioData {
  const times = faults.flatMap(({ atNs }) => atNs ?? []);
  const waitNs = times.length < faults.length ? 0 : Math.min(...times) - settledNs;
  const cutNs = Math.floor(waitNs / unitNs) * unitNs;
  if (cutNs <= 0) return withFaults(data, faults);
  const earlier = faults.map((one) => {
    const at = printDuration((one.atNs ?? 0) - cutNs);
    return { ...one, fault: { ...one.fault, at } };
  });
  return endedAt(withFaults(data, earlier), plan.durationNs - cutNs);
}

/**
 * Only some of the faults before the violation, and all else drawn anew. What is left out had
 * brought about a state (how long somebody would wait, whose turn it was) that another seed has by
 * itself; no fault alone can go then, for each moves that state. `first` has more to choose from: it
 * is the smallest scenario with the draws of the run that was found.
 */
export function* drawnAnew(
  known: Case,
  wanted: Wanted,
  { first, mostTries }: { readonly first: Case; readonly mostTries: number },
): Generator<ScenarioData> {
  const faults = begunFaults(known, wanted);
  const mixed = byTurns(begunFaults(first, wanted));
  const sizes = sizesBelow(faults.length);
  const turns = sizes.length === 0 ? 0 : Math.floor(mostTries / sizes.length);
  for (let turn = 0; turn < turns; turn += 1) {
    for (const size of sizes) {
      const isOfFirst = turn % 8 >= 4;
      const some = someOf(isOfFirst ? mixed : faults, size, turn);
      if (some.length === 0) continue;
      const from = isOfFirst ? first : known;
      const data = turn % 4 < 2 ? broughtForward(from, some) : withFaults(from.data, some);
      yield { ...data, seed: String(turn + 1) };
    }
  }
}
