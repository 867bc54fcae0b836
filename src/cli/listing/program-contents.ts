import { type JsonSchema, jsonSchemaOf } from '../../base/schema/json-schema.ts';
import type { Fields } from '../../base/schema/description.ts';
import type { ProgramContents } from '../../world/program/program.ts';
import { isRequest } from '../../world/program/protocol.ts';

/** A kind of message: what it carries, and how it is answered. */
export interface MessageContents {
  readonly body: JsonSchema;
  /** Null: nobody answers it. */
  readonly reply: JsonSchema | null;
  /** By code: what a refusal tells. Null: nobody answers it. */
  readonly refusals: { readonly [code: string]: JsonSchema } | null;
  /** CPU time in ns that it costs before its handler runs. */
  readonly costNs: number;
}

/** A program's table of contents as programs of others can read it. */
export interface ContentsItem {
  readonly config: JsonSchema;
  readonly messages: { readonly [kind: string]: MessageContents };
  readonly events: { readonly [event: string]: JsonSchema };
  readonly points: readonly string[];
  readonly roles: {
    readonly [role: string]: { readonly event: string; readonly rank: string | null };
  };
  readonly handlers: ProgramContents['handlers'];
  /** By name: the kinds that a lie rewrites. */
  readonly lies: { readonly [lie: string]: readonly string[] };
}

/** Values stand as a scenario writes them: `10s`, not nanoseconds. */
function schemaOf(fields: Fields): JsonSchema {
  return jsonSchemaOf(fields, { formulas: false });
}

function mapped<T, U>(
  map: { readonly [name: string]: T },
  of: (value: T, name: string) => U,
): { readonly [name: string]: U } {
  return Object.fromEntries(Object.entries(map).map(([name, value]) => [name, of(value, name)]));
}

/** What a program's definition says of it, all but its code. */
export function contentsItem(contents: ProgramContents): ContentsItem {
  const { config, messages, events, points, roles, handlers, cost, lies } = contents;
  return {
    config: schemaOf(config),
    messages: mapped(messages, (declared, kind) => {
      const costNs = cost[kind] ?? 0;
      if (!isRequest(declared)) {
        return { body: schemaOf(declared), reply: null, refusals: null, costNs };
      }
      const { body, reply, refusals } = declared;
      const refused = mapped<Fields, JsonSchema>(refusals, schemaOf);
      return { body: schemaOf(body), reply: schemaOf(reply), refusals: refused, costNs };
    }),
    events: mapped(events, schemaOf),
    points,
    roles: mapped(roles, ({ event, rank = null }) => ({ event, rank })),
    handlers,
    lies: mapped(lies, (lie) => Object.keys(lie)),
  };
}
