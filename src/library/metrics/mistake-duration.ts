import type { NodeId, TrueTime } from '../../base/units.ts';
import { detectorFields, Suspicions } from '../checks/events/suspicions.ts';
import { defineMetric } from './define.ts';
import { Pairs } from './detectors/pairs.ts';

/**
 * Mistake duration, T_M (Chen, Toueg and Aguilera, "On the Quality of Service of Failure
 * Detectors", 2002).
 */
export const mistakeDuration = defineMetric({
  name: 'mistake-duration',
  summary:
    'How long a node stays suspected that is up, at the most until the end; `by: peer` tells these nodes apart.',
  config: detectorFields,
  unit: 'ns',
  fold: 'mean',
  example: 'mistakes-last: { metric: mistake-duration, of: member, stat: max }',

  measure(run, config) {
    const began = new Pairs<TrueTime>();
    const end = (node: NodeId, peer: NodeId, at: TrueTime): void => {
      const beganAt = began.take(node, peer);
      if (beganAt !== undefined) run.add(at, at - beganAt, peer);
    };
    const detectors = new Suspicions(run, config, ({ kind, node, peer, seen }) => {
      if (peer !== null && kind === 'trusts') end(node, peer, seen.at);
      else if (peer !== null && !detectors.isDown(peer)) began.set(node, peer, seen.at);
      // From now on who suspected it is right.
      if (kind === 'down') for (const other of detectors.others(node)) end(other, node, seen.at);
    });
    // A detector that never takes it back would otherwise make no mistake.
    run.atEnd((at) => {
      for (const node of detectors.nodes) {
        for (const peer of detectors.others(node)) end(node, peer, at);
      }
    });
  },
});
