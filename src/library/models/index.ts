import { Shelf } from '../../base/shelf.ts';
import { appendLog } from './append-log.ts';
import { casRegister } from './cas-register.ts';
import { counter } from './counter.ts';
import type { Model } from './define.ts';
import { growOnlySet } from './grow-only-set.ts';
import { kv } from './kv.ts';
import { lease } from './lease.ts';
import { multiRegister } from './multi-register.ts';
import { mutex } from './mutex.ts';
import { priorityQueue } from './priority-queue.ts';
import { queue } from './queue.ts';
import { register } from './register.ts';
import { set } from './set.ts';
import { stack } from './stack.ts';

/** All models that a check may name, in order of name. */
export const models = new Shelf<Model>('model', [
  appendLog,
  casRegister,
  counter,
  growOnlySet,
  kv,
  lease,
  multiRegister,
  mutex,
  priorityQueue,
  queue,
  register,
  set,
  stack,
]);
