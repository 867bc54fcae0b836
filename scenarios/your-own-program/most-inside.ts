// A metric of your own: `add` gives a sample at an instant, and what is made of the samples - the largest
// here - is what the scenario says, or else `fold`. A check can hold the number against a limit.

import { defineMetric } from 'fault-sim';

export const mostInside = defineMetric({
  name: 'most-inside',
  summary: 'Cars that are inside at once.',
  unit: '1',
  fold: 'max',

  measure(run) {
    const inside = new Set<unknown>();
    run.onEvent('drove-in', ({ at, data }) => {
      inside.add(data['plate']);
      run.add(at, inside.size);
    });
    run.onEvent('drove-out', ({ data }) => {
      inside.delete(data['plate']);
    });
  },
});
