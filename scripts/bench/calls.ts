import { defineProgram } from 'fault-sim';
import { config, messages } from './calls-ring.ts';

export default defineProgram({
  name: 'calls',
  summary: 'Asks its neighbour again and again, in callbacks.',
  config,
  messages,
  start(node, { inFlight }) {
    const to = node.peers[0] ?? node.id;
    const ask = (term: number, index: number): void => {
      node.call(to, 'ask', { term, index }, { timeout: '1s' }).done((outcome) => {
        ask(term, outcome.status === 'ok' ? outcome.value.index : 0);
      });
    };
    node.on('ask', ({ index }) => ({ index: index + 1 }));
    for (let term = 0; term < inFlight; term += 1) ask(term, 0);
  },
});
