import type { Value } from '../../base/units.ts';
import { faults as shelf } from '../../library/faults/index.ts';
import type { ScenarioData } from '../../scenario/scenario.ts';
import type { TopKey } from '../../scenario/vocabulary/keys.ts';
import type { Case, Wanted } from './case.ts';
import { sectionOf, withEntry, withoutKeys, withSection } from './data.ts';
import type { Section } from './data.ts';
import { endSoon } from './ending.ts';
import { milderFaults } from './milder.ts';
import { rounderTimes, shorterTimes } from './numbers.ts';

/** A way of making a scenario smaller: what it might be instead, boldest first. */
export type Move = (known: Case, wanted: Wanted) => Iterable<ScenarioData>;

/** Only the check that is wanted, and the metrics that it may read. */
function* otherChecks({ data }: Case, { check }: Wanted): Generator<ScenarioData> {
  const checks = sectionOf(data, 'checks');
  const { [check]: kept } = checks;
  const only = kept === undefined ? {} : { [check]: withoutKeys(kept as Section, ['expect']) };
  const fewer = withSection(data, 'checks', only);
  yield withoutKeys(fewer, ['metrics', 'rows', 'topics', 'params']);
  yield withoutKeys(fewer, ['metrics', 'rows', 'topics']);
  yield withoutKeys(fewer, ['rows', 'topics']);
}

/** Maps that may go, or lose entries: metrics speak of nodes, and params are spoken of. */
const sections: readonly TopKey[] = [
  'metrics',
  'workloads',
  'links',
  'names',
  'clocks',
  'disks',
  'switches',
  'domains',
  'nodes',
  'params',
];

/** What makes the world less than ideal goes, and who and what is not needed. */
function* fewerEntries({ data }: Case): Generator<ScenarioData> {
  for (const key of sections) {
    const section = sectionOf(data, key);
    const ids = Object.keys(section);
    if (ids.length > 1 && key !== 'nodes') yield withoutKeys(data, [key]);
    for (const id of ids) yield withSection(data, key, withoutKeys(section, [id]));
  }
  for (const [id, node] of Object.entries(sectionOf(data, 'nodes'))) {
    const entry = (node ?? {}) as Section;
    const { count } = entry;
    if (typeof count === 'number' && count > 1)
      yield withEntry(data, 'nodes', id, { ...entry, count: count - 1 });
  }
  for (const key of ['heal', 'model', 'epoch']) if (key in data) yield withoutKeys(data, [key]);
}

/** Fewer operations: clients stop sooner, and steps of a script go. */
function* fewerOperations({ data }: Case): Generator<ScenarioData> {
  for (const [id, workload] of Object.entries(sectionOf(data, 'workloads'))) {
    const entry = workload as Section;
    const { steps, operations } = entry;
    if (Array.isArray(steps)) {
      const all = steps as readonly Value[];
      for (const nth of all.keys()) {
        const fewer = all.filter((_, place) => place !== nth);
        yield withEntry(data, 'workloads', id, { ...entry, steps: fewer });
      }
      continue;
    }
    const now = typeof operations === 'number' ? operations : 64;
    for (const fewer of [1, 2, 3, 5, 8, 13, 21, 34].filter((count) => count < now))
      yield withEntry(data, 'workloads', id, { ...entry, operations: fewer });
    for (const key of ['retry', 'settle', 'final-read', 'keys'])
      if (key in entry) yield withEntry(data, 'workloads', id, withoutKeys(entry, [key]));
  }
}

/** Each fault milder: another kind, or less of the same. */
function* milder({ data, plan }: Case): Generator<ScenarioData> {
  const plans = new Map(plan.faults.map((fault) => [fault.id, fault]));
  for (const [id, fault] of Object.entries(sectionOf(data, 'faults'))) {
    const definition = plans.get(id)?.definition;
    if (definition === undefined) continue;
    for (const entry of milderFaults(fault as Section, definition, shelf))
      yield withEntry(data, 'faults', id, entry);
  }
}

/** Fewer targets of each fault. */
function* fewerTargets({ data }: Case): Generator<ScenarioData> {
  for (const [id, fault] of Object.entries(sectionOf(data, 'faults'))) {
    const entry = fault as Section;
    const { target } = entry;
    if (!Array.isArray(target)) continue;
    const targets = target as readonly Value[];
    for (const nth of targets.keys()) {
      const left = targets.filter((_, place) => place !== nth);
      const [only = null] = left;
      if (left.length > 0)
        yield withEntry(data, 'faults', id, { ...entry, target: left.length === 1 ? only : left });
    }
  }
}

/** Shorter faults. */
function* shorter({ data }: Case): Generator<ScenarioData> {
  for (const [id, fault] of Object.entries(sectionOf(data, 'faults'))) {
    const entry = fault as Section;
    for (const duration of shorterTimes(entry['duration']))
      yield withEntry(data, 'faults', id, { ...entry, duration });
  }
}

/** Times that are easier to read. */
function* rounder({ data }: Case): Generator<ScenarioData> {
  for (const [id, fault] of Object.entries(sectionOf(data, 'faults'))) {
    const entry = fault as Section;
    for (const [key, leastNs] of [
      ['at', 0],
      ['duration', 1],
      ['by', 1],
    ] as const) {
      for (const time of rounderTimes(entry[key], leastNs))
        yield withEntry(data, 'faults', id, { ...entry, [key]: time });
    }
  }
}

/** What makes runs cheaper before faults are left out. */
export const cheaper: readonly Move[] = [otherChecks, endSoon];

/** All other ways: what makes the rest cheaper comes first. */
export const moves: readonly Move[] = [
  fewerEntries,
  fewerOperations,
  milder,
  fewerTargets,
  shorter,
  rounder,
];
