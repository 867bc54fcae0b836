import type { Fields, Infer } from '../../base/schema/description.ts';
import type { HowLong, NodeId, Signature, Value } from '../../base/units.ts';
import { howLongNs } from './how-long.ts';
import type { Node, Random } from './node.ts';
import { demandProgram, type RoleDefinition } from './parts.ts';
import type { Body, Events, Protocol } from './protocol.ts';

export type { Events } from './protocol.ts';

/** How this program would lie if a `lie` fault made it: per kind, the body to send instead. */
export type Lies<P extends Protocol> = {
  readonly [lie: string]: {
    readonly [K in keyof P]?: (body: Body<P[K]>, lie: LieContext) => Body<P[K]> | 'withhold';
  };
};

/** What a liar knows. */
export interface LieContext {
  readonly self: NodeId;
  readonly to: NodeId;
  readonly members: readonly NodeId[];
  readonly random: Random;
  readonly accomplices: readonly NodeId[];
  /** Signs a value as the liar itself: nobody can sign as another node. */
  sign(value: Value): Signature;
}

/** A named lie with its types forgotten: per kind, what is said in place of a body. */
export interface AnyLie {
  /** The word `withhold` in place of a body: nothing is said. */
  readonly [kind: string]: ((body: Value, lie: LieContext) => Value) | undefined;
}

/** A program: a table of contents, then `start`. */
export interface ProgramDefinition<
  C extends Fields,
  P extends Protocol,
  E extends Events,
  Point extends string,
> {
  /** The word scenarios use. */
  readonly name: string;
  /** One sentence: it is the reference text. */
  readonly summary: string;
  /** Settings, as they appear under `config:` in YAML. */
  readonly config?: C;
  /** What it says and hears. */
  readonly messages?: P;
  /** What it reports by `observe`. */
  readonly events?: E;
  /** The code points it has. */
  readonly points?: readonly Point[];
  /** Words for selectors (`leader of raft`): who observed this event last, with the highest rank. */
  readonly roles?: {
    readonly [role: string]: { readonly event: keyof E & string; readonly rank?: string };
  };
  /** Handlers of one node never overlap (`one-at-a-time`), or others may run at each await (default). */
  readonly handlers?: 'interleaved' | 'one-at-a-time';
  /** CPU time a message costs before its handler runs. */
  readonly cost?: { readonly [K in keyof P]?: HowLong };
  /** Lies made to measure; generic ones need nothing here. */
  readonly lies?: Lies<P>;
  /** Runs at every boot. What it holds in variables is the volatile state. */
  start(node: Node<P, E, Point>, config: Infer<C>): void | Promise<void>;
}

/** A program's table of contents with its types forgotten: as engine, loader and docs see it. */
export interface ProgramContents {
  readonly name: string;
  readonly summary: string;
  readonly config: Fields;
  readonly messages: Protocol;
  readonly events: Events;
  readonly points: readonly string[];
  readonly roles: { readonly [role: string]: RoleDefinition };
  readonly handlers: 'interleaved' | 'one-at-a-time';
  /** CPU time in ns that a message costs before its handler runs, by kind. */
  readonly cost: { readonly [kind: string]: number };
  readonly lies: { readonly [lie: string]: AnyLie };
  start(node: unknown, config: unknown): void | Promise<void>;
}

/** A program, ready to be named in a scenario. */
export interface Program {
  readonly kind: 'program';
  readonly name: string;
  readonly summary: string;
  readonly contents: ProgramContents;
}

function costsOf(
  cost: { readonly [kind: string]: HowLong | undefined },
  program: string,
): { readonly [kind: string]: number } {
  const entries = Object.entries(cost).flatMap(([kind, time]) =>
    time === undefined ? [] : [[kind, howLongNs(time, `${program}: cost of ${kind}`)] as const],
  );
  return Object.fromEntries(entries);
}

/** Makes a program (contract: a table of contents, then `start`). Throws TypeError on a bad name. */
export function defineProgram<
  C extends Fields = {},
  const P extends Protocol = {},
  const E extends Events = {},
  const Point extends string = never,
>(definition: ProgramDefinition<C, P, E, Point>): Program {
  demandProgram(definition);
  const { name, summary } = definition;
  for (const kind of Object.keys(definition.messages ?? {})) {
    if (kind.endsWith('-reply')) {
      throw new TypeError(
        `${name}: no message may be called ${kind}: answers travel under that name`,
      );
    }
  }
  const contents: ProgramContents = {
    name,
    summary,
    config: definition.config ?? {},
    messages: definition.messages ?? {},
    events: definition.events ?? {},
    points: definition.points ?? [],
    roles: definition.roles ?? {},
    handlers: definition.handlers ?? 'interleaved',
    cost: costsOf(definition.cost ?? {}, name),
    // Bodies are copied by the kind's own declaration before a lie sees them.
    lies: (definition.lies ?? {}) as { readonly [lie: string]: AnyLie },
    start: (node, config) => definition.start(node as Node<P, E, Point>, config as Infer<C>),
  };
  return Object.freeze({ kind: 'program', name, summary, contents });
}
