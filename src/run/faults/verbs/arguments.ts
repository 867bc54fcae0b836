import {
  aFlag,
  aFunction,
  listOf,
  numberFrom,
  type Part,
  perhaps,
  shapeOf,
  someText,
  wholeCount,
  wholeNumber,
  wordOf,
} from '../../../base/declaration.ts';
import { pauseCauses } from '../../../world/machine/pause-cause.ts';

const names = listOf(someText);
const length = numberFrom(0, Number.MAX_SAFE_INTEGER, 'a length of time in ns');
const bandwidth = numberFrom(Number.MIN_VALUE, Number.MAX_VALUE, 'a number above 0');
const factor = numberFrom(0, Number.MAX_VALUE, 'a number, 0 or more');

/** What each verb of the world is to be given, beside the nodes that it is about. */
const verbParts = {
  pause: { cause: wordOf(pauseCauses), along: perhaps(aFunction) },
  crash: {
    scope: wordOf(['process', 'host']),
    lose: listOf(wordOf(['memory', 'unsynced', 'disk'])),
    cut: perhaps(shapeOf({ tear: aFlag, survivors: wholeCount })),
  },
  rule: {
    matches: shapeOf({ from: names, to: names, kind: someText, blocks: aFlag }),
    rule: aFunction,
  },
  cut: { from: names, to: names },
  withdraw: { from: names, to: names, convergence: length },
  limit: { from: names, to: names, bitsPerSecond: bandwidth },
  limitNode: { bitsPerSecond: bandwidth },
  slow: { factor },
  disk: { rule: aFunction },
  later: { after: length, action: aFunction },
  repeat: { after: length },
  relabel: { kind: someText, name: someText },
  leak: { bytes: wholeCount },
  decay: { file: perhaps(someText), silent: aFlag },
  fail: { domain: someText, powerOn: aFunction },
  stepWall: { by: wholeNumber },
  drift: { ppb: wholeNumber },
} satisfies { readonly [verb: string]: { readonly [argument: string]: Part } };

/** A verb whose arguments are looked at. */
export type Verb = keyof typeof verbParts;

/** What a verb was given, by the names of its arguments. */
export type Given<V extends Verb> = { readonly [A in keyof (typeof verbParts)[V]]: unknown };

/**
 * Looks at what a verb was given by a fault, whose types nobody may have checked. Throws TypeError
 * with the first thing that is wrong; `kind` is the fault's.
 */
export function demandArguments<V extends Verb>(kind: string, verb: V, given: Given<V>): void {
  const parts: { readonly [argument: string]: Part } = verbParts[verb];
  for (const [argument, part] of Object.entries(parts)) {
    const problem = part(Reflect.get(given, argument), argument);
    if (problem !== null) throw new TypeError(`${kind}: world.${verb}: ${problem}`);
  }
}
