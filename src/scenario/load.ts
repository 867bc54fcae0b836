import type { Place } from '../base/errors.ts';
import type { Formula } from '../base/formula.ts';
import type { Host } from '../base/host.ts';
import { canonicalJson } from '../base/json/json.ts';
import { closest } from '../base/text/suggest.ts';
import {
  type Cell,
  cellsOf,
  exclusionsOf,
  MOST_RUNS,
  seedPicksCells,
  withSettings,
} from './variation/cells.ts';
import { Definitions } from './definitions.ts';
import { pathOf, readFile, type ScenarioText } from './source/file.ts';
import {
  type Excludable,
  excludableNames,
  parseExclusion,
  readerOf,
  unknownVariant,
} from './variation/exclusion.ts';
import { compileFormula, parametersOf } from './formula.ts';
import { isWithin } from './variation/path.ts';
import { leavesOf, type Setting, without } from './variation/overlay.ts';
import { Params, reportUnusedParams } from './variation/params.ts';
import { inOneFile } from './source/in-one-file.ts';
import { plainTree } from './source/plain.ts';
import { Problems } from './diagnostics/problems.ts';
import { IMPLICIT_CHECK } from './resolve/checks/checks.ts';
import { type Frame, readSeed, refuseUnknownKeys, withMeantKeys } from './resolve/frame.ts';
import { resolveRun } from './resolve/run.ts';
import type { RunPlan, Scenario, ScenarioData } from './scenario.ts';
import { checkPath, readSetting } from './variation/setting.ts';
import { placeOf, sourceOf } from './source/source.ts';
import { checkStructure } from './structure.ts';
import { isTextProblem } from './diagnostics/text-problem.ts';
import { childOf, type Mapping, scalarAt, type Spot, type Tree } from './source/tree.ts';
import { utf8 } from './source/utf8.ts';
import { knownExpectations, type Variant, variantsOf } from './variation/variants.ts';
import { listedNames } from './vocabulary/vocabulary.ts';

/** What the command line selects and sets. */
export interface LoadOptions {
  /** Overrides the seed of the file, and of a matrix: decimal, < 2^64. */
  readonly seed?: string;
  /** Only these variants. */
  readonly variants?: readonly string[];
  /** Only these checks, and the implicit one. */
  readonly checks?: readonly string[];
  /** Overlays `path=value`, the strongest of all; one on an axis of the matrix pins it. */
  readonly set?: readonly string[];
  /** At `heal` only a core is mended, and must make progress. */
  readonly phase?: boolean;
  /** Warnings are errors. */
  readonly strict?: boolean;
}

export type { ScenarioText } from './source/file.ts';

const ownParts: ReadonlySet<string> = new Set(['matrix', 'variants']);

/** A bare name that is a param and no key at the top stands for it, as labels of cells write it. */
function withParamNames(setting: Setting, scenario: Mapping): Setting {
  const [name = '', ...rest] = setting.keys;
  const params = childOf(scenario, 'params');
  const isParam = rest.length === 0 && params?.kind === 'map' && params.entries.has(name);
  return isParam && !scenario.entries.has(name) ? { ...setting, keys: ['params', name] } : setting;
}

function seedSetting(seed: string, problems: Problems): Setting | undefined {
  const source = sourceOf('--seed', seed);
  const span = { source, start: 0, end: seed.length };
  const spot: Spot = { tree: scalarAt(span, seed, seed), keySpan: span, path: ['seed'] };
  const digits = readSeed(spot, problems);
  return digits === undefined
    ? undefined
    : { keys: ['seed'], keySpan: span, value: scalarAt(span, digits, digits) };
}

/** One file on its way to runs. */
class Loader {
  readonly #file: Mapping;
  readonly #options: LoadOptions;
  readonly #problems: Problems;
  readonly #definitions: Definitions;
  readonly #usedParams = new Set<string>();
  readonly #settings: readonly Setting[];
  /** What each run was resolved from: overlays applied, params in place. */
  readonly #sources = new Map<RunPlan, Mapping>();
  /** What `exclude` says and left something out. */
  readonly #excluded = new Set<Spot>();
  #frame: Frame | undefined;

