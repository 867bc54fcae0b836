import { valueText } from '../../base/schema/text.ts';
import { closest } from '../../base/text/suggest.ts';
import { AbortSwitch } from './abort-switch.ts';
import type { CallOptions } from './node.ts';

/** What each verb that waits for others may be told about its waiting. */
const known = {
  call: ['timeout', 'via', 'until'],
  quorum: ['timeout', 'via', 'until', 'need'],
  connect: ['timeout'],
} as const satisfies { readonly [verb: string]: readonly string[] };

/**
 * Looks at the options of a verb, whose types nobody may have checked. Throws TypeError with the first
 * thing that is wrong; a time is read, and refused, by whoever uses it.
 */
export function demandOptions(verb: keyof typeof known, options: unknown): void {
  if (typeof options !== 'object' || options === null) {
    throw new TypeError(`${verb}: the options are ${valueText(options)}; { timeout } is wanted`);
  }
  const keys: readonly string[] = known[verb];
  const odd = Object.keys(options).find((key) => !keys.includes(key));
  if (odd !== undefined) throw unknownOption(verb, odd);
  const { via, until }: { via?: unknown; until?: unknown } = options as Partial<CallOptions>;
  if (via !== undefined && via !== 'connection' && via !== 'datagram') {
    throw new TypeError(`${verb}: via is ${valueText(via)}; it is 'connection' or 'datagram'`);
  }
  if (until !== undefined && !(until instanceof AbortSwitch)) {
    throw new TypeError(
      `${verb}: until is ${valueText(until)}; what \`node.abort()\` gave is wanted`,
    );
  }
}

function unknownOption(verb: keyof typeof known, key: string): TypeError {
  const meant = closest(key, known[verb]);
  const hint =
    meant === undefined ? `: there are ${known[verb].join(', ')}` : `, did you mean ${meant}?`;
  return new TypeError(`${verb}: there is no option ${key}${hint}`);
}
