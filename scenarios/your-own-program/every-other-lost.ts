// A fault of your own. When it strikes, for how long and on whom is written in the scenario; here
// stands only what it does to the world. What `begin` returns is undone when the fault ends.

import { defineFault, integer } from 'fault-sim';

export const everyOtherLost = defineFault({
  name: 'every-other-lost',
  summary: 'Lose one of every few messages, counted: no luck is involved.',
  chapter: 'Unreliable Networks',
  targets: 'links',
  // The weakest system model that allows it: a lost message is a message that takes for ever.
  needs: { timing: 'partially-synchronous' },
  params: {
    of: integer('One of so many messages is lost, the first one to begin with.').default(2).min(1),
  },
  example: '{ fault: ./every-other-lost.ts, target: office -> rest, of: 2 }',

  begin(world, _targets, { of }) {
    let seen = 0;
    return world.rule({}, () => (seen++ % of === 0 ? 'drop' : 'pass'));
  },
});
