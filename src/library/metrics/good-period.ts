import type { TrueTime } from '../../base/units.ts';
import { detectorFields, Suspicions } from '../checks/events/suspicions.ts';
import { defineMetric } from './define.ts';
import { Pairs } from './detectors/pairs.ts';

/** Good period duration, T_G (Chen, Toueg and Aguilera, 2002): mistake recurrence without the mistake. */
export const goodPeriod = defineMetric({
  name: 'good-period',
  summary:
    'Time from the end of a mistake of a node about another that is up to its next one; `by: peer` tells these apart.',
  config: detectorFields,
  unit: 'ns',
  fold: 'mean',
  example: 'quiet-times: { metric: good-period, of: member, stat: min }',

  measure(run, config) {
    /** Since when a pair is right again; only of pairs that were mistaken before. */
    const mended = new Pairs<TrueTime>();
    const detectors = new Suspicions(run, config, ({ kind, node, peer, seen }) => {
      if (peer === null) {
        if (kind !== 'down') return;
        // Who is down asks nobody and is asked for by nobody: that time is neither good nor bad.
        mended.drop(node, detectors.others(node));
        return;
      }
      if (detectors.isDown(peer)) return;
      if (kind === 'trusts') {
        mended.set(node, peer, seen.at);
        return;
      }
      const since = mended.take(node, peer);
      if (since !== undefined) run.add(seen.at, seen.at - since, peer);
    });
  },
});
