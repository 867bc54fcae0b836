import type { TrueTime } from '../../base/units.ts';
import { detectorFields, Suspicions } from '../checks/events/suspicions.ts';
import { defineMetric } from './define.ts';
import { Pairs } from './detectors/pairs.ts';

/** Mistake recurrence, T_MR (Chen, Toueg and Aguilera, 2002). The rate of mistakes is its inverse. */
export const mistakeRecurrence = defineMetric({
  name: 'mistake-recurrence',
  summary:
    'Time from one mistake of a node about another that is up to its next one, if neither was down meanwhile; `by: peer` tells these apart.',
  config: detectorFields,
  unit: 'ns',
  fold: 'mean',
  example: 'between-mistakes: { metric: mistake-recurrence, of: member }',

  measure(run, config) {
    const last = new Pairs<TrueTime>();
    const detectors = new Suspicions(run, config, ({ kind, node, peer, seen }) => {
      // Who is down asks nobody and is asked for by nobody: that time is between no two mistakes.
      if (kind === 'down') last.drop(node, detectors.others(node));
      if (kind !== 'suspects' || peer === null || detectors.isDown(peer)) return;
      const before = last.get(node, peer);
      if (before !== undefined) run.add(seen.at, seen.at - before, peer);
      last.set(node, peer, seen.at);
    });
  },
});
