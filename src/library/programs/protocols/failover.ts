import { integer, node, text } from '../../../base/schema.ts';
import type { NodeId } from '../../../base/units.ts';
import { protocol, refuse, request, type Refusal } from '../../../world/program/protocol.ts';

/** Only a leader answers; another node says whom it believes to be the leader, if anyone. */
const refusals = { 'not-leader': { leader: node().optional() } };

/** What clients ask of a replicated set of registers. */
export const registers = protocol({
  write: request({ key: text(), value: text() }, {}, refusals),
  read: request({ key: text() }, { value: text().optional() }, refusals),
});

/** What its nodes report. */
export const leadership = {
  elected: { term: integer() },
  'write-accepted': { key: text(), value: text(), term: integer() },
};

/** The registers, by key. */
export type Registers = { readonly [key: string]: string };

/** Sends a client on to the leader, as far as this node knows it. */
export function notLeader(
  leader: NodeId | null,
): Refusal<'not-leader', { readonly leader?: NodeId }> {
  return refuse('not-leader', leader === null ? {} : { leader });
}

/** The reply to a read: without a value when nobody ever wrote the key. */
export function readReply(data: Registers, key: string): { readonly value?: string } {
  const value = data[key];
  return value === undefined ? {} : { value };
}
