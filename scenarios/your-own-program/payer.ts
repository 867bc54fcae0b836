// A client over a stream, as it is written again and again: it connects, sends what is not confirmed,
// and when an answer does not come in time it gives the connection up and asks again on another one.
// Nobody can say what became of what it had asked before.

import { type Connection, defineProgram, duration, integer, node as nodeId, text } from 'fault-sim';
import { payments } from './bank.ts';

export const payer = defineProgram({
  name: 'payer',
  summary: 'Pays at regular times, each payment under a key of its own, until it is confirmed.',
  messages: payments,
  config: {
    bank: nodeId('Whom it pays.'),
    every: duration('Time between payments.').default('1s'),
    payments: integer('How many it makes.').default(10),
    patience: duration('How long it waits for an answer.').default('300ms'),
  },
  events: {
    'payment-wanted': { key: text() },
    'payment-confirmed': { key: text() },
  },

  start(node, config) {
    const open = new Set<string>();
    let connection: Connection<typeof payments> | null = null;
    let made = 0;

    const pay = (key: string): void => void connection?.send('pay', { key, amount: 5 });

    const connect = async (): Promise<void> => {
      const outcome = await node.connect(config.bank, { timeout: '1s' });
      if (outcome.status !== 'ok') return;
      const opened = outcome.value;
      connection = opened;
      opened.on('paid', ({ key }) => {
        if (open.delete(key)) node.observe('payment-confirmed', { key });
      });
      opened.closed(() => {
        if (connection === opened) connection = null;
      });
      open.forEach(pay);
    };

    node.task(async () => {
      for (;;) {
        if (connection === null) await connect();
        const asked = [...open];
        await node.sleep(config.patience);
        if (!asked.some((key) => open.has(key))) continue;
        connection?.reset();
        connection = null;
      }
    });

    const clock = node.every(config.every, () => {
      if (made === config.payments) return clock.cancel();
      const key = `${node.id}/${made}`;
      made += 1;
      open.add(key);
      node.observe('payment-wanted', { key });
      pay(key);
    });
  },
});
