import { demandDeclared, fieldsPart, mapOf, type Part } from '../../base/declaration.ts';
import type { Fields, Infer } from '../../base/schema/description.ts';
import type { Duration, NodeId } from '../../base/units.ts';

/** Refusal codes and what each one tells. A refusal is definite: the request had no effect. */
export type Refusals = { readonly [code: string]: Fields };

/** A message that expects an answer: its body, its reply, and the ways it may be refused. */
export interface Request<I extends Fields, O extends Fields, R extends Refusals> {
  readonly kind: 'request';
  readonly body: I;
  readonly reply: O;
  readonly refusals: R;
}

// oxlint-disable no-explicit-any -- any body, reply and refusals make a request
/** A request of any shape. */
export type AnyRequest = Request<any, any, any>;
// oxlint-enable no-explicit-any

/** Message kinds by name; plain fields make a one-way message, `request(...)` one with an answer. */
export type Protocol = { readonly [name: string]: Fields | AnyRequest };

/** Event names and their data. */
export type Events = { readonly [name: string]: Fields };

/** Declares a request; without a reply shape the answer is a bare acknowledgement. */
export function request<I extends Fields>(body: I): Request<I, {}, {}>;
export function request<I extends Fields, O extends Fields>(body: I, reply: O): Request<I, O, {}>;
export function request<I extends Fields, O extends Fields, R extends Refusals>(
  body: I,
  reply: O,
  refusals: R,
): Request<I, O, R>;
export function request(body: Fields, reply: Fields = {}, refusals: Refusals = {}): AnyRequest {
  demandDeclared('request', { body, reply, refusals }, requestParts, ['body']);
  return { kind: 'request', body, reply, refusals };
}

const requestParts = { body: fieldsPart, reply: fieldsPart, refusals: mapOf(fieldsPart) };

/** Names a protocol that several programs share. */
export function protocol<const P extends Protocol>(messages: P): P {
  return messages;
}

/** Whether a declared kind expects an answer. */
export function isRequest(declared: Fields | AnyRequest): declared is AnyRequest {
  return (declared as { kind?: unknown }).kind === 'request';
}

/** Messages and requests by name, for looking at declarations. */
export const protocolPart: Part = mapOf((value, at) => {
  const asked = typeof value === 'object' && value !== null && Reflect.get(value, 'kind');
  // A request was looked at when it was made.
  return asked === 'request' ? null : fieldsPart(value, at);
});

export type Requests<P> = {
  [K in keyof P]: P[K] extends AnyRequest ? K : never;
}[keyof P] &
  string;
export type Messages<P> = {
  [K in keyof P]: P[K] extends AnyRequest ? never : K;
}[keyof P] &
  string;

/** The body of one kind. Frozen on arrival: keep it, pass it on, never change it. */
export type Body<M> =
  M extends Request<infer I, any, any> // oxlint-disable-line no-explicit-any -- inference position
    ? Infer<I>
    : M extends Fields
      ? Infer<M>
      : never;
/** The reply of one kind. */
export type Reply<M> =
  M extends Request<any, infer O, any> // oxlint-disable-line no-explicit-any -- inference position
    ? keyof O extends never
      ? Ack
      : Infer<O>
    : never;
// oxlint-disable-next-line no-explicit-any -- inference position
export type RefusalsOf<M> = M extends Request<any, any, infer R> ? R : never;

/** What a client may hear of a request: three outcomes, and the errors that are not a refusal's own. */
export const outcomeMeanings = {
  ok: 'It was done, and here is the answer.',
  fail: 'It was not done and will not be: it was refused, or it reached nobody.',
  unknown: 'Nobody can say whether it was done, or will be.',
  'connection-refused': 'fail: the machine lives, and no process listens there.',
  unreachable: 'fail: there was no way to the node, and nothing was sent.',
  timeout: 'unknown: no answer came in time.',
  reset: 'unknown: the connection broke after the request had left.',
  'gave-up': 'unknown: whoever asked or was asked stopped waiting, or died.',
} as const;

