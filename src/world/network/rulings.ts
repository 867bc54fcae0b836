import { compactJson } from '../../base/json/json.ts';
import { compareText } from '../../base/order.ts';
import type { NodeId, Value } from '../../base/units.ts';
import type { ActiveRule } from './active-rule.ts';
import type { MessageView } from './rule.ts';
import type { Ruling } from '../verbs.ts';

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
  /** What holds it, if anything does. */
  holder: ActiveRule | null = null;
  /** Under which name it goes on; null: its sender's own. */
  envelope: NodeId | null = null;
  readonly #factors: number[] = [];

  /** Hears what a rule says at departure. */
  ask(active: ActiveRule, message: MessageView): void {
    this.#hear(active, active.rule.ask(message, 'departure'));
  }

  #hear(active: ActiveRule, ruling: Ruling): void {
    switch (ruling) {
      case 'pass':
        return;
      case 'drop':
        if (active.rule.again === 'cut') this.cut = 'partition';
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
        this.holder = active;
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
