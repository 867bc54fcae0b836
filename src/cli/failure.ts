import { InternalError, OwnCodeError, ScenarioError, UsageError } from '../base/errors.ts';
import { version } from './about.ts';
import { codeOfStop, exitCode } from './exit-code.ts';
import type { ExitCode, Signal } from './exit-code.ts';
import type { Terminal } from './terminal.ts';

/** A file that a report or stream should go to could not be written. Exit 74. */
export class WriteError extends Error {
  override readonly name = 'WriteError';
}

const signalWords: Readonly<Record<Signal, string>> = {
  SIGINT: 'Ctrl+C (SIGINT)',
  SIGTERM: 'SIGTERM',
};

/** A signal came when there was nothing to report yet. Exit 130 or 143. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
  readonly signal: Signal;

  /** `when`: `while own.ts was loaded`. */
  constructor(signal: Signal, when: string) {
    super(`stopped by ${signalWords[signal]} ${when}`);
    this.signal = signal;
  }
}

/** Throws Interrupted when it was a signal that stopped a run; `when`: `before it was judged`. */
export function throwIfSignalled(stopped: string | null, when: string): void {
  if (stopped === 'SIGINT' || stopped === 'SIGTERM') throw new Interrupted(stopped, when);
}

/** Says on stderr what ended a command that has reported what it could. */
export async function tellStop(code: ExitCode, terminal: Terminal): Promise<void> {
  const signal = (['SIGINT', 'SIGTERM'] as const).find((one) => codeOfStop(one) === code);
  if (signal === undefined) return;
  const by = signalWords[signal];
  await terminal.stderr.write(`stopped by ${by}: what was finished until then is told\n`);
}

/** What was being played when something broke, for the message: `split/fenced, seed 42`. */
export const playing: { run: string | null } = { run: null };

/** What a bug of ours prints: there the stack is wanted, it goes into the report of the bug. */
function bugText(error: unknown): string {
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const run = playing.run === null ? '' : `  while playing ${playing.run}\n`;
  return (
    `fault-sim has a bug, this is not your mistake.\n` +
    `  version ${version()}, Node ${process.version}, ${process.platform} ${process.arch}\n${run}` +
    `  ${stack.replaceAll('\n', '\n  ')}\n` +
    `Please report it with these lines and the scenario file.\n`
  );
}

/** What a fault, check or workload of the user's own threw; null when the mistake is ours. */
async function ownCodeText(error: unknown): Promise<string | null> {
  if (!(error instanceof Error) || error instanceof InternalError) return null;
  const run = playing.run === null ? '' : ` while playing ${playing.run}`;
  const failed = `error: your own code failed${run}: `;
  if (error instanceof OwnCodeError) return `${failed}${error.message}\n`;
  const { callerOf } = await import('./guard/caller.ts');
  if (callerOf(error) === null) return null;
  const { describeError } = await import('./play/describe-error.ts');
  return `${failed}${describeError(error, process.cwd())}\n`;
}

/** Says on stderr what went wrong, a stack only for a bug of ours; answers the exit code. */
export async function tellFailure(error: unknown, terminal: Terminal): Promise<ExitCode> {
  if (error instanceof UsageError) {
    await terminal.stderr.write(`error: ${error.message}\n`);
    return exitCode.usage;
  }
  if (error instanceof WriteError) {
    await terminal.stderr.write(`error: ${error.message}\n`);
    return exitCode.notWritten;
  }
  if (error instanceof Interrupted) {
    await terminal.stderr.write(`${error.message}\n`);
    return codeOfStop(error.signal);
  }
  if (error instanceof ScenarioError) {
    const { diagnosticsText } = await import('../scenario/diagnostics/text.ts');
    const file = error.diagnostics.find(({ place }) => place !== null)?.place?.file ?? 'scenario';
    const { diagnosticAnnotations } = await import('./play/github-step.ts');
    await terminal.stderr.write(
      diagnosticsText(file, error.diagnostics) +
        diagnosticAnnotations(file, error.diagnostics, terminal.env),
    );
    return exitCode.invalid;
  }
  const own = await ownCodeText(error);
  if (own !== null) {
    await terminal.stderr.write(own);
    return exitCode.invalid;
  }
  await terminal.stderr.write(
    bugText(error instanceof InternalError ? error : (error ?? 'unknown')),
  );
  return exitCode.internal;
}
