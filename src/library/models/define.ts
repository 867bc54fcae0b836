import type { Body, Protocol, Reply, Requests } from '../../world/protocol.ts';
import type { Operation } from '../workloads/define.ts';

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
    ) => { readonly state: unknown; readonly reply?: unknown } | 'impossible';
  };
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
  /** For each operation, the next state and the reply it must give; `'impossible'` if it cannot be. */
  readonly steps: {
    readonly [K in Requests<P>]: (
      state: S,
      body: Body<P[K]>,
    ) => { readonly state: S; readonly reply?: Reply<P[K]> } | 'impossible';
  };
}): Model<P> {
  const key = definition.key?.bind(definition) ?? null;
  return Object.freeze({
    kind: 'model',
    name: definition.name,
    summary: definition.summary,
    operations: definition.operations,
    initial: definition.initial,
    key: key as Model<P>['key'],
    steps: definition.steps as Model<P>['steps'],
  });
}
