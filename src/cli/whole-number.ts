/** Throws TypeError unless an option of the API is a whole number, and at least so large. */
export function demandWhole(what: string, value: unknown, least: number): void {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= least) return;
  throw new TypeError(`${what} is ${String(value)}; it is a whole number, at least ${least}`);
}
