import { defineProgram } from 'fault-sim';
import { config, messages, neighbourSender } from './flat-ring.ts';

export default defineProgram({
  name: 'flat',
  summary: 'Passes messages of three fields on, in a callback.',
  config,
  messages,
  start(node, { inFlight, reach }) {
    const send = neighbourSender(node, reach);
    node.on('pass', ({ term, index }) => send(term, index + 1));
    for (let term = 0; term < inFlight; term += 1) send(term, 0);
  },
});
