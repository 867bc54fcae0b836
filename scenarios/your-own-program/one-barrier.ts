// A model of your own: what the car park would do if it were one machine with one barrier, to which one
// car after another drives up. `check: linearizable` looks for an order of all operations in which it gives
// these very answers; there is none when two gates have given one space to two cars.

import { defineModel, integer, request, text } from 'fault-sim';

export const oneBarrier = defineModel({
  name: 'one-barrier',
  summary: 'Three spaces: a car that is inside stays so until it leaves.',

  operations: {
    enter: request({ plate: text() }, {}, { full: { spaces: integer() } }),
    leave: request({ plate: text() }),
  },

  // A state is a value as messages are: it is never changed, each step gives the next one.
  initial: [] as readonly string[],

  steps: {
    // Who was refused did nothing, so refusals are no steps: here a car gets in, or it cannot be.
    enter(inside, { plate }) {
      if (inside.includes(plate)) return { state: inside };
      return inside.length < 3 ? { state: [...inside, plate].sort() } : 'impossible';
    },
    leave: (inside, { plate }) => ({ state: inside.filter((other) => other !== plate) }),
  },
});
