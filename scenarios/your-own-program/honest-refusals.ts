// A check of your own. It sees the run as an observer does who sees everything, and says two things:
// that its property was put to the test (`exercised`), and that it was broken (`violated`), because
// of which events. A check that was never put to the test is `vacuous`, and that is no pass.

import { defineCheck, node, type Seen, text } from 'fault-sim';

export const honestRefusals = defineCheck({
  name: 'honest-refusals',
  summary: 'Nobody is told that a seat is taken who has taken it.',
  property: 'safety',

  // A scenario in which no program has this event is a mistake, and is told so before it runs.
  watches: { 'ticket-sold': { seat: text(), to: node(), request: text() } },

  watch(run) {
    const sold = new Map<string, Seen<{ readonly seat: string }>>();

    run.on('ticket-sold', (sale) => {
      sold.set(sale.data.request, sale);
    });

    run.onOperation((done) => {
      const { id, client, attempt, outcome } = done.data;
      // Only an operation that was asked more than once can be answered wrongly here.
      if (attempt > 1) run.exercised();
      const sale = sold.get(id);
      if (sale === undefined || outcome.status !== 'fail') return;
      run.violated(
        `${client} was told "${outcome.error}" of seat ${sale.data.seat}, which is theirs`,
        sale,
        done,
      );
    });
  },
});
