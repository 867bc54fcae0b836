import { integer, request } from 'fault-sim';

export const messages = {
  ask: request({ term: integer(), index: integer() }, { index: integer() }),
};

export const config = {
  inFlight: integer('Calls that each node has open.').default(20).min(1),
};
