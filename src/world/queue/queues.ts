import { CodelQueue } from './codel-queue.ts';
import { FairQueue } from './fair-queue.ts';
import { FifoQueue } from './fifo-queue.ts';
import type { Discipline, QueuePlan } from './port-plan.ts';
import { PriorityQueue } from './priority-queue.ts';
import type { Queue, QueueLimit } from './waiting.ts';

const makers: { readonly [D in Discipline]: new (limit: QueueLimit) => Queue } = {
  fifo: FifoQueue,
  priority: PriorityQueue,
  fair: FairQueue,
  codel: CodelQueue,
};

/** An empty queue of the kind that a plan asks for. */
export function newQueue({ discipline, limit }: QueuePlan): Queue {
  return new makers[discipline](limit);
}
