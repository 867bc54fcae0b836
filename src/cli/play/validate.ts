import { canonicalJson } from '../../base/json.ts';
import { diagnosticJson } from '../../scenario/diagnostic-text.ts';
import type { RunPlan, Scenario } from '../../scenario/scenario.ts';
import type { CommandBody } from '../command.ts';
import { exitCode } from '../exit-code.ts';
import { NodeHost } from '../host/host.ts';
import { loadedText, loadOptionsOf, loadTarget } from './loading.ts';
import type { Loaded } from './loading.ts';
import { runKey } from './run-key.ts';
import { targetsOf } from './targets.ts';

/** Does `fault-sim validate`. */
export const validateScenarios: CommandBody = async (given, terminal) => {
  const targets = await targetsOf(given.args, terminal.streams.stdin);
  if (targets.length === 0) {
    await terminal.stderr.write(`no scenario in ${given.args.join(', ')}\n`);
    return exitCode.nothingToRun;
  }
  const host = new NodeHost(terminal.env, () => import('../../index.ts'));
  const options = loadOptionsOf(given);
  const all: Loaded[] = [];
  for (const target of targets) {
    const loaded = await loadTarget(target, options, host);
    all.push(loaded);
    await terminal.stderr.write(given.flag('json') ? '' : loadedText(loaded));
    if (loaded.scenario !== null && given.flag('print-normalized')) {
      await terminal.stdout.write(canonicalJson(normalized(loaded.scenario)));
    }
  }
  if (given.flag('json')) await terminal.stdout.write(canonicalJson(answer(all)));
  else if (!given.flag('print-normalized')) await terminal.stdout.write(summary(all));
  return all.every(({ scenario }) => scenario !== null) ? exitCode.asExpected : exitCode.invalid;
};

/** What programs read: the same list for every file, valid or not. */
function answer(all: readonly Loaded[]): object {
  return {
    schema: 'fault-sim.validate/1',
    valid: all.every(({ scenario }) => scenario !== null),
    files: all.map(({ path, scenario, diagnostics }) => ({
      file: path,
      valid: scenario !== null,
      name: scenario?.name ?? null,
      runs: scenario?.runs.length ?? 0,
      diagnostics: diagnostics.map(diagnosticJson),
    })),
  };
}

function summary(all: readonly Loaded[]): string {
  return all
    .flatMap(({ path, scenario }) =>
      scenario === null
        ? []
        : [
            `${path}: valid, ${scenario.runs.length} ${scenario.runs.length === 1 ? 'run' : 'runs'}\n`,
          ],
    )
    .join('');
}

/** A value without what JSON cannot say: definitions become their names, functions go. */
function plain(value: unknown): unknown {
  if (typeof value === 'function' || value === undefined) return undefined;
  if (typeof value === 'bigint') return String(value);
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value);
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Map) return plain(Object.fromEntries(value));
  if (Array.isArray(value)) return value.map(plain);
  if ('kind' in value && 'name' in value && 'summary' in value) return value.name;
  if ('text' in value && typeof value.text === 'string') return value.text;
  const entries = Object.entries(value).map(([key, member]) => [key, plain(member)] as const);
  return Object.fromEntries(entries.filter(([, member]) => member !== undefined));
}

/** The scenario as it was understood: every run with its overlays applied and its units read. */
function normalized(scenario: Scenario): object {
  const { name, path, hash, runs } = scenario;
  return {
    schema: 'fault-sim.normalized/1',
    name,
    file: path.split('/').at(-1),
    hash,
    runs: runs.map((run: RunPlan) => ({ key: runKey(run), ...(plain(run) as object) })),
  };
}
