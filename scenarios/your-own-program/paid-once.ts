// A safety check of two sentences. It believes neither end: it compares what the payer was told with
// what the bank would find on its disk.

import { defineCheck, list, type Seen, text } from 'fault-sim';

export const paidOnce = defineCheck({
  name: 'paid-once',
  summary: 'Nothing is paid twice, and what was confirmed is not forgotten.',
  property: 'safety',
  watches: {
    opened: { keys: list(text()) },
    booked: { key: text() },
    'payment-confirmed': { key: text() },
  },

  watch(run) {
    const booked = new Map<string, Seen<unknown>>();
    const confirmed = new Map<string, Seen<unknown>>();

    const book = (key: string, seen: Seen<unknown>): void => {
      const before = booked.get(key);
      if (before !== undefined) run.violated(`${key} is paid twice`, before, seen);
      booked.set(key, seen);
    };

    run.on('payment-confirmed', (seen) => {
      run.exercised();
      confirmed.set(seen.data.key, seen);
    });

    run.on('booked', (seen) => book(seen.data.key, seen));

    // What the bank has forgotten, it has forgotten here: so begin with what it found.
    run.on('opened', (seen) => {
      booked.clear();
      for (const key of seen.data.keys) book(key, seen);
      for (const [key, told] of confirmed) {
        if (!booked.has(key)) run.violated(`${key} was confirmed and is forgotten`, told, seen);
      }
    });
  },
});
