import {
  aFlag,
  aFunction,
  anything,
  demandDeclared,
  mapOf,
  someText,
} from '../../base/declaration.ts';
import { closest } from '../../base/text/suggest.ts';
import type { Value } from '../../base/units.ts';
import type { FastPath } from '../../history/decision.ts';
import type { FastPaths } from '../../history/fast-paths/index.ts';
import type { Cell, ValueTable } from '../../history/value-table.ts';
import { isRequest, protocolPart } from '../../world/program/protocol.ts';
import type { Body, Protocol, Reply, Requests } from '../../world/program/protocol.ts';
import type { Operation } from '../workloads/define.ts';

/** An operation and what was answered, for the reference page and the test. */
export interface ExampleOperation {
  readonly op: string;
  readonly body?: GivenReply;
  readonly reply?: GivenReply;
}

/** Two short stories of one client: a correct copy gives the answers of the first, never the second. */
export interface ExampleStories {
  readonly held: readonly ExampleOperation[];
  readonly violated: readonly ExampleOperation[];
}

/** A reply as somebody recorded it, field by field; null where nothing was. */
export interface GivenReply {
  readonly [field: string]: Value | undefined;
}

/** A sequential specification: what a correct single copy would do. */
export interface Model<P extends Protocol = Protocol> {
  readonly kind: 'model';
  readonly name: string;
  readonly summary: string;
  readonly operations: P;
  readonly initial: unknown;
  /** Independent parts are checked apart: the key an operation touches; null: one part. */
  readonly key: ((op: { readonly op: string; readonly body: object }) => string) | null;
  /** For each operation, the next state and the reply it must give, or `'impossible'`. */
  readonly steps: {
    readonly [op: string]: (
      state: unknown,
      body: unknown,
      given: unknown,
      process: string,
    ) => { readonly state: unknown; readonly reply?: unknown } | 'impossible';
  };
  /** Whether it matters who asks; only then are steps told the process. */
  readonly byProcess: boolean;
  /** Whether an operation with that answer leaves every state as it is; null: never known. */
  readonly isReadOnly: ((op: string, given: GivenReply | undefined) => boolean) | null;
  /** A faster way to decide histories that start from an initial value, where there is one. */
  readonly fastPath:
    | ((initial: Cell, values: ValueTable, paths: FastPaths) => FastPath | null)
    | null;
  /** For the reference page and the test. Users' own models may leave them out. */
  readonly stories: (() => ExampleStories) | null;
}

const modelParts = {
  name: someText,
  summary: someText,
  operations: protocolPart,
  initial: anything,
  key: aFunction,
  steps: mapOf(aFunction),
  byProcess: aFlag,
  isReadOnly: aFunction,
  fastPath: aFunction,
  stories: aFunction,
};

/** Throws TypeError unless each operation has a step, and each step an operation. */
function demandSteps(name: string, operations: Protocol, steps: object): void {
  const asked = Object.entries(operations).flatMap(([op, one]) => (isRequest(one) ? [op] : []));
  const missing = asked.find((op) => !Object.hasOwn(steps, op));
  if (missing !== undefined) throw new TypeError(`defineModel: ${name} has no step for ${missing}`);
  const odd = Object.keys(steps).find((op) => !asked.includes(op));
  if (odd === undefined) return;
  const meant = closest(odd, asked);
  const hint = meant === undefined ? '' : `, did you mean ${meant}?`;
  throw new TypeError(`defineModel: ${name} has no operation ${odd} for that step${hint}`);
}

/** Makes a sequential specification. */
export function defineModel<const P extends Protocol, S>(definition: {
  readonly name: string;
  readonly summary: string;
  readonly operations: P;
  /** The state before anything happened. */
  readonly initial: S;
  /** Independent parts are checked apart: the key an operation touches. */
  key?(op: Operation<P>): string;
  /**
   * For each operation, the next state and the reply it must give; `'impossible'` if it cannot be.
   * `given`: the reply that a client got, when it is known, for specifications that allow several:
   * such a step judges it and gives no reply of its own. One that takes no `given` must give a reply
   * where its operation declares one.
   * `process`: who asked, if `byProcess` says that it matters; else ''.
   */
  readonly steps: {
    readonly [K in Requests<P>]: (
      state: S,
      body: Body<P[K]>,
      given: Reply<P[K]> | undefined,
      process: string,
    ) => { readonly state: S; readonly reply?: Reply<P[K]> } | 'impossible';
  };
  /** Whether it matters who asks. */
  readonly byProcess?: boolean;
  /** Whether an operation with that answer leaves every state as it is. It makes searches faster. */
  isReadOnly?(op: Requests<P>, given: GivenReply | undefined): boolean;
  /** A faster way to decide histories that start from an initial value, where there is one. */
  fastPath?(initial: Cell, values: ValueTable, paths: FastPaths): FastPath | null;
  /** Two short stories: one that a correct copy can tell and one that it can't. */
  readonly stories?: () => ExampleStories;
}): Model<P> {
  demandDeclared('defineModel', definition, modelParts, ['name', 'operations', 'steps']);
  demandSteps(definition.name, definition.operations, definition.steps);
  const key = definition.key?.bind(definition) ?? null;
  return Object.freeze({
    kind: 'model',
    name: definition.name,
    summary: definition.summary,
    operations: definition.operations,
    initial: definition.initial,
    key: key as Model<P>['key'],
    steps: definition.steps as Model<P>['steps'],
    byProcess: definition.byProcess ?? false,
    isReadOnly: (definition.isReadOnly?.bind(definition) ?? null) as Model<P>['isReadOnly'],
    fastPath: definition.fastPath?.bind(definition) ?? null,
    stories: definition.stories ?? null,
  });
}
