import { defineClock } from './define.ts';

/** An atomic clock that fits in a rack. Rates are whole parts per billion: its own are finer still. */
export const rubidium = defineClock({
  name: 'rubidium',
  summary: 'An atomic clock: at most 1 ppb off, less than a tenth of a millisecond a day.',
  source: 'Data sheets of rubidium standards after some years; fresh ones lose microseconds a day.',
  driftPpb: { low: -1, high: 1 },
  example: 'server: { source: rubidium }',
});
