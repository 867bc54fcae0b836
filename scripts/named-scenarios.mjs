/**
 * Ten scenarios that have something of everything: for comparisons that are made many times. The
 * whole folder is compared where once is enough.
 */
export const namedScenarios = [
  'scenarios/clocks/the-last-writer-loses.yaml',
  'scenarios/detection/split-brain.yaml',
  'scenarios/exploration/whatever-can-happen.yaml',
  'scenarios/leases/forgetful-tokens.yaml',
  'scenarios/machines/a-sync-that-failed.yaml',
  'scenarios/networks/six-ways.yaml',
  'scenarios/networks/tcp-hides-loss.yaml',
  'scenarios/pauses/lease-and-a-long-pause.yaml',
  'scenarios/persian/forushgah.yaml',
  'scenarios/your-own-program/box-office.yaml',
];
