import { InternalError, UsageError } from '../../base/errors.ts';

/** What a thread says when it cannot go on. */
export interface ThreadFailure {
  readonly kind: 'failed';
  readonly message: string;
  readonly stack: string | null;
}

/** An error as a thread tells it: no class of ours survives the way. */
export function failureOf(error: unknown): ThreadFailure {
  const isError = error instanceof Error;
  return {
    kind: 'failed',
    message: isError ? error.message : String(error),
    stack: isError ? (error.stack ?? null) : null,
  };
}

/** The same error on the other side. */
export function errorOf({ message, stack }: ThreadFailure): InternalError {
  const error = new InternalError(message);
  if (stack !== null) error.stack = stack;
  return error;
}

/** Why a thread ended by itself, which had so many megabytes: one run may be too large for it. */
export function endOf(error: Error & { readonly code?: unknown }, mostHeapMb: number): Error {
  if (error.code !== 'ERR_WORKER_OUT_OF_MEMORY') return error;
  return new UsageError(
    `a run takes more than the ${mostHeapMb} MB that a thread of a search has; \`fault-sim run --seed\` plays it with all that Node has`,
  );
}
