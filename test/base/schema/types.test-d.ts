// What the compiler knows about schemas; nothing here ever runs.
// oxlint-disable typescript/no-unnecessary-type-parameters -- they compare types
import type { Infer, Schema } from '../../../src/base/schema.ts';
import {
  boolean,
  duration,
  integer,
  list,
  map,
  nodes,
  object,
  oneOf,
  probability,
  rate,
  signedDuration,
  text,
  wallTime,
} from '../../../src/base/schema.ts';
import type { Duration, NodeId, Rate, WallTime } from '../../../src/base/units.ts';
import { ms } from '../../../src/base/units.ts';

type Same<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
type Carried<S> = S extends Schema<infer T, infer _W> ? T : never;
function same<_Holds extends true>(): void {}

const kind = oneOf(['put', 'get']).default('put');
const entry = object({ term: integer().min(1), key: text().optional() });
const fields = {
  ttl: duration().default('10s'),
  kind,
  entries: list(entry),
  by: text().optional(),
};

export function types(read: Infer<typeof fields>): void {
  same<Same<Carried<typeof kind>, 'put' | 'get'>>();
  same<Same<typeof read.ttl, Duration>>();
  same<Same<typeof read.kind, 'put' | 'get'>>();
  same<Same<typeof read.by, string | undefined>>();
  same<Same<(typeof read.entries)[number]['term'], number>>();
  const rated = rate().min('1/s');
  const seen = wallTime();
  const all = nodes();
  const counts = map(integer());
  same<Same<Carried<typeof rated>, Rate>>();
  same<Same<Carried<typeof seen>, WallTime>>();
  same<Same<Carried<typeof all>, readonly NodeId[]>>();
  same<Same<Carried<typeof counts>, { readonly [key: string]: number }>>();
  all.default('n1, n2').default(['n1', 'n2']);
  signedDuration().default('-3ms');
  list(duration()).default(['1s', '2s']);
  object({ ttl: duration().default('1s') }).default({});

  // @ts-expect-error a bare number is no length of time
  duration().default(10);
  // @ts-expect-error the unit is misspelt
  duration().default('50msec');
  // @ts-expect-error a duration cannot be negative
  duration().min(-1);
  // @ts-expect-error a share is written in percent
  probability().default('0.25');
  // @ts-expect-error not one of the words
  oneOf(['a', 'b']).default('c');
  // @ts-expect-error true or false has no order
  boolean().min(false);
  // @ts-expect-error what was read does not change
  read.ttl = ms(1);
  // @ts-expect-error the value may be absent
  read.by.length satisfies number;
}
