import { defineClock } from './define.ts';

/** A crystal that corrects itself for the temperature. */
export const tcxo = defineClock({
  name: 'tcxo',
  summary: 'A temperature-compensated crystal: up to 2 ppm off.',
  source: 'Data sheets of temperature-compensated crystal oscillators, 0.5 to 2.5 ppm.',
  driftPpb: { low: -2_000, high: 2_000 },
  wander: { kind: 'random-walk', stepPpb: 1, everyNs: 60_000_000_000 },
  example: 'server: { source: tcxo }',
});
