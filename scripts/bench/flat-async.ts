import { defineProgram } from 'fault-sim';
import { config, messages, neighbourSender } from './flat-ring.ts';

export default defineProgram({
  name: 'flat-async',
  summary: 'Passes messages of three fields on, in an asynchronous handler that awaits once.',
  config,
  messages,
  start(node, { inFlight, reach }) {
    const send = neighbourSender(node, reach);
    const following = async (index: number): Promise<number> => index + 1;
    node.on('pass', async ({ term, index }) => send(term, await following(index)));
    for (let term = 0; term < inFlight; term += 1) send(term, 0);
  },
});
