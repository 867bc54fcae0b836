import { Shelf } from '../../base/shelf.ts';
import { agreement } from './agreement.ts';
import { bank } from './bank.ts';
import { causalOrder } from './causal-order.ts';
import { causal } from './causal.ts';
import { clientKnowsCause } from './client-knows-cause.ts';
import { clockContainment } from './clock-containment.ts';
import { consistentCut } from './consistent-cut.ts';
import { convergence } from './convergence.ts';
import { counterBounds } from './counter-bounds.ts';
import type { CheckDefinition } from './define.ts';
import { detectorAccuracy } from './detector-accuracy.ts';
import { detectorCompleteness } from './detector-completeness.ts';
import { exactlyOnceEffect } from './exactly-once-effect.ts';
import { fencing } from './fencing.ts';
import { fifoOrder } from './fifo-order.ts';
import { integrity } from './integrity.ts';
import { intervalExclusion } from './interval-exclusion.ts';
import { linearizable } from './linearizable.ts';
import { logMatching } from './log-matching.ts';
import { longFork } from './long-fork.ts';
import { memoryBound } from './memory-bound.ts';
import { metric } from './metric.ts';
import { monotone } from './monotone.ts';
import { monotonicReads } from './monotonic-reads.ts';
import { monotonicWrites } from './monotonic-writes.ts';
import { mutualExclusion } from './mutual-exclusion.ts';
import { never } from './never.ts';
import { noLostWrite } from './no-lost-write.ts';
import { noProgramErrors } from './no-program-errors.ts';
import { occurs } from './occurs.ts';
import { prefixEqual } from './prefix-equal.ts';
import { queueBound } from './queue-bound.ts';
import { readYourWrites } from './read-your-writes.ts';
import { recovers } from './recovers.ts';
import { regularRegister } from './regular-register.ts';
import { responds } from './responds.ts';
import { safeRegister } from './safe-register.ts';
import { sequential } from './sequential.ts';
import { setFull } from './set-full.ts';
import { singleLeader } from './single-leader.ts';
import { skewBound } from './skew-bound.ts';
import { sometimes } from './sometimes.ts';
import { termination } from './termination.ts';
import { timestampOrder } from './timestamp-order.ts';
import { totalOrder } from './total-order.ts';
import { totalQueue } from './total-queue.ts';
import { transactions } from './transactions.ts';
import { uniqueIds } from './unique-ids.ts';
import { unique } from './unique.ts';
import { validity } from './validity.ts';
import { writesFollowReads } from './writes-follow-reads.ts';

/** All checks that a scenario may name, in order of name. */
export const checks = new Shelf<CheckDefinition>('check', [
  agreement,
  bank,
  causal,
  causalOrder,
  clientKnowsCause,
  clockContainment,
  consistentCut,
  convergence,
  counterBounds,
  detectorAccuracy,
  detectorCompleteness,
  exactlyOnceEffect,
  fencing,
  fifoOrder,
  integrity,
  intervalExclusion,
  linearizable,
  logMatching,
  longFork,
  memoryBound,
  metric,
  monotone,
  monotonicReads,
  monotonicWrites,
  mutualExclusion,
  never,
  noLostWrite,
  noProgramErrors,
  occurs,
  prefixEqual,
  queueBound,
  readYourWrites,
  recovers,
  regularRegister,
  responds,
  safeRegister,
  sequential,
  setFull,
  singleLeader,
  skewBound,
  sometimes,
  termination,
  timestampOrder,
  totalOrder,
  totalQueue,
  transactions,
  unique,
  uniqueIds,
  validity,
  writesFollowReads,
]);
