import { defineClock } from './define.ts';

/** What nobody has: the truth. It is what a clock is when the scenario does not mention it. */
export const perfect = defineClock({
  name: 'perfect',
  summary: 'Right, always: no offset, no drift.',
  source: 'None: it is the ideal.',
  example: 'server: { source: perfect }',
});
