import { defineFault } from './define.ts';

/** Messages vanish on the way; nobody is told. */
export const loss = defineFault({
  name: 'loss',
  summary: 'Lose messages: all of them, a share, or those that match.',
  chapter: 'Unreliable Networks',
  targets: 'links',
  needs: { timing: 'partially-synchronous' },
  weaker: ['hold'],
  example: '{ fault: loss, target: n1 -> n2, probability: 25%, at: 5s, duration: 10s }',
  begin: (world) => world.rule({ blocks: true }, () => 'drop'),
});
