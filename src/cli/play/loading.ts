import { ScenarioError } from '../../base/errors.ts';
import type { Diagnostic } from '../../base/errors.ts';
import { parseSeed } from '../../base/draw/seed.ts';
import { parseDuration } from '../../base/time.ts';
import type { Problem } from '../../base/time.ts';
import type { Run } from '../../run/report/report.ts';
import { diagnosticsText } from '../../scenario/diagnostics/text.ts';
import { loadScenario } from '../../scenario/load.ts';
import type { LoadOptions } from '../../scenario/load.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import type { Given } from '../command.ts';
import { exitCode } from '../exit-code.ts';
import type { ExitCode } from '../exit-code.ts';
import type { NodeHost } from '../host/host.ts';
import type { Terminal } from '../terminal.ts';
import { diagnosticAnnotations } from './github-step.ts';
import type { Target } from './targets.ts';

/** The end of a run: a length of time, or a formula of params, which only the loader can read. */
function parseEnd(text: string): { readonly end: string } | Problem {
  const end = text.trim();
  if (/^[=$]/.test(end)) return { end };
  const parsed = parseDuration(end);
  if ('problem' in parsed) return parsed;
  return parsed.ns > 0 ? { end } : { problem: 'a run must be longer than 0' };
}

/** What the command line says about scenarios, for the loader. Throws UsageError. */
export function loadOptionsOf(given: Given): LoadOptions {
  const [variants, checks] = [given.texts('variant'), given.texts('check')];
  const duration = given.parsed('duration', parseEnd);
  const seed = given.parsed('seed', parseSeed);
  return {
    set: [...given.texts('set'), ...(duration === null ? [] : [`duration=${duration.end}`])],
    strict: given.flag('strict'),
    ...(given.flag('phase') ? { phase: true } : {}),
    ...(seed === null ? {} : { seed: seed.seed.toString() }),
    ...(variants.length > 0 ? { variants } : {}),
    ...(checks.length > 0 ? { checks } : {}),
  };
}

/** What the command line says, and what a report says of a run where that says nothing. */
export function loadOptionsLike(
  given: Given,
  run: Pick<Run, 'variant' | 'set' | 'phase'>,
): LoadOptions {
  const options = loadOptionsOf(given);
  const set = options.set ?? [];
  return {
    ...options,
    set: [...run.set.filter((one) => !set.includes(one)), ...set],
    ...(run.phase ? { phase: true } : {}),
    ...(run.variant === null ? {} : { variants: [run.variant] }),
  };
}

/** A scenario as it was read, or what is wrong with it. */
export type Loaded =
  | {
      readonly path: string;
      readonly scenario: Scenario;
      readonly diagnostics: readonly Diagnostic[];
    }
  | { readonly path: string; readonly scenario: null; readonly diagnostics: readonly Diagnostic[] };

/** Where a target comes from, as the user would say it. */
export function pathOf(target: Target): string {
  return typeof target === 'string' ? target : target.path;
}

/** Reads a scenario. Never throws for what a user wrote. */
export async function loadTarget(
  target: Target,
  options: LoadOptions,
  host: NodeHost,
): Promise<Loaded> {
  const path = pathOf(target);
  try {
    const scenario = await loadScenario(target, options, host);
    return { path, scenario, diagnostics: scenario.warnings };
  } catch (error) {
    if (error instanceof ScenarioError)
      return { path, scenario: null, diagnostics: error.diagnostics };
    throw error;
  }
}

/** What was found in a file, as text for people and annotations for GitHub; empty when nothing was. */
export function loadedText({ path, diagnostics }: Loaded, env: NodeJS.ProcessEnv): string {
  return diagnosticsText(path, diagnostics) + diagnosticAnnotations(path, diagnostics, env);
}

/** The scenario if there is something to play in it; else says why not, and answers the exit code. */
export async function playable(loaded: Loaded, terminal: Terminal): Promise<Scenario | ExitCode> {
  const { scenario, path } = loaded;
  if (scenario !== null && scenario.runs.length > 0) return scenario;
  await terminal.stderr.write(loadedText(loaded, terminal.env));
  if (scenario === null) return exitCode.invalid;
  await terminal.stderr.write(`nothing to run in ${path}: nothing was selected\n`);
  return exitCode.nothingToRun;
}
