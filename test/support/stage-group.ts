import { integer, node as nodeId, text, wallTime } from '../../src/base/schema.ts';
import { ms } from '../../src/base/units.ts';
import type { NodeId } from '../../src/base/units.ts';
import type { Node } from '../../src/world/program/node.ts';
import { defineProgram } from '../../src/world/program/program.ts';
import { protocol } from '../../src/world/program/protocol.ts';

const messages = protocol({
  beat: { message: text(), timestamp: integer() },
  order: { message: text() },
  deliver: { index: integer(), message: text() },
  marker: { snapshot: integer() },
});

const events = {
  sent: { message: text(), timestamp: integer() },
  received: { message: text(), timestamp: integer() },
  broadcast: { message: text() },
  delivered: { message: text() },
  proposed: { value: text() },
  decided: { value: text() },
  appended: { index: integer(), term: integer(), value: text() },
  applied: { value: text() },
  recorded: { snapshot: integer() },
  acquired: {},
  released: {},
  suspected: { peer: nodeId() },
  trusted: { peer: nodeId() },
  'clock-read': { wall: wallTime(), earliest: wallTime(), latest: wallTime() },
  'queue-length': { length: integer() },
  'memory-used': { bytes: integer() },
};

type Member = Node<typeof messages, typeof events>;

/** Everybody tells the first member, which tells everybody: one order for all. The first is the decision. */
function order(node: Member): void {
  const [first = node.id] = node.members;
  let told = 0;
  let own = 0;
  const deliver = (index: number, message: string): void => {
    node.observe('delivered', { message });
    if (index === 1) node.observe('decided', { value: message });
    node.observe('appended', { index, term: 1, value: message });
    node.observe('applied', { value: message });
  };
  const place = (message: string): void => {
    told += 1;
    node.send(node.peers, 'deliver', { index: told, message });
    deliver(told, message);
  };
  node.on('order', ({ message }) => place(message));
  node.on('deliver', ({ index, message }) => deliver(index, message));
  node.every('1s', () => {
    own += 1;
    const message = `${node.id}:${own}`;
    if (own === 1) node.observe('proposed', { value: message });
    node.observe('broadcast', { message });
    if (node.id === first) place(message);
    else node.send(first, 'order', { message });
  });
}

/** Heartbeats with a logical clock; silence is suspicious. */
function watch(node: Member): void {
  const heard = new Map<NodeId, number>();
  const suspected = new Set<NodeId>();
  let timestamp = 0;
  let beats = 0;
  node.on('beat', (body, from) => {
    timestamp = Math.max(timestamp, body.timestamp) + 1;
    node.observe('received', { message: body.message, timestamp });
    heard.set(from, node.clock.monotonic());
    if (suspected.delete(from)) node.observe('trusted', { peer: from });
  });
  node.every('500ms', () => {
    for (const peer of node.peers) {
      timestamp += 1;
      beats += 1;
      const message = `${node.id}>${peer}:${beats}`;
      node.observe('sent', { message, timestamp });
      node.send(peer, 'beat', { message, timestamp });
      const silence = node.clock.monotonic() - (heard.get(peer) ?? node.clock.monotonic());
      if (silence <= ms(1500) || suspected.has(peer)) continue;
      suspected.add(peer);
      node.observe('suspected', { peer });
    }
    node.observe('queue-length', { length: suspected.size });
    node.observe('memory-used', { bytes: 64 * heard.size });
    node.observe('clock-read', { wall: node.clock.wall(), ...node.clock.interval() });
  });
}

/** Snapshots by markers, begun by the first member. */
function record(node: Member): void {
  let newest = 0;
  const take = (snapshot: number): void => {
    if (snapshot <= newest) return;
    newest = snapshot;
    node.observe('recorded', { snapshot });
    node.send(node.peers, 'marker', { snapshot });
  };
  node.on('marker', ({ snapshot }) => take(snapshot));
  if (node.id === node.members[0]) node.every('10s', () => take(newest + 1));
}

/** Each member has the resource in its own slots of time. */
function hold(node: Member): void {
  const use = (): void => {
    node.observe('acquired', {});
    node.after('500ms', () => node.observe('released', {}));
  };
  node.after(ms(1000 * node.members.indexOf(node.id) + 250), () => {
    use();
    node.every('4s', use);
  });
}

/** A group that does, in the simplest ways that work without loss, what checks on events ask about. */
export const group = defineProgram({
  name: 'group',
  summary: 'Orders messages, watches its members, takes snapshots, shares a resource.',
  messages,
  events,
  start(node) {
    order(node);
    watch(node);
    record(node);
    hold(node);
  },
});
