import type { Stream } from '../../base/draw/draw.ts';
import type { NodeId, Value } from '../../base/units.ts';
import type { Role } from '../message/words.ts';
import type { Ruling } from '../verbs.ts';

/** A message as rules and triggers see it. Valid only during the call: copy what you keep. */
export interface MessageView {
  /** One per logical message: retransmissions and duplicates share it. Never part of a report. */
  readonly id: number;
  /** 0 for the first transmission. */
  readonly attempt: number;
  /** 0; of a duplicate what tells it apart, as `Identity` has it. */
  readonly lineage: number;
  /** On a connection a long message travels in several segments; the first is 0. */
  readonly part: number;
  /** The node that sent it; a hop on its way through switches begins elsewhere. */
  readonly originIndex: number;
  readonly fromIndex: number;
  readonly toIndex: number;
  readonly from: NodeId;
  readonly to: NodeId;
  readonly kindName: string;
  /** What it is for: a datagram, a part of a call, of a stream, or a word between kernels. */
  readonly role: Role;
  readonly body: Value;
  readonly sentAtNs: number;
  /** It travels on a connection. */
  readonly onConnection: boolean;
  /** Uniform in [0, 1), keyed by a stream and this message's identity. */
  draw(stream: Stream): number;
  /** The same for all its duplicates, whichever of them comes first. */
  drawForAll(stream: Stream): number;
}

/** When a rule is asked: at sending, when the message would arrive, or when a hold lets it go. */
export type RulePhase = 'departure' | 'arrival' | 'release';

/** One fault's word on messages. Every rule is asked; each stage combines what they say. */
export interface NetworkRule {
  /** Node indices; null for all. */
  readonly from: readonly number[] | null;
  readonly to: readonly number[] | null;
  /** Message kind, exact or glob; null for all. */
  readonly kind: string | null;
  /**
   * Asked again at arrival: a `cut` (drop, refuse, unreachable are of the first stage and judged at
   * both ends) or a `hold`. Null: a drop is a loss, judged at departure only.
   */
  readonly again: 'cut' | 'hold' | null;
  /** Whether it is known to stop everything on a link, by place; absent: it depends on the message. */
  blocks?(from: NodeId, to: NodeId): boolean;
  ask(message: MessageView, phase: RulePhase): Ruling;
}
