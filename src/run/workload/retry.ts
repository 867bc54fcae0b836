import { purpose, type Stream } from '../../base/draw/draw.ts';
import { compileSampler, type Sampler } from '../../base/sampler/sampler.ts';
import type { RetryPlan } from '../../scenario/plan/workload.ts';
import type { AnyOutcome } from '../../world/program/protocol.ts';

const PPB = 1_000_000_000;
const notDelivered: ReadonlySet<string> = new Set(['connection-refused', 'unreachable']);

/** Whether one may ask again: after a doubt, or when it did not get there; never after a refusal. */
export function isRetried(outcome: AnyOutcome): boolean {
  return (
    outcome.status === 'unknown' || (outcome.status === 'fail' && notDelivered.has(outcome.error))
  );
}

/** One client's retries: whether there may be one more, and when. */
export class Retries {
  readonly #plan: RetryPlan;
  readonly #stream: Stream;
  readonly #backoff: Sampler;
  #first = 0;
  #retries = 0;

  constructor(plan: RetryPlan, stream: Stream) {
    this.#plan = plan;
    this.#stream = stream;
    this.#backoff = compileSampler(plan.backoff);
  }

  /** An operation begins: the budget grows with it. */
  began(): void {
    this.#first += 1;
  }

  /** Takes one retry from plan and budget: the wait before it in ns, or null when there is none. */
  take(operation: number, retry: number): number | null {
    const { max, budgetPpb } = this.#plan;
    if (retry > max) return null;
    // Budgets are each client's own, as in a real client library.
    if (budgetPpb !== null && (this.#retries + 1) * PPB > this.#first * budgetPpb) return null;
    this.#retries += 1;
    return this.#waitNs(operation, retry);
  }

  #waitNs(operation: number, retry: number): number {
    let wait = this.#backoff.sample(this.#stream.at(purpose.retry, operation, retry, 0));
    for (let before = 1; before < retry; before += 1) {
      wait = Math.floor(wait * (this.#plan.growthPpb / PPB));
    }
    // Growing waits end where instants do.
    wait = Math.min(wait, Number.MAX_SAFE_INTEGER);
    if (this.#plan.jitter === 'none') return wait;
    return Math.floor(this.#stream.at(purpose.retry, operation, retry, 1) * (wait + 1));
  }
}
