/** Whether something is to be waited for: a promise, or what behaves like one. */
export function isThenable(value: unknown): value is PromiseLike<unknown> {
  return (
    typeof value === 'object' &&
    value !== null &&
    typeof (value as { readonly then?: unknown }).then === 'function'
  );
}

/**
 * Whether a callback gave back a promise where nobody can wait for one. It is let go of: a rejection
 * that nobody handles would be taken for one of whoever runs at that moment.
 */
export function isAsynchronous(result: unknown): boolean {
  if (!isThenable(result)) return false;
  Promise.resolve(result).then(undefined, () => undefined);
  return true;
}
