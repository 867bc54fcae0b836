import { integer, node, text, value as anything } from '../../src/base/schema.ts';
import { defineProgram } from '../../src/world/program/program.ts';
import { ack, refuse, request } from '../../src/world/program/protocol.ts';

/** Adds one for each request; tells of each effect. */
export const counter = defineProgram({
  name: 'counter',
  summary: 'Counts visits.',
  messages: { increment: request({ key: text() }, { count: integer() }) },
  events: { applied: { request: text(), key: text() } },
  start(process) {
    const counts = new Map<string, number>();
    process.on('increment', ({ key }, _from, incoming) => {
      const count = (counts.get(key) ?? 0) + 1;
      counts.set(key, count);
      process.observe('applied', { request: incoming.id, key });
      return { count };
    });
  },
});

/** Keeps what is written under a key. */
export const store = defineProgram({
  name: 'store',
  summary: 'A key-value store on one node.',
  messages: {
    read: request({ key: text() }, { value: text().optional() }),
    write: request({ key: text(), value: text() }),
  },
  start(process) {
    const cells = new Map<string, string>();
    process.on('read', ({ key }) => {
      const value = cells.get(key);
      return value === undefined ? {} : { value };
    });
    process.on('write', ({ key, value }) => {
      cells.set(key, value);
      return ack;
    });
  },
});

/** Takes numbers, and transactions on lists, and keeps nothing. */
export const ledger = defineProgram({
  name: 'ledger',
  summary: 'Says yes to all.',
  messages: {
    put: request({ amount: integer() }),
    transact: request({ operations: anything() }, { operations: anything() }),
  },
  start(process) {
    process.on('put', () => ack);
    process.on('transact', ({ operations }) => ({ operations }));
  },
});

/** The first of its members leads; the others say who does. */
export const led = defineProgram({
  name: 'led',
  summary: 'Only the leader serves.',
  messages: { ask: request({}, { by: text() }, { 'not-leader': { leader: node().optional() } }) },
  events: { elected: { term: integer() } },
  roles: { leader: { event: 'elected', rank: 'term' } },
  start(process) {
    const [leader] = process.members;
    if (leader === process.id) process.observe('elected', { term: 1 });
    process.on('ask', () =>
      leader === process.id
        ? { by: process.id }
        : refuse('not-leader', leader === undefined ? {} : { leader }),
    );
  },
});

/** Answers nothing, ever. */
export const silent = defineProgram({
  name: 'silent',
  summary: 'Hears and says nothing.',
  messages: { ask: request({}, { by: text() }) },
  start(process) {
    process.on('ask', async () => {
      await process.sleep('1d');
      return { by: process.id };
    });
  },
});
