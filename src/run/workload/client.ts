import type { Stream } from '../../base/draw/draw.ts';
import { KeyedRandom } from '../../base/draw/random.ts';
import type { NodeId } from '../../base/units.ts';
import type { WorkloadClient } from '../../library/workloads/define.ts';
import type { WorkloadPlan } from '../../scenario/plan/workload.ts';
import type { Random } from '../../world/program/node.ts';
import type { Recipient } from './recipient.ts';
import { Retries } from './retry.ts';

/** One client of a workload. All its draws are keyed by (workload, client, operation number). */
export class Client implements WorkloadClient {
  readonly id: NodeId;
  readonly index: number;
  readonly count: number;
  readonly stream: Stream;
  readonly random: Random;
  readonly retries: Retries;
  readonly recipient: Recipient;
  #next = 0;
  #drawing = 0;

  constructor(
    plan: WorkloadPlan,
    place: { readonly id: NodeId; readonly index: number; readonly count: number },
    stream: Stream,
    recipient: Recipient,
  ) {
    this.id = place.id;
    this.index = place.index;
    this.count = place.count;
    this.stream = stream;
    // The operation's number stands in for the instant: when it is asked does not change what is.
    this.random = new KeyedRandom(stream.child('body'), () => this.#drawing);
    this.retries = new Retries(plan.retry, stream);
    this.recipient = recipient;
  }

  /** The number of its next operation, from 0; draws belong to it from now on. */
  takeNumber(): number {
    const number = this.#next;
    this.#next += 1;
    this.#drawing = number;
    return number;
  }
}
