import { integer, node as nodeId } from 'fault-sim';
import type { Node } from 'fault-sim';

export const messages = { pass: { term: integer(), index: integer(), leader: nodeId() } };

export const config = {
  inFlight: integer('Messages that each node begins with.').default(20).min(1),
  reach: integer('Neighbours that it sends to in turn.').default(4).min(1),
};

/** Sends a message to each neighbour in turn. Whoever answers each with one keeps their number. */
export function neighbourSender(
  node: Node<typeof messages>,
  reach: number,
): (term: number, index: number) => void {
  const { id, members } = node;
  const own = members.indexOf(id);
  const neighbours = Array.from(
    { length: Math.min(reach, node.peers.length) },
    (_, distance) => members[(own + distance + 1) % members.length] ?? id,
  );
  let turn = 0;
  return (term, index) => {
    turn = turn + 1 === neighbours.length ? 0 : turn + 1;
    node.send(neighbours[turn] ?? id, 'pass', { term, index, leader: id });
  };
}