/** It was done, and this is the answer. */
export interface Ok<T> {
  readonly status: 'ok';
  readonly value: T;
}
/** It was refused: definitely not done. Of several requests, as any of them is. */
export type Refused<R extends Refusals> = R extends Refusals
  ? {
      [C in keyof R & string]: {
        readonly status: 'fail';
        readonly error: C;
        readonly detail: Infer<R[C]>;
      };
    }[keyof R & string]
  : never;
/** It never reached a process: nobody listens there (RST), or no route before anything was sent. */
export interface NotDelivered {
  readonly status: 'fail';
  readonly error: 'connection-refused' | 'unreachable';
}
/** No one can say: the time ran out, or the connection broke after the request had left. */
export interface Unknown {
  readonly status: 'unknown';
  readonly error: 'timeout' | 'reset' | 'gave-up';
  readonly why?: string;
}
/** What a caller may know: done, not done, or unknown. There is no fourth case and no exception. */
export type Outcome<T, R extends Refusals = {}> = Ok<T> | Refused<R> | NotDelivered | Unknown;

/** An outcome whose types are not known here: as history, checks and the engine see it. */
export type AnyOutcome =
  | { readonly status: 'ok'; readonly value: unknown }
  | { readonly status: 'fail'; readonly error: string; readonly detail?: unknown }
  | Unknown;

declare const mark: unique symbol;
export interface Ack {
  readonly [mark]: 'ack';
}
export interface Later {
  readonly [mark]: 'later';
}
/** "Done": the answer of a request without reply fields. Returned on purpose, so never forgotten. */
export const ack: Ack = Object.freeze({}) as Ack;
/** "The answer comes later", through `request.reply`. */
export const later: Later = Object.freeze({ later: true }) as unknown as Later;

/** A refusal that a handler returns. */
export interface Refusal<C extends string, D> {
  readonly status: 'fail';
  readonly error: C;
  readonly detail: D;
}
type AnyRefusal<R extends Refusals> = {
  [C in keyof R & string]: Refusal<C, Infer<R[C]>>;
}[keyof R & string];

/** Says no, definitely: nothing was done. */
export function refuse<const C extends string, D extends object = {}>(
  code: C,
  detail?: D,
): Refusal<C, D> {
  return { status: 'fail', error: code, detail: (detail ?? {}) as D };
}

/** Says honestly that one does not know. */
export function unknown(why?: string): Unknown {
  return why === undefined
    ? { status: 'unknown', error: 'gave-up' }
    : { status: 'unknown', error: 'gave-up', why };
}

/** What a handler may say in place of a reply. */
type InsteadOf<R extends Refusals> = AnyRefusal<R> | NotDelivered | Unknown | Later;
/** Named for the compiler, which tells the name to whoever forgets to return `ack`. */
export type AckOr<R extends Refusals> = Ack | InsteadOf<R>;
/** All that a handler of a request may return. */
export type Answer<M> =
  // oxlint-disable-next-line typescript/no-explicit-any -- what is asked does not matter
  M extends Request<any, infer O, infer R>
    ? keyof O extends never
      ? AckOr<R>
      : Infer<O> | InsteadOf<R>
    : never;

/** Handles one kind of message; what it returns (or resolves to) is the answer of a request. */
export type Handler<M> = M extends AnyRequest
  ? (body: Body<M>, from: NodeId, request: Incoming<M>) => Answer<M> | Promise<Answer<M>>
  : (body: Body<M>, from: NodeId) => void | Promise<void>;

/** A request being handled, for answering from a callback after `return later`. */
export interface Incoming<M> {
  /** Sends the answer; the second one is ignored and reported. */
  reply(answer: Exclude<Answer<M>, Later>): void;
  /** The operation it belongs to: a retry with `same-id` carries the same one. */
  readonly id: string;
  /** How long it waited for a free core before the handler ran. */
  readonly queued: Duration;
}

/** The fields of a kind, as the first of several protocols that has it declares them; null: none has. */
export function fieldsIn(protocols: readonly Protocol[], kind: string): Fields | null {
  for (const messages of protocols) {
    const own = Object.hasOwn(messages, kind) ? messages[kind] : undefined;
    if (own) return isRequest(own) ? own.body : own;
    const asked = kind.endsWith('-reply') ? messages[kind.slice(0, -'-reply'.length)] : undefined;
    if (asked && isRequest(asked)) return asked.reply;
  }
  return null;
}
