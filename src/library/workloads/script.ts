import { defineWorkload } from './define.ts';

/** Exactly the operations that the scenario writes down. */
export const script = defineWorkload({
  name: 'script',
  summary: 'The operations listed under `steps`, each at its time or when something happens.',
  example:
    'once: { workload: script, to: counter, steps: [{ at: 1s, node: client-1, op: increment, key: visits }] }',

  // Steps come from the scenario; beyond them there is nothing to do.
  next: () => null,
});
