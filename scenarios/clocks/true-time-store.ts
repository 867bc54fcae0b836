import { ack, boolean, defineProgram, integer, ns, request, text } from 'fault-sim';

export const trueTimeStore = defineProgram({
  name: 'true-time-store',
  summary: 'Stamps each write with a time that is certainly over before anybody hears of it.',
  config: {
    wait: boolean('Before it answers it waits until its stamp is past on every clock.').default(
      true,
    ),
  },
  messages: { write: request({ key: text(), value: text() }) },
  events: { committed: { key: text(), value: text(), stamp: integer() } },

  start(node, { wait }) {
    node.on('write', async ({ key, value }) => {
      const stamp = node.clock.interval().latest;
      if (wait) {
        while (node.clock.interval().earliest <= stamp) {
          const left = stamp - node.clock.interval().earliest;
          await node.sleep(ns(left + 1));
        }
      }
      node.observe('committed', { key, value, stamp });
      return ack;
    });
  },
});
