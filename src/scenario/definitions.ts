import type { Host, ModuleResult } from '../base/host.ts';
import type { Shelf } from '../base/shelf.ts';
import { checks } from '../library/checks/index.ts';
import type { ClockDefinition } from '../library/clocks/define.ts';
import type { CheckDefinition } from '../library/checks/define.ts';
import type { FaultDefinition } from '../library/faults/define.ts';
import { faults } from '../library/faults/index.ts';
import type { MetricDefinition } from '../library/metrics/define.ts';
import { metrics } from '../library/metrics/index.ts';
import type { Model } from '../library/models/define.ts';
import { programs } from '../library/programs/index.ts';
import type { WorkloadDefinition } from '../library/workloads/define.ts';
import { workloads } from '../library/workloads/index.ts';
import type { Program } from '../world/program/program.ts';
import { declaredNameProblem } from './vocabulary/declared-name.ts';
import type { Code } from './diagnostics/codes.ts';
import { isOwnFile, locate, writtenIn } from './source/location.ts';
import type { Problems } from './diagnostics/problems.ts';
import { placeOf, type Span, sourceOf } from './source/source.ts';
import {
  childOf,
  entrySpots,
  type Mapping,
  type Spot,
  spotUnder,
  type Tree,
} from './source/tree.ts';
import { scalarOf } from './values.ts';

/** What stands on each shelf. */
export interface Kinds {
  readonly program: Program;
  readonly fault: FaultDefinition;
  readonly check: CheckDefinition;
  readonly workload: WorkloadDefinition;
  readonly metric: MetricDefinition;
}

/** The word that picks a kind, which is also the singular of the map it stands in. */
export type Noun = keyof Kinds;

/** What a user's file may define: kinds, models (`model` of a check) and clocks (`source` of one). */
interface Owned extends Kinds {
  readonly model: Model;
  readonly clock: ClockDefinition;
}

/** The shelves by noun. */
export const shelves: { readonly [N in Noun]: Shelf<Kinds[N]> } = {
  program: programs,
  fault: faults,
  check: checks,
  workload: workloads,
  metric: metrics,
};

/** The maps of a scenario whose entries name a kind, with the noun that names it. */
export const kindMaps: readonly { readonly map: string; readonly noun: Noun }[] = [
  { map: 'nodes', noun: 'program' },
  { map: 'faults', noun: 'fault' },
  { map: 'checks', noun: 'check' },
  { map: 'workloads', noun: 'workload' },
  { map: 'metrics', noun: 'metric' },
];

const unknownCodes: { readonly [N in Noun]: Code } = {
  program: 'E_UNKNOWN_PROGRAM',
  fault: 'E_UNKNOWN_FAULT',
  check: 'E_UNKNOWN_CHECK',
  workload: 'E_UNKNOWN_WORKLOAD',
  metric: 'E_UNKNOWN_METRIC',
};

/** Most names that a note lists. */
const MOST_LISTED = 12;

type Loaded =
  | { readonly module: ModuleResult; readonly file: string }
  | { readonly missing: 'E_NOT_FOUND'; readonly meant: string | undefined }
  | { readonly missing: 'E_IS_FOLDER' };

/** The kinds that scenarios name: those of the library, and users' own files. */
export class Definitions {
  readonly #host: Host;
  readonly #loaded = new Map<string, Loaded>();

  constructor(host: Host) {
    this.#host = host;
  }

  /** Loads every file that the entries of a scenario name; each file once. */
  async load(scenario: Mapping): Promise<void> {
    const pool = childOf(scenario, 'nemesis');
    const maps: readonly (readonly [Tree | undefined, string])[] = [
      ...kindMaps.map(({ map, noun }) => [childOf(scenario, map), noun] as const),
      [pool === undefined ? undefined : childOf(pool, 'faults'), 'fault'],
      [childOf(scenario, 'clocks'), 'source'],
    ];
    for (const [tree, singular] of maps) {
      if (tree === undefined) continue;
      for (const spot of entrySpots({ tree, keySpan: tree.span, path: [] })) {
        for (const key of singular === 'check' ? [singular, 'model'] : [singular]) {
          const named = childOf(spot.tree, key);
          if (named?.kind !== 'scalar' || typeof named.value !== 'string') continue;
          if (isOwnFile(named.value)) await this.#loadFile(fileOf(named.value, named.span));
        }
      }
    }
  }

  async #loadFile(file: string): Promise<void> {
    if (this.#loaded.has(file)) return;
    const read = this.#host.readText(file);
    if ('problem' in read && read.problem === 'not-found') {
      this.#loaded.set(file, { missing: 'E_NOT_FOUND', meant: read.meant });
      return;
    }
    if ('problem' in read && read.problem === 'is-folder') {
      this.#loaded.set(file, { missing: 'E_IS_FOLDER' });
      return;
    }
    this.#loaded.set(file, { module: await this.#host.loadModule(file), file });
  }

  /**
   * The definition that an entry's singular key names; undefined when there is none, with the
   * reason told.
   */
  find<N extends Noun>(noun: N, entry: Spot, problems: Problems): Kinds[N] | undefined {
    const spot = spotUnder(entry, noun);
    if (spot === undefined) return undefined;
    const scalar = scalarOf(spot, `the name of a ${noun}, or a path that begins with ./`, problems);
    if (scalar === undefined) return undefined;
    const word = scalar.text;
    if (isOwnFile(word)) return this.#own(noun, fileOf(word, scalar.span), spot, problems);
    const shelf = shelves[noun];
    const found = shelf.get(word);
    if (found !== undefined) return found;
    problems.atValue(unknownCodes[noun], spot, `unknown ${noun} "${word}"`, {
      meant: shelf.suggest(word),
      notes: [...ownFileNote(word, noun), expectedNote(noun)],
    });
    return undefined;
  }

