// A fault of your own. When it strikes, for how long and on whom is written in the scenario; here
// stands only what it does to the world. What `begin` returns is undone when the fault ends.

import { defineFault, duration, integer } from 'fault-sim';

export const everyOtherLate = defineFault({
  name: 'every-other-late',
  summary: 'Make one of every few messages late, by counting: no luck is involved.',
  chapter: 'Timeouts and Unbounded Delays',
  targets: 'links',
  // The weakest system model that allows it.
  needs: { timing: 'partially-synchronous' },
  params: {
    by: duration('How much longer the late ones take.'),
    of: integer('One of so many messages is late, the first one to begin with.').default(2).min(1),
  },
  example: '{ fault: ./every-other-late.ts, target: office -> rest, by: 2s }',

  begin(world, _targets, { by, of }) {
    let seen = 0;
    return world.rule({}, () => (seen++ % of === 0 ? { delay: by } : 'pass'));
  },
});
