import { aFunction, demandDeclared, fieldsPart, someText } from '../../base/declaration.ts';
import { OwnCodeError } from '../../base/errors.ts';
import type { Fields, Infer } from '../../base/schema/description.ts';
import { valueText } from '../../base/schema/text.ts';
import type { NodeId } from '../../base/units.ts';
import type { Random } from '../../world/program/node.ts';
import { protocolPart } from '../../world/program/protocol.ts';
import type { Body, Protocol, Requests } from '../../world/program/protocol.ts';

/** An operation for a program: a request and its body. */
export type Operation<P extends Protocol> = {
  [K in Requests<P>]: { readonly op: K; readonly body: Body<P[K]>; readonly to?: NodeId };
}[Requests<P>];

/** The client for which the next operation is wanted. */
export interface WorkloadClient {
  readonly id: NodeId;
  /** Its place among the clients of the workload, from 0. */
  readonly index: number;
  readonly count: number;
  readonly random: Random;
}

/** What a generic workload (`requests`) is told of the scenario beside its own config. */
export interface WorkloadContext {
  /** The requests of the program that serves, by name. */
  readonly served: Protocol;
  /** Draws one of the workload's `ops` by its share; the only request served when none is given. */
  pickOp(random: Random): string;
  /** Draws a key of `keys`: `k1`, `k2`, ... */
  pickKey(random: Random): string;
  /** A text for a client's nth operation, unlike those of all others of the run. */
  ownText(client: NodeId, n: number): string;
  /** Of a number that the workload gives only once one that no other workload of the run gives. */
  ownNumber(number: number): number;
}

/** An operation whose types are not known here. */
export interface AnyOperation {
  readonly op: string;
  readonly body: object;
  readonly to?: NodeId;
}

/** A workload with its types forgotten. */
export interface WorkloadDefinition {
  readonly kind: 'workload';
  readonly name: string;
  readonly summary: string;
  readonly config: Fields;
  /** The requests it makes; null: those of the program that serves. */
  readonly operations: Protocol | null;
  /** A field that each request it makes must have, as its config says; null: it knows of none. */
  readonly askedField: ((config: unknown) => string) | null;
  /** A line of YAML that works: reference page and test. Users' own workloads may leave it out. */
  readonly example: string | null;
  /** The next operation of this client (`n` = 0, 1, ...), or null when it has no more. */
  next(
    client: WorkloadClient,
    n: number,
    config: unknown,
    context: WorkloadContext,
  ): AnyOperation | null;
}

const workloadParts = {
  name: someText,
  summary: someText,
  config: fieldsPart,
  operations: protocolPart,
  askedField: aFunction,
  example: someText,
  next: aFunction,
};

function isOperation(next: unknown): next is AnyOperation {
  if (typeof next !== 'object' || next === null) return false;
  const { op, body, to } = next as { readonly [key in keyof AnyOperation]?: unknown };
  return (
    typeof op === 'string' &&
    typeof body === 'object' &&
    body !== null &&
    (to === undefined || typeof to === 'string')
  );
}

/** What `next` gave back. Throws OwnCodeError when it is no operation. */
function operationOf(name: string, next: unknown): AnyOperation | null {
  if (next === null || isOperation(next)) return next;
  const given = next instanceof Promise ? 'a promise' : valueText(next);
  throw new OwnCodeError(
    `\`next\` of the workload ${name} gave back ${given}; { op, body } is wanted, or null when there is no more`,
  );
}

/** Makes a workload: only "what next"; when, how many and how often are the scenario's. */
export function defineWorkload<C extends Fields = {}, const P extends Protocol = {}>(definition: {
  readonly name: string;
  readonly summary: string;
  readonly config?: C;
  /** The requests it makes. */
  readonly operations?: P;
  /** A field that each request must have: a scenario that names another request is refused. */
  readonly askedField?: (config: Infer<C>) => string;
  /** A line of YAML that works. */
  readonly example?: string;
  next(
    client: WorkloadClient,
    n: number,
    config: Infer<C>,
    context: WorkloadContext,
  ): Operation<P> | AnyOperation | null;
}): WorkloadDefinition {
  demandDeclared('defineWorkload', definition, workloadParts, ['name', 'next']);
  return Object.freeze({
    kind: 'workload',
    name: definition.name,
    summary: definition.summary,
    config: definition.config ?? {},
    operations: definition.operations ?? null,
    askedField: (definition.askedField as WorkloadDefinition['askedField']) ?? null,
    example: definition.example ?? null,
    next: (client: WorkloadClient, n: number, config: unknown, context: WorkloadContext) =>
      operationOf(definition.name, definition.next(client, n, config as Infer<C>, context)),
  });
}
