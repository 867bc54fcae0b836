import { integer, list, map, oneOf, text, value } from '../../src/base/schema.ts';
import { defineProgram } from '../../src/world/program/program.ts';
import { ack, refuse, request } from '../../src/world/program/protocol.ts';

const account = oneOf(['ali', 'bahar', 'cyrus']);

/** How many marks there is room for. */
const ROOM = 2000;

/** One copy of a set, a queue, three accounts and a row of marks: what it answers is always right. */
export const desk = defineProgram({
  name: 'desk',
  summary: 'Keeps a list of guests, a queue of jobs, and accounts.',
  messages: {
    invite: request({ guest: integer() }),
    list: request({}, { guests: list(integer()) }),
    put: request({ job: text() }),
    take: request({}, { job: text().optional() }),
    move: request(
      { from: account, to: account, amount: integer().min(1).max(9) },
      {},
      { short: {} },
    ),
    balances: request({}, { balances: map(integer()) }),
    mark: request({ place: integer() }),
    marks: request({}, { marks: list(value()) }),
  },

  start(node) {
    const guests: number[] = [];
    const jobs: string[] = [];
    const balances = { ali: 100, bahar: 100, cyrus: 100 };
    const marks: (true | null)[] = Array.from({ length: ROOM }, () => null);

    node.on('invite', ({ guest }) => {
      guests.push(guest);
      return ack;
    });
    node.on('list', () => ({ guests }));
    node.on('put', ({ job }) => {
      jobs.push(job);
      return ack;
    });
    node.on('take', () => {
      const job = jobs.shift();
      return job === undefined ? {} : { job };
    });
    node.on('move', ({ from, to, amount }) => {
      if (balances[from] < amount) return refuse('short');
      balances[from] -= amount;
      balances[to] += amount;
      return ack;
    });
    node.on('balances', () => ({ balances }));
    node.on('mark', ({ place }) => {
      if (place < ROOM) marks[place] = true;
      return ack;
    });
    node.on('marks', () => ({ marks }));
  },
});
