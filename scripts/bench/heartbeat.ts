import { defineProgram, duration, integer } from 'fault-sim';

export default defineProgram({
  name: 'heartbeat',
  summary: 'Says that it lives to its next peers, evenly, and notes when it heard of others.',
  config: {
    reach: integer('To how many of its peers it speaks.').default(10),
    period: duration('From one time to the next.').default('1s'),
  },
  messages: { beat: { count: integer() } },
  start(node, { reach, period }) {
    const { members } = node;
    // To look for oneself among so many others would cost more than all that is measured.
    const own = Number(node.id.slice(node.id.lastIndexOf('-') + 1)) - 1;
    const to = Array.from(
      { length: Math.min(reach, members.length - 1) },
      (_, n) => members[(own + 1 + n) % members.length] ?? node.id,
    );
    let heard = 0;
    let count = 0;
    node.on('beat', () => {
      heard += 1;
    });
    const speak = (): void => {
      count += 1;
      node.send(to, 'beat', { count });
      node.after(period, speak);
    };
    node.after(node.random.duration('0s', period), speak);
  },
});
