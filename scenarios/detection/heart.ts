// Nodes that tell one another that they live, and hold for dead whom they have not heard for too long. How
// long that is may be said once and for all, or found by listening.

import {
  defineProgram,
  duration,
  node as nodeId,
  type NodeId,
  ns,
  oneOf,
  type Timer,
} from 'fault-sim';

/** The last hundred gaps between heartbeats. */
class Gaps {
  readonly #last: number[] = [];

  add(gap: number): void {
    this.#last.push(gap);
    if (this.#last.length > 100) this.#last.shift();
  }

  /** The mean, and five standard deviations. */
  get longest(): number {
    const { length } = this.#last;
    const mean = this.#last.reduce((sum, gap) => sum + gap, 0) / length;
    const square = this.#last.reduce((sum, gap) => sum + (gap - mean) * (gap - mean), 0) / length;
    return mean + 5 * Math.sqrt(square);
  }
}

export const heart = defineProgram({
  name: 'heart',
  summary: 'Sends heartbeats, and suspects whose heartbeats it has not heard for too long.',
  config: {
    every: duration('From one heartbeat to the next.').default('100ms'),
    patience: oneOf(
      ['fixed', 'measured'],
      'How long it waits: always the same, or the mean of the last gaps and five standard deviations.',
    ).default('measured'),
    fixed: duration(
      'How long it waits when it is always the same; at least, when it is measured.',
    ).default('300ms'),
  },
  messages: { beat: {} },
  events: { suspected: { peer: nodeId() }, trusted: { peer: nodeId() } },

  start(node, { every, patience, fixed }) {
    const suspects = new Set<NodeId>();
    const heard = new Map<NodeId, { gaps: Gaps; at: number; silence: Timer }>();

    const suspect = (peer: NodeId) => (): void => {
      suspects.add(peer);
      node.observe('suspected', { peer });
    };
    for (const peer of node.peers) {
      const silence = node.after(ns(fixed * 2), suspect(peer));
      heard.set(peer, { gaps: new Gaps(), at: node.clock.monotonic(), silence });
    }

    node.every(every, () => node.send(node.peers, 'beat', {}));
    node.on('beat', (_body, from) => {
      const known = heard.get(from);
      if (known === undefined) return;
      const now = node.clock.monotonic();
      known.gaps.add(now - known.at);
      known.at = now;
      const measured = known.gaps.longest;
      known.silence.reset(ns(Math.ceil(patience === 'fixed' ? fixed : Math.max(fixed, measured))));
      if (suspects.delete(from)) node.observe('trusted', { peer: from });
    });
  },
});

export default heart;
