/** What strategies are called. Apart from what they do, so that a command line can be read without it. */
export const strategyNames = [
  'crash-points',
  'delay-bounded',
  'exhaustive',
  'novelty',
  'pct',
  'random',
  'swarm',
] as const;

export type StrategyName = (typeof strategyNames)[number];
