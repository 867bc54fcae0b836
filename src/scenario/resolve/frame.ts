import { parseSeed } from '../../base/draw/seed.ts';
import { closest } from '../../base/text/suggest.ts';
import { rows } from '../vocabulary/chapter.ts';
import { topics } from '../vocabulary/topics.ts';
import type { Problems } from '../diagnostics/problems.ts';
import type { Span } from '../source/source.ts';
import { type Mapping, itemSpots, type Spot } from '../source/tree.ts';
import { keyNames } from '../vocabulary/keys.ts';
import { nameProblem } from '../vocabulary/name.ts';
import { readDuration, readText } from '../values.ts';
import { topSpot } from './context.ts';

const FIRST_EPOCH = '2020-01-01T00:00:00Z';

/** The scalars at the top of a scenario. */
export interface Frame {
  readonly name: string;
  readonly summary: string | null;
  readonly topics: readonly string[];
  readonly rows: readonly string[];
  readonly seed: string;
  readonly epoch: string;
  /** Infinity when the file does not say, which was told. */
  readonly durationNs: number;
  readonly healNs: number | null;
}

/** A seed as decimal text; undefined when it is none (told). */
export function readSeed(spot: Spot, problems: Problems): string | undefined {
  const text = spot.tree.kind === 'scalar' ? spot.tree.text : '';
  const parsed = parseSeed(text);
  if (!('problem' in parsed)) return parsed.seed.toString();
  problems.atValue('E_BOUND', spot, parsed.problem);
  return undefined;
}

const daysInMonth = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

