import type { ProgramContents } from './program/program.ts';

/** The plain client: a process without a program of its own, which only a workload drives. */
export const clientProgram: ProgramContents = {
  name: 'client',
  summary: 'A plain client, driven by a workload.',
  config: {},
  messages: {},
  events: {},
  points: [],
  cost: {},
  roles: {},
  handlers: 'interleaved',
  lies: {},
  start: () => undefined,
};
