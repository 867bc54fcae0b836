// The other end of `payer.ts`. Payments come over a stream (TCP): in order, none twice, none lost, as
// long as the connection lasts. It is the end of the connection that makes them come again.

import { boolean, defineProgram, integer, list, protocol, text } from 'fault-sim';

/** What both ends say. One-way messages only: on a stream, what answers what is up to the programs. */
export const payments = protocol({
  pay: { key: text(), amount: integer() },
  paid: { key: text() },
});

// A `type` and no `interface`: only then does the compiler know that it is a value for a disk.
type Entry = { readonly key: string; readonly amount: number };

export const bank = defineProgram({
  name: 'bank',
  summary: 'Books payments that come over a stream, and says of each that it is paid.',
  messages: payments,
  config: {
    'knows-keys': boolean('Whether it books a key only once.').default(true),
    'syncs-first': boolean('Whether an entry is on the disk before it is confirmed.').default(true),
  },
  events: {
    /** It begins, with what it found on its disk. */
    opened: { keys: list(text()) },
    booked: { key: text() },
  },

  start(node, config) {
    const entries = node.disk.records<Entry>('ledger');
    const keys = entries.map(({ key }) => key);
    const booking = new Set<string>();
    node.observe('opened', { keys });

    node.listen((connection) => {
      connection.on('pay', async ({ key, amount }) => {
        if (config['knows-keys']) {
          if (keys.includes(key)) return void connection.send('paid', { key });
          // It is on its way to the disk. Whoever asks again now will ask once more.
          if (booking.has(key)) return;
        }
        booking.add(key);
        node.disk.append('ledger', { key, amount });
        if (!config['syncs-first']) connection.send('paid', { key });
        await node.disk.sync('ledger');
        keys.push(key);
        node.observe('booked', { key });
        if (config['syncs-first']) connection.send('paid', { key });
      });
    });
  },
});
