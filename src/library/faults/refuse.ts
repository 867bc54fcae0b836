import { defineFault } from './define.ts';

/** A firewall that answers RST for the other side: the sender learns at once that it was not heard. */
export const refuse = defineFault({
  name: 'refuse',
  summary: 'Refuse messages on the way, as a firewall does that answers RST.',
  chapter: 'Detecting Faults',
  targets: 'links',
  needs: { timing: 'partially-synchronous' },
  weaker: ['hold', 'loss'],
  example: '{ fault: refuse, target: client-1 -> n1, at: 5s, duration: 10s }',
  begin: (world) => world.rule({ blocks: true }, () => 'refuse'),
});
