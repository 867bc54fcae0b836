import { purpose } from '../base/draw.ts';
import { corruptField } from '../base/schema/redraw.ts';
import type { NodeId, Value } from '../base/units.ts';
import type { Identity } from './identity.ts';
import type { Conduct, Wire } from './link.ts';
import type { MessagePort } from './ports.ts';
import { stronger } from './rule.ts';
import type { MessageView, Rulings } from './rule.ts';

/** A message on a wire: its own view, or that of a hop on its way. */
export type Passage = Pick<MessagePort, 'role' | 'kind'> & MessageView & Identity;

/** What cuts a wire for a message now, when it would arrive or leave a hold; null: nothing. */
export function cutNow(wire: Wire, message: Passage): Rulings['cut'] {
  let cut: Rulings['cut'] = wire.cuts > 0 ? 'partition' : null;
  for (const active of wire.rules) {
    const { rule } = active;
    if (rule.again !== 'cut' || !active.speaksOf(message)) continue;
    const ruling = rule.ask(message, 'arrival');
    if (ruling === 'drop') cut = 'partition';
    else if (ruling === 'refuse' || ruling === 'unreachable') cut = stronger(cut, ruling);
  }
  return cut;
}

/** Whether a hold keeps a message now. Every rule is asked. */
export function isHeld(wire: Wire, message: Passage): boolean {
  let held = false;
  for (const active of wire.rules) {
    const { rule } = active;
    if (rule.again !== 'hold' || !active.speaksOf(message)) continue;
    if (rule.ask(message, 'arrival') === 'hold') held = true;
  }
  return held;
}

/** More draws than the corruption of one body takes. */
const mostDraws = 65_536;

/**
 * What is left of a message's body: the one that faults put in its place, if they did, with one
 * declared field redrawn when the wire's own share takes it. Undefined: it stays as it is.
 */
export function corruptBody(
  message: MessagePort,
  given: Value | undefined,
  wire: Wire,
  conduct: Conduct,
  { originNs, ordinal, lineage }: Identity,
  ids: readonly NodeId[],
): Value | undefined {
  if (!wire.takes(conduct.corrupt, 'corrupt', originNs, ordinal, lineage)) return given;
  const fields = message.sender.fieldsOf(message.kind.name);
  let drawn = lineage * mostDraws;
  const uniform = (): number => wire.draw(purpose.corruptField, originNs, ordinal, drawn++);
  const struck = fields && corruptField(fields, (given ?? message.body) as object, uniform, ids);
  return struck ? (struck as Value) : given;
}
