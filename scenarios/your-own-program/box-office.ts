// A program of your own. It is one value: a table of contents, then `start`.
//
// Everything named in the table is a word of the scenario language at once: `remember` may stand
// under `config:`, `sell` is an operation for a workload, `ticket-sold` an event for checks and
// triggers. And the compiler knows them all: try a `node.observe('tiket-sold', ...)`.

import { boolean, defineProgram, integer, node as nodeId, refuse, request, text } from 'fault-sim';

export const boxOffice = defineProgram({
  name: 'box-office',
  summary: 'Sells each seat of a hall once.',

  config: {
    remember: boolean('Give a request that comes again the ticket that it got before.').default(
      false,
    ),
  },

  messages: {
    // What is asked, what is answered, and the ways to say no. A refusal is definite: it promises
    // that the request had no effect.
    sell: request({ seat: text() }, { ticket: integer() }, { taken: {} }),
  },

  events: {
    'ticket-sold': { seat: text(), ticket: integer(), to: nodeId(), request: text() },
  },

  // `start` runs at every boot. Its variables are the memory of the process: a crash empties them.
  start(node, config) {
    const tickets = node.state(new Map<string, number>());
    const byRequest = node.state(new Map<string, number>());

    node.on('sell', ({ seat }, from, { id }) => {
      // `id` is the operation: a retry with `same-id` carries the same one again.
      const before = config.remember ? byRequest.get(id) : undefined;
      if (before !== undefined) return { ticket: before };

      if (tickets.has(seat)) return refuse('taken');
      const ticket = tickets.size + 1;
      tickets.set(seat, ticket);
      byRequest.set(id, ticket);
      node.observe('ticket-sold', { seat, ticket, to: from, request: id });
      return { ticket };
    });
  },
});
