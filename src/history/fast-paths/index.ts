import { appendLogPath } from './append-log.ts';
import { counterPath } from './counter.ts';
import { growOnlySetPath } from './grow-only-set.ts';
import { kvPath } from './kv.ts';
import { leasePath } from './lease.ts';
import { lockPath } from './lock.ts';
import { priorityQueuePath } from './priority-queue.ts';
import { queuePath } from './queue.ts';
import { registerPath } from './register.ts';
import { setPath } from './set.ts';
import { stackPath } from './stack.ts';

/** All fast paths, by what they decide about. */
export const fastPaths = {
  appendLog: appendLogPath,
  counter: counterPath,
  growOnlySet: growOnlySetPath,
  kv: kvPath,
  lease: leasePath,
  lock: lockPath,
  priorityQueue: priorityQueuePath,
  queue: queuePath,
  register: registerPath,
  set: setPath,
  stack: stackPath,
} as const;

/** A model names its fast path out of these, and need not load any. */
export type FastPaths = typeof fastPaths;
