import type { NodeId, TrueTime } from '../../base/units.ts';
import { detectorFields, Suspicions } from '../checks/events/suspicions.ts';
import { defineMetric } from './define.ts';
import { Pairs } from './detectors/pairs.ts';

/** A crash that one node should notice. */
interface Crash {
  readonly at: TrueTime;
  /** Since when it is suspected without a break; null while it is not. */
  since: TrueTime | null;
}

/**
 * Detection time, T_D (Chen, Toueg and Aguilera, 2002): until the suspicion that lasts begins. A crash
 * that is never noticed gives no sample: `detector-completeness` judges that.
 */
export const detectionTime = defineMetric({
  name: 'detection-time',
  summary:
    'Time from a crash until another node suspects it for good; `by: peer` tells crashed nodes apart.',
  config: detectorFields,
  unit: 'ns',
  fold: 'max',
  example: 'noticed-after: { metric: detection-time, of: member, stat: p99 }',

  measure(run, config) {
    const crashes = new Pairs<Crash>();
    const settle = (node: NodeId, peer: NodeId): void => {
      const crash = crashes.take(node, peer);
      if (crash === undefined || crash.since === null) return;
      run.add(crash.since, crash.since - crash.at, peer);
    };
    const detectors = new Suspicions(run, config, ({ kind, node, peer, seen }) => {
      const crash = peer === null ? undefined : crashes.get(node, peer);
      if (crash !== undefined) crash.since = kind === 'suspects' ? seen.at : null;
      if (kind === 'up') for (const other of detectors.others(node)) settle(other, node);
      if (kind !== 'down') return;
      for (const other of detectors.others(node)) {
        crashes.take(node, other);
        if (detectors.isDown(other)) continue;
        const since = detectors.suspects(other, node) ? seen.at : null;
        crashes.set(other, node, { at: seen.at, since });
      }
    });
    run.atEnd(() => {
      for (const node of detectors.nodes) {
        for (const peer of detectors.others(node)) settle(node, peer);
      }
    });
  },
});
