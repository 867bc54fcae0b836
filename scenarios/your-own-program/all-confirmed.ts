// A liveness check with a wish for each payment. A wish begins with `triggered` and ends with
// `reached`, and the same name says that they belong together. How long it may take (`within`), and
// what must be well meanwhile, stands in the scenario.

import { defineCheck, text } from 'fault-sim';

export const allConfirmed = defineCheck({
  name: 'all-confirmed',
  summary: 'What somebody wants to pay is confirmed in the end.',
  property: 'liveness',
  // Where nobody has wanted anything, nothing was put to the test. Without this line it is wanted from the start.
  triggersItself: true,
  watches: { 'payment-wanted': { key: text() }, 'payment-confirmed': { key: text() } },

  watch(run) {
    run.on('payment-wanted', (seen) => run.triggered(seen, seen.data.key));
    run.on('payment-confirmed', (seen) => run.reached(seen, seen.data.key));
  },
});
