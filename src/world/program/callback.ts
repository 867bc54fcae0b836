import { valueText } from '../../base/schema/text.ts';

/** Throws TypeError unless that can be called: said at once, it has the line where it was given. */
export function demandCallback(verb: string, given: unknown): void {
  if (typeof given !== 'function')
    throw new TypeError(`${verb}: ${valueText(given)} is no function`);
}
