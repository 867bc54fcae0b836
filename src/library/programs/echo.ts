import { text } from '../../base/schema.ts';
import { defineProgram } from '../../world/program/program.ts';
import { request } from '../../world/program/protocol.ts';

/** The smallest program that serves anything. */
export const echo = defineProgram({
  name: 'echo',
  summary: 'Answers every request with its own words.',
  messages: { echo: request({ words: text() }, { words: text() }) },

  start(node) {
    node.on('echo', ({ words }) => ({ words }));
  },
});
