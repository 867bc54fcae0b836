import { defineFault } from './define.ts';

/** A firewall that has lost its table, or a box in between that forges RST: nobody crashed. */
export const reset = defineFault({
  name: 'reset',
  summary:
    'Break the connections between nodes that are open when it begins; with `match`, each one on which such a message is sent.',
  chapter: 'Detecting Faults',
  targets: 'links',
  needs: { timing: 'partially-synchronous' },
  instant: true,
  actsOnMessages: true,
  example: '{ fault: reset, target: client <-> n1, at: 5s }',
  begin(world, targets) {
    // Of a link and the one back the second finds nothing left to break.
    for (const { from, to } of targets) world.reset(from, to);
    return world.rule({}, ({ onConnection }) => (onConnection ? 'reset' : 'pass'));
  },
});
