import type { NodeId, TrueTime } from '../../base/units.ts';
import { detectorFields, Suspicions } from '../checks/events/suspicions.ts';
import { defineMetric } from './define.ts';
import { Pairs } from './detectors/pairs.ts';

/** How long one node could be asked about another that was up, and how long its answer was right. */
interface Account {
  askable: number;
  right: number;
  until: TrueTime;
}

/**
 * Query accuracy probability, P_A (Chen, Toueg and Aguilera, 2002): asked at any time about a node that
 * is up, how likely the detector says so. One sample for each pair of nodes, for the whole window; it
 * stands at the window's beginning.
 */
export const queryAccuracy = defineMetric({
  name: 'query-accuracy',
  summary:
    'Share of time in which a node trusts another one that is up; `by: peer` tells these apart.',
  config: detectorFields,
  unit: '1',
  fold: 'mean',
  example: 'answers-are-right: { metric: query-accuracy, of: member, stat: min }',

  measure(run, config) {
    const accounts = new Pairs<Account>();
    const { window } = run;
    /** Books the time since the last change, in which nothing changed. */
    const book = (node: NodeId, peer: NodeId, at: TrueTime, suspected: boolean): Account => {
      const start: Account = { askable: 0, right: 0, until: 0 as TrueTime };
      const account = accounts.get(node, peer) ?? start;
      accounts.set(node, peer, account);
      const passed = Math.min(at, window.until) - Math.max(account.until, window.from);
      account.until = at;
      if (passed <= 0) return account;
      account.askable += passed;
      if (!suspected) account.right += passed;
      return account;
    };
    const detectors = new Suspicions(run, config, ({ kind, node, peer, seen }) => {
      if (peer !== null) {
        const wasSuspected = kind === 'trusts';
        if (!detectors.isDown(node) && !detectors.isDown(peer)) {
          book(node, peer, seen.at, wasSuspected);
        }
        return;
      }
      if (kind !== 'down' && kind !== 'up') return;
      for (const other of detectors.others(node)) {
        if (detectors.isDown(other)) continue;
        for (const [by, of] of [
          [node, other],
          [other, node],
        ] as const) {
          if (kind === 'down') book(by, of, seen.at, detectors.suspects(by, of));
          else skip(by, of, seen.at);
        }
      }
    });
    /** Nothing is booked of the time until now: one of the two was down. */
    const skip = (node: NodeId, peer: NodeId, at: TrueTime): void => {
      const account = accounts.get(node, peer) ?? { askable: 0, right: 0, until: at };
      accounts.set(node, peer, account);
      account.until = at;
    };
    run.atEnd((at) => {
      for (const node of detectors.nodes) {
        for (const peer of detectors.others(node)) {
          const isOpen = !detectors.isDown(node) && !detectors.isDown(peer);
          if (isOpen) book(node, peer, at, detectors.suspects(node, peer));
          const account = accounts.get(node, peer);
          if (account !== undefined && account.askable > 0) {
            run.add(window.from, account.right / account.askable, peer);
          }
        }
      }
    });
  },
});
