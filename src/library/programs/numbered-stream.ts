import {
  duration,
  integer,
  node as nodeId,
  oneOf,
  size,
  text,
  wallTime,
} from '../../base/schema.ts';
import { ns } from '../../base/units.ts';
import { defineProgram } from '../../world/program/program.ts';
import type { Body } from '../../world/program/protocol.ts';

const item = { number: integer(), sentAt: wallTime(), payload: size() };

type Item = Body<typeof item>;

/** One flow in two clothings: what a network does to it shows in what arrives, in which order, and when. */
export const numberedStream = defineProgram({
  name: 'numbered-stream',
  summary:
    'Sends numbered messages evenly, over a connection or as datagrams, and notes what arrives.',

  config: {
    to: nodeId('Whom it sends to; without it, it only listens.').optional(),
    over: oneOf(
      ['connection', 'datagrams'],
      'One connection for all, or each message by itself.',
    ).default('connection'),
    gap: duration('From one message to the next.').default('20ms'),
    count: integer('How many it sends.').min(1).default(1000),
    bytes: size('The payload of each of them.').default('160B'),
  },

  messages: { item },
  events: {
    broadcast: { message: text(), to: nodeId() },
    delivered: { message: text(), age: duration() },
  },

  start(node, { to, over, gap, count, bytes }) {
    const named = (from: string, number: number): string => `${from} ${number}`;

    function deliver(from: string, number: number, sentAt: number): void {
      // The truth as long as clocks are perfect.
      const age = ns(Math.max(0, node.clock.wall() - sentAt));
      node.observe('delivered', { message: named(from, number), age });
    }

    node.on('item', ({ number, sentAt }, from) => deliver(from, number, sentAt));
    node.listen((connection) => {
      connection.on('item', ({ number, sentAt }) => deliver(connection.to, number, sentAt));
    });
    if (to === undefined) return;

    const receiver = to;
    let number = 0;
    /** Sends the next one each gap; a connection that is full is tried again a gap later. */
    function sendAll(send: (body: Item) => boolean): void {
      const ticking = node.every(gap, () => {
        if (!send({ number: number + 1, sentAt: node.clock.wall(), payload: bytes })) return;
        number += 1;
        node.observe('broadcast', { message: named(node.id, number), to: receiver });
        if (number === count) ticking.cancel();
      });
    }

    if (over === 'datagrams') {
      sendAll((body) => {
        node.send(receiver, 'item', body);
        return true;
      });
      return;
    }
    node.connect(receiver, { timeout: '10s' }).done((opened) => {
      if (opened.status === 'ok') sendAll((body) => opened.value.send('item', body));
    });
  },
});
