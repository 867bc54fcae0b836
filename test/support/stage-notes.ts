import { defineProgram } from '../../src/world/program/program.ts';

/** Writes a line every second and never syncs it. */
export const notes = defineProgram({
  name: 'notes',
  summary: 'Keeps a log that it does not sync.',
  start(node) {
    node.every('1s', () => node.disk.append('log', { boot: node.boot.count }));
  },
});
