import {
  boolean,
  duration,
  list,
  node as nodeId,
  object,
  oneOf,
  signature,
} from '../../base/schema.ts';
import type { NodeId } from '../../base/units.ts';
import { ns } from '../../base/units.ts';
import { defineProgram } from '../../world/program/program.ts';

const orders = ['attack', 'retreat'] as const;
const order = oneOf(orders);
type Order = (typeof orders)[number];

const seal = object({ by: nodeId(), mark: signature() });

const opposite = (value: Order): Order => (value === 'attack' ? 'retreat' : 'attack');

/**
 * Agreement of generals of whom one may be a traitor (Lamport, Shostak, Pease 1982): by word of mouth
 * OM(1), which needs four, or in writing SM(1), which needs three. The program is honest; who lies,
 * and how, is the schedule's business.
 */
export const byzantineGenerals = defineProgram({
  name: 'byzantine-generals',
  summary:
    'A commander gives an order, his lieutenants tell one another what they heard, and all decide.',

  config: {
    commander: nodeId('Who gives the order.'),
    order: oneOf(orders, 'What he orders.').default('attack'),
    round: duration('Length of a round; longer than any message takes.').default('100ms'),
    signed: boolean('Orders are in writing: each general signs what he passes on.').default(false),
  },

  messages: {
    order: { value: order, seals: list(seal) },
    relay: { value: order, seals: list(seal) },
  },
  events: { proposed: { value: order }, decided: { value: order } },

  lies: {
    'split-orders': {
      order: (body, { to, members, sign, self }) => {
        if (members.indexOf(to) % 2 === 0) return body;
        const other = opposite(body.value);
        const seals = body.seals.map(({ by, mark }) =>
          by === self ? { by, mark: sign(other) } : { by, mark },
        );
        return { value: other, seals };
      },
    },
    'contradict-relays': { relay: ({ value, seals }) => ({ value: opposite(value), seals }) },
    'shield-accomplices': {
      relay: (body, { to, accomplices }) => (accomplices.includes(to) ? body : 'withhold'),
    },
  },

  start(node, { commander, order: command, round, signed }) {
    const heard = node.state({ order: null as Order | null, relayed: new Map<NodeId, Order>() });
    const lieutenants = node.members.filter((id) => id !== commander);
    const sealed = (value: Order) => (signed ? [{ by: node.id, mark: node.sign(value) }] : []);

    if (node.id === commander) {
      node.send(lieutenants, 'order', { value: command, seals: sealed(command) });
      node.observe('proposed', { value: command });
      node.observe('decided', { value: command });
      return;
    }
    const others = lieutenants.filter((id) => id !== node.id);

    /** In writing an order counts only with the seal of the commander and of whoever passed it on. */
    const isGood = (
      value: Order,
      seals: readonly { readonly by: NodeId; readonly mark: ReturnType<typeof node.sign> }[],
      by: readonly NodeId[],
    ): boolean =>
      !signed ||
      by.every((one) =>
        seals.some((each) => each.by === one && node.verify(value, each.mark, one)),
      );

    let proof: readonly { readonly by: NodeId; readonly mark: ReturnType<typeof node.sign> }[] = [];
    node.on('order', ({ value, seals }, from) => {
      if (from !== commander || heard.order !== null || !isGood(value, seals, [from])) return;
      heard.order = value;
      proof = seals;
    });
    node.on('relay', ({ value, seals }, from) => {
      if (others.includes(from) && isGood(value, seals, [commander, from])) {
        heard.relayed.set(from, value);
      }
    });

    node.after(round, () => {
      if (signed && heard.order === null) return;
      // Nothing heard counts as an order to retreat.
      const value = heard.order ?? 'retreat';
      node.send(others, 'relay', { value, seals: [...proof, ...sealed(value)] });
    });
    node.after(ns(round * 2), () => {
      node.observe('decided', { value: signed ? chosen(heard) : majority(heard, others) });
    });
  },
});

interface Heard {
  readonly order: Order | null;
  readonly relayed: ReadonlyMap<NodeId, Order>;
}

/** OM(1): what most say; a draw, and silence, are a retreat. */
function majority({ order: own, relayed }: Heard, others: readonly NodeId[]): Order {
  const votes = [own ?? 'retreat', ...others.map((id) => relayed.get(id) ?? 'retreat')];
  return votes.filter((vote) => vote === 'attack').length * 2 > votes.length ? 'attack' : 'retreat';
}

/** SM(1): the only order that the commander has signed; two of them convict him. */
function chosen({ order: own, relayed }: Heard): Order {
  const signed = new Set([...(own === null ? [] : [own]), ...relayed.values()]);
  const [only] = signed;
  return signed.size === 1 && only !== undefined ? only : 'retreat';
}
