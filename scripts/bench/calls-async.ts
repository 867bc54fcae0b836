import { defineProgram } from 'fault-sim';
import { config, messages } from './calls-ring.ts';

export default defineProgram({
  name: 'calls-async',
  summary: 'Asks its neighbour again and again, in tasks that await each answer.',
  config,
  messages,
  start(node, { inFlight }) {
    const to = node.peers[0] ?? node.id;
    const askOn = async (term: number): Promise<void> => {
      for (let index = 0; ;) {
        const outcome = await node.call(to, 'ask', { term, index }, { timeout: '1s' });
        index = outcome.status === 'ok' ? outcome.value.index : 0;
      }
    };
    node.on('ask', async ({ index }) => ({ index: index + 1 }));
    for (let term = 0; term < inFlight; term += 1) node.task(() => askOn(term));
  },
});
