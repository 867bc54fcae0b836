import { InternalError, OwnCodeError, UsageError } from '../../base/errors.ts';
import { playing } from '../failure.ts';

/** What a thread says when it cannot go on. */
export interface ThreadFailure {
  readonly kind: 'failed';
  /** Whose mistake it is: `ours`, that of code of the user's own, or what its stack tells. */
  readonly by: 'ours' | 'own-code' | 'unknown';
  readonly message: string;
  readonly stack: string | null;
  /** What was being played. */
  readonly run: string | null;
}

/** An error as a thread tells it: no class survives the way. */
export function failureOf(error: unknown): ThreadFailure {
  const isError = error instanceof Error;
  const ofUser = error instanceof OwnCodeError ? 'own-code' : 'unknown';
  return {
    kind: 'failed',
    by: error instanceof InternalError ? 'ours' : ofUser,
    message: isError ? error.message : String(error),
    stack: isError ? (error.stack ?? null) : null,
    run: playing.run,
  };
}

const classes = { ours: InternalError, 'own-code': OwnCodeError, unknown: Error };

/** The same error on the other side, where its run is told too. */
export function errorOf({ by, message, stack, run }: ThreadFailure): Error {
  const error = new classes[by](message);
  if (stack !== null) error.stack = stack;
  playing.run = run;
  return error;
}

/**
 * Why a thread ended by itself, which was given so many megabytes: one run may be too large for it. What
 * Node is told is stronger in V8 than what a thread is given, more or less.
 */
export function endOf(error: Error & { readonly code?: unknown }, mostHeapMb: number): Error {
  if (error.code !== 'ERR_WORKER_OUT_OF_MEMORY') return error;
  return new UsageError(
    `a run takes more memory than a thread of a search has, ${mostHeapMb} MB unless NODE_OPTIONS=--max-old-space-size says another number; \`fault-sim run --seed\` plays it with all that Node has`,
  );
}