  constructor(file: Mapping, options: LoadOptions, host: Host, problems: Problems) {
    // What stands under a misspelt key is read as if it were spelt right: that mistake is one.
    refuseUnknownKeys(file, problems);
    this.#file = withMeantKeys(file);
    this.#options = options;
    this.#problems = problems;
    this.#definitions = new Definitions(host);
    this.#settings = this.#commandLine();
  }

  #commandLine(): readonly Setting[] {
    const settings = (this.#options.set ?? []).flatMap((text) => {
      const read = readSetting(text, this.#problems);
      const setting = read === undefined ? undefined : withParamNames(read, this.#file);
      const known =
        setting !== undefined &&
        checkPath(setting.keys, setting.keySpan, this.#file, this.#problems);
      return known ? [setting] : [];
    });
    const { seed } = this.#options;
    const own = seed === undefined ? undefined : seedSetting(seed, this.#problems);
    return own === undefined ? settings : [...settings, own];
  }

  /** All runs in their order: cells, then variants, then seeds. */
  async runs(): Promise<{ readonly runs: readonly RunPlan[]; readonly frame: Frame | undefined }> {
    const cells = cellsOf(this.#file, this.#settings, this.#problems);
    const exclusions = exclusionsOf(this.#file, this.#problems);
    const variants = variantsOf(this.#file, this.#problems).filter((variant) =>
      this.#isSelected(variant),
    );
    if (!this.#isCountAllowed(cells, variants.length)) this.#problems.stop();
    const runs: RunPlan[] = [];
    for (const cell of cells) {
      for (const variant of variants) runs.push(...(await this.#cell(cell, variant, exclusions)));
    }
    if (this.#options.variants === undefined && this.#frame !== undefined) {
      reportUnusedParams(this.#file, this.#usedParams, this.#problems);
    }
    this.#warnOfIdleExclusions(exclusions);
    return { runs, frame: this.#frame };
  }

  /** What the command line selects and sets may be what a formula would have left out. */
  #warnOfIdleExclusions(exclusions: readonly Spot[]): void {
    if (this.#options.variants !== undefined || this.#settings.length > 0) return;
    for (const spot of exclusions.filter((one) => !this.#excluded.has(one))) {
      const message = 'this leaves nothing out: it is true of no cell';
      this.#problems.warn('W_NO_EFFECT', spot.tree.span, message, { path: spot.path });
    }
  }

  #isSelected({ name }: Variant): boolean {
    return (
      this.#options.variants === undefined ||
      (name !== null && this.#options.variants.includes(name))
    );
  }

  #isCountAllowed(cells: readonly Cell[], variants: number): boolean {
    const count = cells.reduce((sum, { seeds }) => sum + (seeds?.length ?? 1), 0) * variants;
    if (count <= MOST_RUNS) return true;
    this.#problems.error(
      'E_TOO_MANY_RUNS',
      null,
      `the file asks for ${count} runs; ${MOST_RUNS} are the most`,
    );
    return false;
  }

  /** A path that a cell and a variant both set has two values, and none is the stronger. */
  #checkConflicts(cell: Cell, variant: Variant): void {
    const pinned = (keys: readonly string[]): boolean =>
      this.#settings.some((setting) => isWithin(keys, setting.keys));
    const axes = cell.settings.flatMap((setting) =>
      leavesOf(setting).map((keys) => ({ keys, setting })),
    );
    for (const setting of [...variant.settings, ...variant.expectations]) {
      for (const keys of leavesOf(setting)) {
        const other = axes.find((axis) => isWithin(axis.keys, keys) || isWithin(keys, axis.keys));
        if (other === undefined || pinned(keys)) continue;
        this.#problems.error(
          'E_SET_TWICE',
          setting.keySpan,
          `the matrix and the variant "${variant.name ?? ''}" both set ${keys.join('.')}`,
          {
            path: ['variants', variant.name ?? '', 'set', setting.keys.join('.')],
          },
        );
      }
    }
  }

  async #cell(
    cell: Cell,
    variant: Variant,
    exclusions: readonly Spot[],
  ): Promise<readonly RunPlan[]> {
    this.#checkConflicts(cell, variant);
    const base = without(this.#file, ownParts);
    const designed = withSettings(base, [...cell.settings, ...variant.settings]);
    if (designed.kind !== 'map') return [];
    const expectations = knownExpectations(variant, designed, IMPLICIT_CHECK, this.#problems);
    const merged = withSettings(designed, [...expectations, ...this.#settings]);
    if (merged.kind !== 'map') return [];
    const params = new Params(merged, this.#usedParams, this.#problems);
    const isExcluded = this.#exclusion(exclusions, { cell, variant, merged, params });
    const seeds = cell.seeds?.filter((seed) => !isExcluded(seed)) ?? null;
    if (seeds === null ? isExcluded(childOf(merged, 'seed')) : seeds.length === 0) return [];
    const scenario = params.substitute(merged);
    await this.#definitions.load(scenario);
    const place = {
      variant: variant.name,
      variantSummary: variant.summary,
      cell: cell.label,
      seedIsAxis: cell.seeds !== null,
      set: this.#options.set ?? [],
    };
    const parts = { definitions: this.#definitions, params, problems: this.#problems };
    const { frame, plan } = resolveRun(scenario, place, parts);
    checkStructure(scenario, this.#problems);
    this.#frame ??= frame;
    const runs = this.#seeded(this.#inPhases(this.#withChecks(plan)), seeds);
    for (const run of runs) this.#sources.set(run, scenario);
    return runs;
  }

  #withChecks(plan: RunPlan): RunPlan | undefined {
    const { checks } = this.#options;
    if (checks === undefined) return plan;
    if (!plan.checks.some(({ id }) => checks.includes(id))) return undefined;
    return {
      ...plan,
      checks: plan.checks.filter(({ id }) => id === IMPLICIT_CHECK || checks.includes(id)),
    };
  }

  /** Safety, then liveness of a core, if that was asked for and there is something to ask it. */
  #inPhases(plan: RunPlan | undefined): RunPlan | undefined {
    if (plan === undefined || this.#options.phase !== true) return plan;
    const isDemanded = plan.checks.some(
      ({ definition, withinNs }) => definition.property === 'liveness' && withinNs !== null,
    );
    if (plan.healNs !== null && isDemanded) return { ...plan, healsCore: true };
    const missing = plan.healNs === null ? '`heal`' : 'check of progress with `within`';
    this.#problems.error('E_NO_PHASES', null, `--phase: the scenario has no ${missing}`);
    return plan;
  }

  #seeded(plan: RunPlan | undefined, seeds: readonly Tree[] | null): readonly RunPlan[] {
    if (plan === undefined) return [];
    if (seeds === null) return [plan];
    return seeds.flatMap((tree) => {
      const seed = readSeed({ tree, keySpan: tree.span, path: ['matrix', 'seed'] }, this.#problems);
      return seed === undefined ? [] : [{ ...plan, seed }];
    });
  }

  /** Which seeds of a cell and a variant `exclude` leaves out. */
  #exclusion(exclusions: readonly Spot[], of: Excludable): (seed: Tree | undefined) => boolean {
    const formulas = exclusions.flatMap((spot) => {
      const formula = this.#excluding(spot, of);
      return formula === undefined ? [] : [{ spot, formula }];
    });
    return (seed) => {
      const matching = formulas.filter(
        ({ formula }) => formula.evaluate(readerOf(of, seed)) === true,
      );
      for (const { spot } of matching) this.#excluded.add(spot);
      return matching.length > 0;
    };
  }

  #excluding(spot: Spot, of: Excludable): Formula | undefined {
    const { tree } = spot;
    if (tree.kind !== 'scalar') return undefined;
    const parsed = parseExclusion(tree.text, of);
    if (isTextProblem(parsed)) {
      this.#problems.inValue('E_FORMULA', spot, parsed);
      return undefined;
    }
    if (!of.params.use(parametersOf(parsed.ast))) return undefined;
    const unknown = unknownVariant(parsed.ast, this.#names('variants'));
    if (unknown !== undefined) {
      this.#problems.inValue('E_FORMULA', spot, unknown);
      return undefined;
    }
    const names = excludableNames(of);
    const formula = compileFormula(parsed.ast, of.params.values, names);
    if (!isTextProblem(formula)) return formula;
    const readable = [...names.keys(), ...[...of.params.values.keys()].map((name) => `$${name}`)];
    const notes = [`it may read: ${listedNames(readable)}`];
    this.#problems.inValue('E_FORMULA', spot, { ...formula, code: 'E_FORMULA', notes });
    return undefined;
  }

  /** What a run was resolved from, as a file of its own would say it. */
  dataOf(run: RunPlan, file: string): ScenarioData {
    const source = this.#sources.get(run);
    if (source === undefined) throw new TypeError('it is no run of this scenario');
    const free = [...source.entries.keys()].filter((key) => key.startsWith('x-'));
    // All that the base says is in it.
    const whole = inOneFile(without(source, new Set([...free, 'extends'])), file);
    return { ...(plainTree(whole) as ScenarioData), seed: run.seed };
  }

  placeOfCheck(run: RunPlan, id: string): Place | null {
    const source = this.#sources.get(run);
    const checks = source === undefined ? undefined : childOf(source, 'checks');
    const entry = checks?.kind === 'map' ? checks.entries.get(id) : undefined;
    // What the command line says has a place there, and none in a file.
    if (entry === undefined || entry.keySpan.source.file.startsWith('--')) return null;
    return placeOf(entry.keySpan);
  }

  /** The names in a map of the file. */
  #names(key: 'variants' | 'checks'): readonly string[] {
    const tree = childOf(this.#file, key);
    return tree?.kind === 'map' ? [...tree.entries.keys()] : [];
  }

  /** Says which variants and checks were asked for that the file does not have, and what was meant. */
  warnOfUnknown(): void {
    const { variants, checks } = this.#options;
    const tell = (what: string, asked: readonly string[], names: readonly string[]): void => {
      for (const name of asked.filter((one) => !names.includes(one))) {
        this.#problems.warn('W_NOTHING_SELECTED', null, `the file has no ${what} "${name}"`, {
          meant: closest(name, names),
          notes: names.length === 0 ? [] : [`there are: ${names.join(', ')}`],
        });
      }
    };
    tell('variant', variants ?? [], this.#names('variants'));
    tell('check', checks ?? [], [...this.#names('checks'), IMPLICIT_CHECK]);
  }
}

/** SHA-256 of what the file says, whatever its layout, comments and `x-*`. */
function hashOf(file: Mapping, host: Host): string {
  const free = [...file.entries.keys()].filter((key) => key.startsWith('x-'));
  return host.hash(utf8(canonicalJson(plainTree(without(file, new Set(free))))));
}

/**
 * Reads a scenario: its file, what it extends, the programs, faults and checks that it names, and
 * everything in it. Throws ScenarioError with what is wrong (at most twenty errors are told) unless
 * every run is valid.
 */
export async function loadScenario(
  scenario: ScenarioText,
  options: LoadOptions,
  host: Host,
): Promise<Scenario> {
  const problems = new Problems();
  const file = readFile(scenario, host, problems);
  problems.stop();
  if (file === undefined) throw new Error('a scenario that cannot be read has a reason');
  const loader = new Loader(file, options, host, problems);
  const { runs, frame } = await loader.runs();
  // Of a folder, files are left out that do not have what is asked for: that is no mistake.
  if (runs.length > 0) loader.warnOfUnknown();
  problems.stop(options.strict);
  if (runs.length === 0) loader.warnOfUnknown();
  const name = childOf(file, 'name');
  return {
    name: frame?.name ?? (name?.kind === 'scalar' ? name.text : ''),
    summary: frame?.summary ?? null,
    topics: frame?.topics ?? [],
    rows: frame?.rows ?? [],
    path: pathOf(scenario),
    // Only reports tell it, and not every host has it for nothing.
    get hash() {
      return hashOf(file, host);
    },
    runs,
    seedPicksCells: seedPicksCells(file),
    dataOf: (run) => loader.dataOf(run, pathOf(scenario)),
    placeOfCheck: (run, id) => loader.placeOfCheck(run, id),
    warnings: problems.warnings,
  };
}
