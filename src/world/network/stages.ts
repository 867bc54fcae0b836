import { purpose } from '../../base/draw/draw.ts';
import { corruptField } from '../../base/schema/redraw.ts';
import type { NodeId, Value } from '../../base/units.ts';
import type { ActiveRule } from './active-rule.ts';
import type { Identity } from '../message/identity.ts';
import type { Conduct, Wire } from './link.ts';
import type { MessagePort } from '../ports.ts';
import type { MessageView } from './rule.ts';
import { stronger } from './rulings.ts';
import type { Rulings } from './rulings.ts';

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

/** A hold that keeps a message now; null: none does. Every rule is asked. */
export function holderOf(wire: Wire, message: Passage): ActiveRule | null {
  let holder: ActiveRule | null = null;
  for (const active of wire.rules) {
    const { rule } = active;
    if (rule.again !== 'hold' || !active.speaksOf(message)) continue;
    if (rule.ask(message, 'arrival') === 'hold') holder = active;
  }
  return holder;
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
