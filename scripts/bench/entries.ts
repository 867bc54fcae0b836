import { defineProgram, integer, list, node as nodeId, object, text } from 'fault-sim';
import { config } from './flat-ring.ts';

const entry = object({ term: integer(), index: integer(), key: text(), value: text() });

export default defineProgram({
  name: 'entries',
  summary: 'Passes messages on that carry entries of a log, one to four of them, in a callback.',
  config,
  messages: {
    append: {
      term: integer(),
      leader: nodeId(),
      previous: object({ term: integer(), index: integer() }),
      committed: integer(),
      entries: list(entry),
    },
  },
  start(node, { inFlight, reach }) {
    const { id, members } = node;
    const own = members.indexOf(id);
    const neighbours = Array.from(
      { length: Math.min(reach, node.peers.length) },
      (_, distance) => members[(own + distance + 1) % members.length] ?? id,
    );
    let turn = 0;
    const send = (term: number, index: number): void => {
      turn = turn + 1 === neighbours.length ? 0 : turn + 1;
      const entries = [];
      for (let n = 0; n <= index % 4; n += 1) {
        entries.push({ term, index: index + n, key: 'balance', value: 'two hundred and seven' });
      }
      node.send(neighbours[turn] ?? id, 'append', {
        term,
        leader: id,
        previous: { term, index: index - 1 },
        committed: index,
        entries,
      });
    };
    node.on('append', ({ term, previous }) => send(term, previous.index + 2));
    for (let term = 0; term < inFlight; term += 1) send(term, 1);
  },
});
