import type { DurationText, Value } from '../../../base/units.ts';
import type { ExampleRow } from '../define.ts';

type Times = readonly [at: DurationText, until: DurationText];
type Fields = { readonly [field: string]: Value };

/** An operation of an example history that was done, with its answer. */
export function done(
  client: string,
  [at, until]: Times,
  op: string,
  body: Fields,
  reply: Fields = {},
): ExampleRow {
  return { at, until, client, op, body, reply };
}

/** A write of a key that was acknowledged. */
export function wrote(client: string, times: Times, key: string, value: Value): ExampleRow {
  return done(client, times, 'write', { key, value });
}

/** A read of a key that was answered; null: nothing is there. */
export function saw(client: string, times: Times, key: string, value: Value): ExampleRow {
  return done(client, times, 'read', { key }, { value });
}

/** A read of a key at the end, when all is quiet. */
export function finalRead(client: string, times: Times, key: string, value: Value): ExampleRow {
  return { ...saw(client, times, key, value), phase: 'final-read' };
}
