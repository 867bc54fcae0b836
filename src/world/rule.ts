import { compactJson } from '../base/json.ts';
import { compareText } from '../base/order.ts';
import type { Stream } from '../base/draw.ts';
import type { NodeId, Value } from '../base/units.ts';
import type { Role } from './message-words.ts';
import type { Ruling } from './verbs.ts';

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

/** What stops a message before all else, the strongest first. */
const cutOrder = ['partition', 'unreachable', 'refuse', 'reset'] as const;
type Cut = (typeof cutOrder)[number];

/** What all rules said of one message, stage by stage: a set, so that their order cannot matter. */
export class Rulings {
  /** Partition beats unreachable beats refuse beats reset. */
  cut: Cut | null = null;
  lost = false;
  body: Value | undefined = undefined;
  copies = 0;
  delayNs = 0;
  held = false;
  /** Under which name it goes on; null: its sender's own. */
  envelope: NodeId | null = null;
  readonly #factors: number[] = [];

  /** Hears what a rule says at departure. */
  ask(rule: NetworkRule, message: MessageView): void {
    this.#hear(rule, rule.ask(message, 'departure'));
  }

  #hear(rule: NetworkRule, ruling: Ruling): void {
    switch (ruling) {
      case 'pass':
        return;
      case 'drop':
        if (rule.again === 'cut') this.cut = 'partition';
        else this.lost = true;
        return;
      case 'unreachable':
      case 'refuse':
      case 'reset':
        this.cut = stronger(this.cut, ruling);
        return;
      case 'duplicate':
        this.copies += 1;
        return;
      case 'hold':
        this.held = true;
        return;
      default:
        if ('delay' in ruling) this.delayNs += ruling.delay;
        else if ('factor' in ruling) this.#factors.push(ruling.factor);
        else if ('from' in ruling) this.envelope = first(this.envelope, ruling.from);
        else this.body = this.body === undefined ? ruling.body : lesser(this.body, ruling.body);
    }
  }

  /** The product of all factors, taken in order of size: rounding must not tell who came first. */
  get factor(): number {
    return this.#factors.toSorted((a, b) => a - b).reduce((product, factor) => product * factor, 1);
  }
}

/** Of two names that faults put on one envelope: the one that sorts first, whoever said it. */
function first(one: NodeId | null, other: NodeId): NodeId {
  return one !== null && compareText(one, other) <= 0 ? one : other;
}

/** Of two bodies that faults put in place of one: the one that sorts first, whoever said it. */
function lesser(one: Value, other: Value): Value {
  return compareText(compactJson(one), compactJson(other)) <= 0 ? one : other;
}

/** The cut that decides when two speak. */
export function stronger(one: Cut | null, other: Cut): Cut {
  if (one === null) return other;
  return cutOrder.indexOf(one) <= cutOrder.indexOf(other) ? one : other;
}