  /** What the path at a spot leads to, of a user; undefined when it is none, with the reason told. */
  own<N extends 'model' | 'clock'>(
    noun: N,
    { tree, ...spot }: Spot,
    problems: Problems,
  ): Owned[N] | undefined {
    if (tree.kind !== 'scalar' || typeof tree.value !== 'string') return undefined;
    return this.#own(noun, fileOf(tree.value, tree.span), { tree, ...spot }, problems);
  }

  #own<N extends keyof Owned>(
    noun: N,
    file: string,
    spot: Spot,
    problems: Problems,
  ): Owned[N] | undefined {
    const loaded = this.#loaded.get(file);
    if (loaded === undefined) return undefined;
    if ('missing' in loaded) {
      const notes = ['the path is relative to the folder of the file that names it'];
      if (loaded.missing === 'E_IS_FOLDER') {
        const message = `"${file}" is a folder; a ${noun} is a file`;
        problems.atValue(loaded.missing, spot, message, { notes });
        return undefined;
      }
      const meant = loaded.meant && writtenIn(loaded.meant, placeOf(spot.tree.span).file);
      problems.atValue(loaded.missing, spot, `there is no file "${file}"`, { notes, meant });
      return undefined;
    }
    if ('problem' in loaded.module) {
      this.#reportModule(loaded.module, file, spot, problems);
      return undefined;
    }
    const found = exported(noun, loaded.module.exports, file, spot, problems);
    if (found?.kind !== 'program') return found;
    const misnamed = declaredNameProblem(found.contents);
    if (misnamed === null) return found;
    const { message, instead } = misnamed;
    const notes = instead === null ? [] : [`call it e.g. ${instead}`];
    problems.atValue('E_NAME', spot, `"${file}" declares the ${message}`, { notes });
    return undefined;
  }

  #reportModule(
    result: Extract<ModuleResult, { readonly problem: string }>,
    file: string,
    spot: Spot,
    problems: Problems,
  ): void {
    const place = spot.tree.span;
    const { file: from, line, column } = placeOf(place);
    const notes = [`named in ${from}:${line}:${column}`];
    const at = this.#placeIn(result) ?? place;
    problems.error('E_MODULE', at, `"${file}" cannot be loaded: ${result.problem}`, {
      path: spot.path,
      notes,
    });
  }

  /** The line of the user's file at which loading went wrong. */
  #placeIn({
    file,
    line,
    column,
  }: {
    readonly file: string | null;
    readonly line: number | null;
    readonly column: number | null;
  }): Span | undefined {
    if (file === null || line === null) return undefined;
    const read = this.#host.readText(file);
    if (!('text' in read)) return undefined;
    const source = sourceOf(file, read.text);
    const lineStart = source.lineStarts[line - 1];
    if (lineStart === undefined) return undefined;
    const start = lineStart + Math.max(0, (column ?? 1) - 1);
    return { source, start, end: start + 1 };
  }
}

/** Where a path that a user wrote leads; for `--set` it is relative to the working directory. */
function fileOf(word: string, span: Span): string {
  return locate(word, span.source.file);
}

function expectedNote(noun: Noun): string {
  const { names } = shelves[noun];
  const listed = names.slice(0, MOST_LISTED).join(', ');
  const more = names.length > MOST_LISTED ? ', ...' : '';
  return `expected one of: ${listed}${more} (fault-sim list ${noun}s)`;
}

function ownFileNote(word: string, noun: Noun): readonly string[] {
  return /\.[cm]?[jt]s$/.test(word)
    ? [`a ${noun} of your own is named by a path that begins with ./`]
    : [];
}

function isDefinition<N extends keyof Owned>(value: unknown, noun: N): value is Owned[N] {
  if (typeof value !== 'object' || value === null) return false;
  const { kind, name } = value as { readonly kind?: unknown; readonly name?: unknown };
  return kind === noun && typeof name === 'string';
}

function exported<N extends keyof Owned>(
  noun: N,
  exports: { readonly [name: string]: unknown },
  file: string,
  spot: Spot,
  problems: Problems,
): Owned[N] | undefined {
  const standard = exports['default'];
  if (isDefinition(standard, noun)) return standard;
  const found = new Map<Owned[N], string>();
  for (const [name, value] of Object.entries(exports))
    if (isDefinition(value, noun)) found.set(value, name);
  const [first] = found.keys();
  if (found.size === 1) return first;
  const names = found.size === 0 ? Object.keys(exports) : [...found.values()];
  const message =
    found.size === 0
      ? `"${file}" exports no ${noun}`
      : `"${file}" exports ${found.size} ${noun}s: ${names.join(', ')}`;
  const maker = `define${noun.charAt(0).toUpperCase()}${noun.slice(1)}`;
  const notes =
    found.size === 0
      ? [
          `a ${noun} is made by ${maker}(...)`,
          names.length === 0 ? 'it exports nothing' : `it exports: ${names.join(', ')}`,
        ]
      : [`make the one that is meant the default export, or put each into a file of its own`];
  problems.atValue('E_WRONG_EXPORT', spot, message, { notes });
  return undefined;
}
