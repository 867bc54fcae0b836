import { defineProgram, request, text } from 'fault-sim';

export const greeter = defineProgram({
  name: 'greeter',
  summary: 'Answers every request with its own words.',
  messages: { echo: request({ words: text() }, { words: text() }) },
  start(node) {
    node.on('echo', ({ words }) => ({ words }));
  },
});
