import { UsageError } from '../../base/errors.ts';
import { canonicalJson } from '../../base/json/json.ts';
import { diagnosticJson } from '../../scenario/diagnostics/text.ts';
import type { DiagnosticAnswer } from '../../scenario/diagnostics/text.ts';
import type { CommandBody } from '../command.ts';
import { exitCode } from '../exit-code.ts';
import { NodeHost } from '../host/host.ts';
import { diagnosticAnnotations } from '../play/github-step.ts';
import { loadedText, loadOptionsOf, loadTarget } from '../play/loading.ts';
import type { Loaded } from '../play/loading.ts';
import { normalized } from './normalized.ts';
import { targetsOf } from '../play/targets.ts';

/** Does `fault-sim validate`. */
export const validateScenarios: CommandBody = async (given, terminal) => {
  if (given.flag('json') && given.flag('print-normalized')) {
    throw new UsageError(
      '--json and --print-normalized are two answers: standard output has one of them',
    );
  }
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
    await terminal.stderr.write(
      given.flag('json')
        ? diagnosticAnnotations(loaded.path, loaded.diagnostics, terminal.env)
        : loadedText(loaded, terminal.env),
    );
    if (loaded.scenario !== null && given.flag('print-normalized')) {
      await terminal.stdout.write(canonicalJson(normalized(loaded.scenario)));
    }
  }
  if (given.flag('json')) await terminal.stdout.write(canonicalJson(answer(all)));
  else if (!given.flag('print-normalized')) await terminal.stdout.write(summary(all));
  return all.every(({ scenario }) => scenario !== null) ? exitCode.asExpected : exitCode.invalid;
};

/** What `--json` answers about one file. */
export interface ValidatedFile {
  readonly file: string;
  readonly valid: boolean;
  /** Of the scenario; null when it is not valid. */
  readonly name: string | null;
  readonly runs: number;
  readonly diagnostics: readonly DiagnosticAnswer[];
}

/** What `fault-sim validate --json` answers. */
export interface ValidateAnswer {
  readonly schema: 'fault-sim.validate/1';
  readonly valid: boolean;
  readonly files: readonly ValidatedFile[];
}

/** What programs read: the same list for every file, valid or not. */
function answer(all: readonly Loaded[]): ValidateAnswer {
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
