import { InternalError } from '../../base/errors.ts';

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
