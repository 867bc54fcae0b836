import { pow } from '../../base/kernels.ts';

/** Under this name users' transformed code finds its `**`. */
export const powerKey = 'fault-sim.power';

/** What `a ** b` means in users' code: the same bits on every machine; whole powers of bigints as ever. */
function power(base: unknown, exponent: unknown): unknown {
  if (typeof base === 'bigint' || typeof exponent === 'bigint') {
    return (base as bigint) ** (exponent as bigint);
  }
  return pow(Number(base), Number(exponent));
}

/** Puts it where transformed code looks for it. */
export function installPower(): void {
  Reflect.set(globalThis, Symbol.for(powerKey), power);
}
