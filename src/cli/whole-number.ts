/** Throws TypeError unless an option of the API is a whole number in these bounds, both included. */
export function demandWhole(what: string, value: unknown, least: number, most = Infinity): void {
  const isWhole = typeof value === 'number' && Number.isSafeInteger(value);
  if (isWhole && value >= least && value <= most) return;
  const bound = isWhole && value > most ? `at most ${most}` : `at least ${least}`;
  throw new TypeError(`${what} is ${String(value)}; it is a whole number, ${bound}`);
}
