import { jsonBytes } from '../../base/json/bytes.ts';
import { describeFields } from '../../base/schema/fields.ts';
import type { Value } from '../../base/units.ts';
import type { Kind } from './kind.ts';
import type { MachinePort, MessagePort } from '../ports.ts';
import type { ProgramContents } from '../program/program.ts';
import { headerBytes } from '../tcp/settings.ts';

/** Fields that stand for payload, by kind of message and program of its sender. */
const payloads = new WeakMap<Kind, Map<ProgramContents, readonly string[]>>();

/** The fields of a message that were declared as sizes. */
function payloadOf(kind: Kind, sender: MachinePort): readonly string[] {
  const contents = sender.world.contentsOf(sender);
  const known = payloads.get(kind)?.get(contents);
  if (known !== undefined) return known;
  const fields = Object.entries(describeFields(sender.fieldsOf(kind.name) ?? {}).fields ?? {});
  const found = fields.filter(([, { word }]) => word === 'size').map(([name]) => name);
  const byProgram = payloads.get(kind) ?? new Map<ProgramContents, readonly string[]>();
  payloads.set(kind, byProgram.set(contents, found));
  return found;
}

/**
 * How many bytes a message has: its body as JSON text in UTF-8. A field of it that is a size stands
 * for so many bytes more, which nobody has to carry.
 */
export function bodyBytes(kind: Kind, sender: MachinePort, body: Value): number {
  let bytes = jsonBytes(body);
  for (const field of payloadOf(kind, sender)) {
    const payload = (body as { readonly [name: string]: Value })[field];
    if (typeof payload === 'number') bytes += payload;
  }
  return bytes;
}

/**
 * How many bytes a packet takes on the wire, headers included: a datagram its body, a segment of a
 * connection its share of the message, a word between kernels nothing more.
 */
export function wireBytes({ role, connection, length, kind, sender, body }: MessagePort): number {
  if (role === 'control') return headerBytes;
  return headerBytes + (connection === null ? bodyBytes(kind, sender, body) : length);
}
