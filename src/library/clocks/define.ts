import {
  anything,
  demandDeclared,
  mapOf,
  shapeOf,
  someText,
  wholeCount,
} from '../../base/declaration.ts';
import type { IntegerRange } from '../../world/node-start.ts';
import type { Wander } from '../../world/time/wander.ts';

/** A kind of clock: what drives it, and what keeps it right without a network. */
export interface ClockDefinition {
  readonly kind: 'clock';
  readonly name: string;
  readonly summary: string;
  /** Where its numbers come from. */
  readonly source: string;
  /** An entry under `clocks`, for the reference page and the test. Users' own clocks may leave it out. */
  readonly example: string | null;
  /** How far it is off at the start, drawn once per node, in ns. */
  readonly offsetNs: IntegerRange;
  /** Its frequency error, drawn once per node, in ppb; of a received clock that of its holdover. */
  readonly driftPpb: IntegerRange;
  /** Null: the frequency error stays. */
  readonly wander: Wander | null;
  /** Null: nothing keeps it right but what the scenario adds. */
  readonly receiver: { readonly errorNs: number; readonly holdoverBoundPpb: number } | null;
}

function checkRange(name: string, range: IntegerRange | undefined): void {
  if (range === undefined) return;
  const { low, high } = range;
  if (Number.isSafeInteger(low) && Number.isSafeInteger(high) && low <= high) return;
  throw new TypeError(`${name} is a range of whole numbers, { low: -100, high: 100 }`);
}

function isCount(value: unknown): boolean {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

function checkWander(wander: Wander | undefined): void {
  if (wander === undefined) return;
  const numbers =
    wander.kind === 'random-walk'
      ? [wander.stepPpb, wander.everyNs]
      : [wander.depthPpb, wander.periodNs];
  if (numbers.every(isCount) && numbers[1] !== 0) return;
  throw new TypeError(
    "wander is { kind: 'random-walk', stepPpb, everyNs } or { kind: 'temperature', depthPpb, periodNs }, in whole numbers",
  );
}

const clockParts = {
  name: someText,
  summary: someText,
  source: someText,
  example: someText,
  offsetNs: shapeOf({ low: anything, high: anything }),
  driftPpb: shapeOf({ low: anything, high: anything }),
  wander: mapOf(anything),
  receiver: shapeOf({ errorNs: wholeCount, holdoverBoundPpb: wholeCount }, [
    'errorNs',
    'holdoverBoundPpb',
  ]),
};

/** Makes a kind of clock; what is left out is perfect. Throws where a range or a wander is none. */
export function defineClock(definition: {
  /** The word scenarios use as `source`. */
  readonly name: string;
  readonly summary: string;
  /** Where its numbers come from, in a sentence. */
  readonly source: string;
  readonly example?: string;
  readonly offsetNs?: IntegerRange;
  readonly driftPpb?: IntegerRange;
  readonly wander?: Wander;
  readonly receiver?: { readonly errorNs: number; readonly holdoverBoundPpb: number };
}): ClockDefinition {
  demandDeclared('defineClock', definition, clockParts, ['name']);
  checkRange('offsetNs', definition.offsetNs);
  checkRange('driftPpb', definition.driftPpb);
  checkWander(definition.wander);
  return Object.freeze({
    kind: 'clock',
    example: null,
    offsetNs: { low: 0, high: 0 },
    driftPpb: { low: 0, high: 0 },
    wander: null,
    receiver: null,
    ...definition,
  });
}
