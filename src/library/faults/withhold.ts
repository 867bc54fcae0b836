import { defineFault } from './define.ts';

/**
 * A node that keeps to itself what it ought to say (chapter: "Byzantine Faults"). Its own view is that
 * it has spoken. On a connection the message is missing until the fault ends, and what is behind it
 * waits.
 */
export const withhold = defineFault({
  name: 'withhold',
  summary: 'A node does not say what it thinks it says: its messages never leave it.',
  chapter: 'Byzantine Faults',
  targets: 'nodes',
  actsOnMessages: true,
  needs: { failures: 'byzantine' },
  example: '{ fault: withhold, target: member-1, match: { message: "*" }, at: 5s, duration: 10s }',
  // Kernels are honest: only what programs say is kept back.
  begin: (world, targets) => world.rule({ from: targets, kind: '*' }, () => 'drop'),
});
