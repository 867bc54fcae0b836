import { closest } from '../../base/text/suggest.ts';
import { compareNatural } from '../../base/order.ts';
import { nameProblem } from '../vocabulary/name.ts';
import { decidedTwice, type Setting } from './overlay.ts';
import { pathKeys } from './path.ts';
import type { Problems } from '../diagnostics/problems.ts';
import { Section } from '../section.ts';
import { followingNames } from '../resolve/following.ts';
import { checkPath } from './setting.ts';
import {
  childOf,
  entrySpots,
  isNull,
  type Mapping,
  nameOfSpot,
  type Spot,
} from '../source/tree.ts';
import { readText } from '../values.ts';

/** One design under the faults of the file. */
export interface Variant {
  /** Null when the file has no variants. */
  readonly name: string | null;
  readonly summary: string | null;
  readonly settings: readonly Setting[];
  /** What it expects of checks, short for `checks.<id>.expect`. */
  readonly expectations: readonly Setting[];
}

const unnamed: Variant = { name: null, summary: null, settings: [], expectations: [] };

function settingsIn(
  spot: Spot | undefined,
  scenario: Mapping,
  problems: Problems,
): readonly Setting[] {
  if (spot === undefined) return [];
  if (spot.tree.kind !== 'map') {
    problems.atValue(
      'E_TYPE',
      spot,
      '`set` is a map of paths to values: { nodes.store.config.fencing: true }',
    );
    return [];
  }
  const settings = entrySpots(spot).flatMap((entry): readonly Setting[] => {
    const keys = pathKeys(nameOfSpot(entry));
    const value = entry.tree;
    return checkPath(keys, entry.keySpan, scenario, problems)
      ? [{ keys, keySpan: entry.keySpan, value }]
      : [];
  });
  return settings;
}

/** Which of two settings of one path came first would be a matter of order, and order never counts. */
function refuseTwice(settings: readonly Setting[], spot: Spot, problems: Problems): void {
  settings.forEach((setting, at) => {
    const clash = settings
      .slice(0, at)
      .map((other) => decidedTwice(other, setting))
      .find((keys) => keys !== undefined);
    if (clash === undefined) return;
    const path = [...spot.path, 'set', setting.keys.join('.')];
    problems.error('E_SET_TWICE', setting.keySpan, `${clash.join('.')} is set twice here`, {
      path,
    });
  });
}

function expectationsIn(spot: Spot | undefined, problems: Problems): readonly Setting[] {
  if (spot === undefined) return [];
  if (spot.tree.kind !== 'map') {
    problems.atValue(
      'E_TYPE',
      spot,
      '`expect` of a variant is a map of checks to verdicts: { linearizable: violated }',
    );
    return [];
  }
  return entrySpots(spot).map((entry) => ({
    keys: ['checks', nameOfSpot(entry), 'expect'],
    keySpan: entry.keySpan,
    value: entry.tree,
  }));
}

function readVariant(spot: Spot, scenario: Mapping, problems: Problems): Variant {
  const name = nameOfSpot(spot);
  const problem = nameProblem(name);
  if (problem !== null) problems.inKey('E_NAME', spot, problem);
  const section = new Section(spot, 'a variant', problems);
  const [summary, set, expect] = [
    section.get('summary'),
    section.get('set'),
    section.get('expect'),
  ];
  section.close();
  const settings = settingsIn(set, scenario, problems);
  const expectations = expectationsIn(expect, problems);
  refuseTwice([...settings, ...expectations], spot, problems);
  return {
    name,
    summary: summary === undefined ? null : (readText(summary, problems) ?? null),
    settings,
    expectations,
  };
}

/** The variants of a scenario in natural order of their names; one without a name when there are none. */
export function variantsOf(scenario: Mapping, problems: Problems): readonly Variant[] {
  const entry = scenario.entries.get('variants');
  if (entry === undefined || isNull(entry.value)) return [unnamed];
  const top: Spot = { tree: entry.value, keySpan: entry.keySpan, path: ['variants'] };
  if (entry.value.kind !== 'map') {
    problems.atValue('E_TYPE', top, '`variants` is a map of names to what they set');
    return [unnamed];
  }
  const spots = [...entrySpots(top)].sort((a, b) => compareNatural(nameOfSpot(a), nameOfSpot(b)));
  return spots.length === 0
    ? [unnamed]
    : spots.map((spot) => readVariant(spot, scenario, problems));
}

/** The expectations of a variant about checks that the scenario has; of the others it is told. */
export function knownExpectations(
  variant: Variant,
  scenario: Mapping,
  implicit: string,
  problems: Problems,
): readonly Setting[] {
  const checks = childOf(scenario, 'checks');
  const isUnsure = followingNames(scenario).includes('E_UNKNOWN_CHECK');
  const ids = checks?.kind === 'map' ? [...checks.entries.keys()] : [];
  return variant.expectations.filter(({ keys, keySpan }) => {
    const id = keys[1] ?? '';
    if (id === implicit || ids.includes(id)) return true;
    if (isUnsure) return false;
    problems.error('E_UNKNOWN_CHECK', keySpan, `no check is called "${id}"`, {
      path: ['variants', variant.name ?? '', 'expect', id],
      meant: closest(id, ids),
      notes: ids.length === 0 ? [] : [`there are: ${ids.join(', ')}`],
    });
    return false;
  });
}
