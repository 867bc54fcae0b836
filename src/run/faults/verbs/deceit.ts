import { fingerprint, fingerprintValue } from '../../../base/schema/copier.ts';
import { fieldOf, saidValue } from '../../../base/schema/said.ts';
import type { NodeId, Value } from '../../../base/units.ts';
import type { Said } from '../../../library/faults/define.ts';
import type { Random } from '../../../world/program/node.ts';
import type { MachinePort } from '../../../world/ports.ts';
import type { MessageView } from '../../../world/network/rule.ts';
import type { World } from '../../../world/world.ts';

type Body = { readonly [field: string]: Value };

/** What is sent once more, and between whom. */
interface Again {
  readonly fromIndex: number;
  readonly toIndex: number;
  readonly kind: string;
  readonly body: Value;
}

function bodyOf({ body }: MessageView): Body | null {
  return typeof body === 'object' && body !== null && !Array.isArray(body) ? (body as Body) : null;
}

function senderOf({ originIndex }: MessageView, world: World): MachinePort {
  return world.machines[originIndex] as MachinePort;
}

/**
 * A message's body with another value in one of its fields, as a file writes it; null when it has
 * no such field, or the value is none for it. A liar signs what it says: its own signature over the
 * old value becomes one over the new.
 */
export function toldBody(
  message: MessageView,
  world: World,
  field: string,
  written: Value,
): Value | null {
  const body = bodyOf(message);
  const sender = senderOf(message, world);
  const fields = world.fieldsOf(sender, message.kindName);
  const description = fields === null ? undefined : fieldOf(fields, field);
  const before = body?.[field];
  if (body === null || description === undefined || before === undefined) return null;
  const after = saidValue(description, written);
  if (after === undefined) return null;
  const changed = Object.freeze({ ...body, [field]: after });
  return world.signatures.signedAnew(changed, sender.id, before, after);
}

/** What a named lie of the sender's program makes of a message; null when it leaves such ones alone. */
export function liedBody(
  message: MessageView,
  world: World,
  lie: string,
  accomplices: readonly NodeId[],
  random: Random,
): Said | null {
  const sender = senderOf(message, world);
  const contents = world.contentsOf(sender);
  const tell = contents.lies[lie]?.[message.kindName];
  const declared = world.vocabulary.declared(contents).get(message.kindName);
  if (tell === undefined || declared === undefined) return null;
  const said = tell(message.body, {
    self: sender.id,
    to: message.to,
    members: world.membersOf(sender.id),
    random,
    accomplices: accomplices.filter((node) => node !== sender.id),
    sign: (value) => world.signatures.sign(sender.id, value),
  });
  if (said === message.body) return null;
  if (said === 'withhold') return 'nothing';
  return { body: declared.body.copy(said as object) as Value };
}

/** Sends a message once more, as the sender that it had. */
export function resend({ network, vocabulary }: World, again: Again): void {
  const { fromIndex, toIndex, kind, body } = again;
  fingerprintValue(body);
  const { lo, hi } = fingerprint;
  // What was heard may have been altered on its way, and then be no body as the kind declares it.
  const anyBody = { ...vocabulary.kind(kind), shape: null };
  network.send(network.link(fromIndex, toIndex), anyBody, body, lo, hi);
}
