import { compare, mul, type Ratio, ratio } from '../../base/quantity/ratio.ts';
import { probability } from '../../base/schema.ts';
import type { AnyOutcome } from '../../world/program/protocol.ts';
import { defineCheck } from './define.ts';

/** The operating system answered in place of the service. */
const notDelivered: ReadonlySet<string> = new Set(['connection-refused', 'unreachable']);

function isAnswer(outcome: AnyOutcome): boolean {
  return outcome.status === 'ok' || (outcome.status === 'fail' && !notDelivered.has(outcome.error));
}

const BILLION = 1_000_000_000;

/** A share as it is written: as a double it may come to a little more than that many requests. */
function shareOf(asked: number, share: number): Ratio {
  return mul(ratio(BigInt(asked)), ratio(BigInt(Math.round(share * BILLION)), BigInt(BILLION)));
}

/** The service answers, be it with a refusal; silence and a closed port are no answers. */
export const responds = defineCheck({
  name: 'responds',
  summary: 'Requests are answered: a share of them, or the first one in time.',
  property: 'liveness',
  goalless: ['share'],
  config: { share: probability('The least share of requests that must be answered.').optional() },
  example: 'served-again: { check: responds, of: orders, within: 30s, after: heal }',
  histories: () => ({
    config: { share: '50%' },
    held: [
      { at: '1s', until: '2s', client: 'c1', op: 'read', reply: {} },
      { at: '3s', client: 'c1', op: 'read' },
    ],
    violated: [
      { at: '1s', client: 'c1', op: 'read' },
      { at: '3s', client: 'c2', op: 'read' },
    ],
  }),

  watch(run, { share }) {
    let asked = 0;
    let answered = 0;
    run.onOperation((done) => {
      asked += 1;
      if (!isAnswer(done.data.outcome)) return;
      answered += 1;
      run.reached(done);
    });
    run.atEnd(() => {
      if (run.withinNs !== null || asked === 0) return;
      run.exercised();
      if (compare(ratio(BigInt(answered)), shareOf(asked, share ?? 1)) < 0) {
        run.violated(`${answered} of ${asked} requests were answered`);
      }
    });
  },
});