function isInstant(text: string): boolean {
  const match =
    /^([0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.[0-9]{1,9})?Z$/.exec(
      text,
    );
  if (match === null) return false;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match
    .slice(1)
    .map(Number);
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = month === 2 && leap ? 29 : (daysInMonth[month - 1] ?? 0);
  return day >= 1 && day <= days && hour <= 23 && minute <= 59 && second <= 59;
}

function readEpoch(scenario: Mapping, problems: Problems): string {
  const spot = topSpot(scenario, 'epoch');
  if (spot === undefined) return FIRST_EPOCH;
  const text = readText(spot, problems);
  if (text === undefined || isInstant(text)) return text ?? FIRST_EPOCH;
  problems.atValue('E_TYPE', spot, `"${text}" is not an instant in UTC such as ${FIRST_EPOCH}`);
  return FIRST_EPOCH;
}

function readName(scenario: Mapping, problems: Problems): string {
  const spot = topSpot(scenario, 'name');
  if (spot === undefined) {
    problems.error('E_MISSING_KEY', startOf(scenario), 'missing key "name"', { path: [] });
    return '';
  }
  const name = readText(spot, problems);
  if (name === undefined) return '';
  const problem = nameProblem(name);
  if (problem !== null) problems.inValue('E_NAME', spot, problem);
  return name;
}

/**
 * The first key that stands in the file of a scenario, not in its base: where it is said that one
 * is missing.
 */
export function startOf(scenario: Mapping): Span {
  const own = [...scenario.entries.values()]
    .map(({ keySpan }) => keySpan)
    .filter(({ source }) => source === scenario.span.source);
  return own.sort((a, b) => a.start - b.start)[0] ?? scenario.span;
}

function readVersion(scenario: Mapping, problems: Problems): void {
  const spot = topSpot(scenario, 'version');
  if (spot === undefined) {
    problems.error('E_MISSING_KEY', startOf(scenario), 'missing key "version"', {
      path: [],
      notes: ['add `version: 1` as the first line'],
    });
    return;
  }
  checkVersion(spot, problems);
}

/** There is one version of the language. */
export function checkVersion(spot: Spot, problems: Problems): void {
  const { tree } = spot;
  // Who reads a file must know its version before anything is computed.
  if (tree.kind === 'scalar' && tree.value === 1 && tree.computed === null) return;
  problems.atValue(
    'E_VERSION',
    spot,
    'this version of the scenario language is not known: there is 1',
  );
}

function readListed(
  scenario: Mapping,
  key: 'topics' | 'rows',
  known: ReadonlyMap<string, string>,
  problems: Problems,
): readonly string[] {
  const spot = topSpot(scenario, key);
  if (spot === undefined) return [];
  if (spot.tree.kind !== 'list') {
    problems.atValue(
      'E_TYPE',
      spot,
      `\`${key}\` is a list, e.g. [${[...known.keys()].slice(0, 2).join(', ')}]`,
    );
    return [];
  }
  return itemSpots(spot).flatMap((item) => {
    const word = readText(item, problems);
    if (word === undefined || known.has(word)) return word ?? [];
    const code = key === 'rows' ? 'E_UNKNOWN_ROW' : 'E_UNKNOWN_TOPIC';
    const what = key === 'rows' ? 'row' : 'topic';
    problems.atValue(code, item, `the chapter has no ${what} "${word}"`, {
      meant: closest(word, known.keys()),
    });
    return [];
  });
}

function readEnd(scenario: Mapping, problems: Problems): number {
  const spot = topSpot(scenario, 'duration');
  if (spot === undefined) {
    problems.error('E_MISSING_KEY', startOf(scenario), 'missing key "duration"', {
      path: [],
      notes: ['duration: when the run ends, e.g. `duration: 60s`'],
    });
    return Infinity;
  }
  return readDuration(spot, problems, 'above-zero') ?? Infinity;
}

function readHeal(scenario: Mapping, durationNs: number, problems: Problems): number | null {
  const spot = topSpot(scenario, 'heal');
  if (spot === undefined) return null;
  const ns = readDuration(spot, problems);
  if (ns === undefined) return null;
  if (ns > durationNs)
    problems.atValue('E_AFTER_END', spot, '`heal` comes after the end of the run');
  return ns;
}

/** Tells that nobody takes part. */
export function tellNoNodes(scenario: Mapping, problems: Problems): void {
  problems.error('E_MISSING_KEY', startOf(scenario), 'a scenario needs `nodes`', {
    path: ['nodes'],
  });
}

function isKnownKey(key: string): boolean {
  return keyNames.includes(key) || key.startsWith('x-');
}

/** A scenario with the keys that misspelt ones were meant for, where these are not there themselves. */
export function withMeantKeys(scenario: Mapping): Mapping {
  const entries = new Map(scenario.entries);
  for (const entry of scenario.entries.values()) {
    if (isKnownKey(entry.key)) continue;
    const meant = closest(entry.key, keyNames);
    entries.delete(entry.key);
    if (meant !== undefined && !entries.has(meant)) entries.set(meant, { ...entry, key: meant });
  }
  return { ...scenario, entries };
}

/** Refuses keys at the top that mean nothing. */
export function refuseUnknownKeys(scenario: Mapping, problems: Problems): void {
  for (const entry of scenario.entries.values()) {
    if (isKnownKey(entry.key)) continue;
    problems.error('E_UNKNOWN_KEY', entry.keySpan, `unknown key "${entry.key}"`, {
      path: [entry.key],
      meant: closest(entry.key, keyNames),
      notes: [
        `expected one of: ${[...keyNames].sort((a, b) => (a < b ? -1 : 1)).join(', ')}`,
        'keys that begin with x- are free',
      ],
    });
  }
}

/** Reads the scalars at the top. */
export function readFrame(scenario: Mapping, problems: Problems): Frame {
  readVersion(scenario, problems);
  const durationNs = readEnd(scenario, problems);
  const summary = topSpot(scenario, 'summary');
  const seed = topSpot(scenario, 'seed');
  return {
    name: readName(scenario, problems),
    summary: summary === undefined ? null : (readText(summary, problems) ?? null),
    topics: readListed(scenario, 'topics', topics, problems),
    rows: readListed(scenario, 'rows', rows, problems),
    seed: seed === undefined ? '1' : (readSeed(seed, problems) ?? '1'),
    epoch: readEpoch(scenario, problems),
    durationNs,
    healNs: readHeal(scenario, durationNs, problems),
  };
}
