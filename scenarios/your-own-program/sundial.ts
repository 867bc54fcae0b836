// A kind of clock of your own: what drives it, as far as numbers say. It stands under `source`, where
// the library's `quartz` and `gps` may stand.

import { defineClock } from 'fault-sim';

export const sundial = defineClock({
  name: 'sundial',
  summary: 'Right to a minute, slow in summer and fast in winter.',
  source: 'A sundial has no data sheet; the equation of time takes it up to 16 minutes off.',
  offsetNs: { low: -60_000_000_000, high: 60_000_000_000 },
  driftPpb: { low: -100_000, high: 100_000 },
  wander: { kind: 'temperature', depthPpb: 50_000, periodNs: 86_400_000_000_000 },
});

export default sundial;
