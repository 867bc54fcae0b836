import type { TrueTime } from '../../../base/units.ts';
import type { MessageView, NetworkRule, RulePhase } from '../../../world/network/rule.ts';
import type { Packet, Ruling } from '../../../world/verbs.ts';

/** In which phases each of a rule's three places speaks. */
export function isDue(again: NetworkRule['again'], phase: RulePhase): boolean {
  return again === null ? phase !== 'arrival' : phase === 'arrival';
}

/** Whether a ruling has a meaning in a phase: loss, delay, bodies and copies are for departure. */
export function counts(ruling: Ruling, phase: RulePhase, again: NetworkRule['again']): boolean {
  if (phase === 'departure') return true;
  if (phase === 'release') return ruling === 'drop';
  return again === 'hold' ? ruling === 'hold' : ruling === 'refuse' || ruling === 'unreachable';
}

/** A message as a fault's own rule sees it. */
export function packetOf(message: MessageView): Packet {
  return {
    from: message.from,
    to: message.to,
    kind: message.kindName,
    body: message.body,
    sentAt: message.sentAtNs as TrueTime,
    onConnection: message.onConnection,
  };
}
