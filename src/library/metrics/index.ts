import { Shelf } from '../../base/shelf.ts';
import { attemptsPerRequest } from './attempts-per-request.ts';
import { count } from './count.ts';
import type { MetricDefinition } from './define.ts';
import { detectionTime } from './detection-time.ts';
import { elapsed } from './elapsed.ts';
import { goodPeriod } from './good-period.ts';
import { goodput } from './goodput.ts';
import { latency } from './latency.ts';
import { mistakeDuration } from './mistake-duration.ts';
import { mistakeRecurrence } from './mistake-recurrence.ts';
import { queryAccuracy } from './query-accuracy.ts';
import { queueDrops } from './queue-drops.ts';
import { queueLength } from './queue-length.ts';
import { success } from './success.ts';
import { utilisation } from './utilisation.ts';

/** All metrics that a scenario may name, in order of name. */
export const metrics = new Shelf<MetricDefinition>('metric', [
  attemptsPerRequest,
  count,
  detectionTime,
  elapsed,
  goodPeriod,
  goodput,
  latency,
  mistakeDuration,
  mistakeRecurrence,
  queryAccuracy,
  queueDrops,
  queueLength,
  success,
  utilisation,
]);
