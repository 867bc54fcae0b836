import { node } from '../../base/schema.ts';
import { defineFault } from './define.ts';

/**
 * Another sender's name on the envelope. A link with `authenticated: true` does not take it, a
 * connection neither, because its numbers would have to be guessed; a signature inside stays whose it
 * is.
 */
export const forge = defineFault({
  name: 'forge',
  summary: 'A node sends its one-way messages under the name of another.',
  chapter: 'Byzantine Faults',
  targets: 'nodes',
  actsOnMessages: true,
  needs: { failures: 'byzantine' },
  weaker: ['withhold'],
  params: { as: node('Whose name it puts on them.') },
  example: '{ fault: forge, target: member-1, as: member-2, at: 5s, duration: 10s }',
  begin: (world, targets, { as }) =>
    world.rule({ from: targets, kind: '*' }, ({ from, to }) =>
      as === from || as === to ? 'pass' : { from: as },
    ),
});
