import { duration, oneOf } from '../../base/schema.ts';
import { printDuration } from '../../base/time.ts';
import type { NodeId } from '../../base/units.ts';
import { defineCheck, type Seen } from './define.ts';
import { detectorFields, Suspicions } from './events/suspicions.ts';

/**
 * Accuracy of a failure detector (Chandra and Toueg, 1996): strong, no node is suspected while it is
 * up; weak, some node that never crashes is suspected by nobody. Perpetual from the start, eventual
 * `from` a later instant: of a mistake that stands then, too, it is too late to be forgiven.
 */
export const detectorAccuracy = defineCheck({
  name: 'detector-accuracy',
  summary: 'Nodes that are up are not suspected, or at least one of them is not.',
  property: 'safety',
  // Who is down, and what nodes hold, was decided before a window begins.
  wholeHistory: true,
  config: {
    ...detectorFields,
    class: oneOf(
      ['strong', 'weak'],
      'No node that is up is suspected, or one that never crashes is not.',
    ).default('strong'),
    from: duration('From when on; later than the start for the eventual classes.').default('0s'),
  },
  example: 'one-is-trusted: { check: detector-accuracy, of: member, class: weak, from: 45s }',
  histories: () => ({
    held: [
      { at: '1s', node: 'b', process: 'crashed' },
      { at: '3s', node: 'a', event: 'suspected', data: { peer: 'b' } },
    ],
    violated: [
      { at: '1s', node: 'b', process: 'paused', why: 'gc' },
      { at: '3s', node: 'a', event: 'suspected', data: { peer: 'b' } },
      { at: '9s', node: 'b', process: 'resumed' },
    ],
  }),

  watch(run, config) {
    const crashed = new Set<NodeId>();
    /** The first mistake about each node that counts, and the suspicions that stand. */
    const mistakes = new Map<NodeId, Seen<unknown>>();
    const standing = new Map<NodeId, Map<NodeId, Seen<unknown>>>();
    const mistaken = (peer: NodeId, seen: Seen<unknown>): void => {
      if (!mistakes.has(peer)) mistakes.set(peer, seen);
      if (config.class === 'weak') return;
      const when = seen.at < config.from ? `, and still at ${printDuration(config.from)}` : '';
      run.violated(`${seen.node} suspected ${peer}, which was up${when}`, seen);
    };
    let isOpen = config.from === 0;
    /**
     * What stands when the instant has come counts; who goes down or comes up just now was the
     * other until now.
     */
    const open = (wasUp: (peer: NodeId) => boolean): void => {
      isOpen = true;
      for (const [peer, by] of standing) {
        if (wasUp(peer)) for (const seen of by.values()) mistaken(peer, seen);
      }
    };
    const isUp = (peer: NodeId): boolean => !detectors.isDown(peer);
    const detectors = new Suspicions(run, config, ({ kind, node, peer, seen }) => {
      // What changes at that very instant has changed when it is looked at.
      const changes = kind === 'down' || kind === 'up' ? node : null;
      if (!isOpen && seen.at > config.from) open((about) => isUp(about) !== (about === changes));
      if (kind === 'down') crashed.add(node);
      if (peer === null) return;
      run.exercised();
      const by = standing.get(peer) ?? new Map<NodeId, Seen<unknown>>();
      standing.set(peer, by);
      if (kind === 'trusts') by.delete(node);
      else by.set(node, seen);
      if (isOpen && kind === 'suspects' && isUp(peer)) mistaken(peer, seen);
    });
    run.atEnd(({ at }) => {
      if (!isOpen && at >= config.from) open(isUp);
      if (config.class === 'strong') return;
      const lasting = run.nodes.filter((node) => !crashed.has(node));
      const because = lasting.flatMap((node) => mistakes.get(node) ?? []);
      if (lasting.length === 0 || because.length < lasting.length) return;
      run.violated('each node that never crashed was suspected while it was up', ...because);
    });
  },
});
