// A workload of your own says only what comes next. Who asks, how often, how long the pauses are and when
// it ends stands in the scenario. `n` counts the operations of this client; what is drawn comes from
// `client.random`, so that it is the same again with the same seed.

import { defineWorkload, integer, request, text } from 'fault-sim';

export const visitors = defineWorkload({
  name: 'visitors',
  summary: 'Cars that come, stay, and go; each client is a car.',

  config: { visits: integer('How often each car comes.').default(20) },

  operations: {
    enter: request({ plate: text() }, {}, { full: { spaces: integer() } }),
    leave: request({ plate: text() }),
  },

  next(client, n, { visits }) {
    if (n >= visits * 2) return null;
    return { op: n % 2 === 0 ? 'enter' : 'leave', body: { plate: client.id } };
  },
});
