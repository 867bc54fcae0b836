import { defineClock } from './define.ts';

/** A crystal in an oven, so that the weather does not reach it. */
export const ocxo = defineClock({
  name: 'ocxo',
  summary: 'A crystal in an oven: up to 20 ppb off, some two milliseconds a day.',
  source:
    'Data sheets of oven-controlled oscillators; holdover figures of a microsecond an hour to milliseconds a day.',
  driftPpb: { low: -20, high: 20 },
  example: 'server: { source: ocxo }',
});
