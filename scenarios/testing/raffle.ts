// A raffle that needs two things which every machine has and which no two machines have alike: the time
// of day, and chance. The simulation has both of its own. A run whose program takes them from the machine
// that plays it could not be played again.

import { defineProgram, integer, oneOf, request } from 'fault-sim';

export const raffle = defineProgram({
  name: 'raffle',
  summary: 'Gives a lot to whoever asks, stamped with the time of day.',

  config: {
    borrows: oneOf(
      ['nothing', 'time', 'chance'],
      'What it takes from the machine that plays the scenario.',
    ).default('nothing'),
  },

  messages: { draw: request({}, { lot: integer() }) },
  events: { drawn: { lot: integer(), at: integer() } },

  start(node, { borrows }) {
    const lots = node.random.for('lots');

    node.on('draw', () => {
      const lot = borrows === 'chance' ? Math.floor(Math.random() * 90) : lots.integer(1, 90);
      const at = borrows === 'time' ? Date.now() : node.clock.wall();
      node.observe('drawn', { lot, at });
      return { lot };
    });
  },
});
