import { defineClock } from './define.ts';

/** The crystal of an ordinary server. */
export const quartz = defineClock({
  name: 'quartz',
  summary: 'A crystal on a mainboard: up to 50 ppm off, and it wanders by some 0.4 ppm a day.',
  source:
    'Data sheets of uncompensated crystals, 10 to 50 ppm; the chapter reckons with 200 ppm to be safe.',
  driftPpb: { low: -50_000, high: 50_000 },
  wander: { kind: 'random-walk', stepPpb: 10, everyNs: 60_000_000_000 },
  example: 'server: { source: quartz }',
});
