import { Shelf } from '../../base/shelf.ts';
import { clientKnowsCause } from './client-knows-cause.ts';
import type { CheckDefinition } from './define.ts';
import { exactlyOnceEffect } from './exactly-once-effect.ts';
import { metric } from './metric.ts';
import { monotone } from './monotone.ts';
import { mutualExclusion } from './mutual-exclusion.ts';
import { never } from './never.ts';
import { noLostWrite } from './no-lost-write.ts';
import { noProgramErrors } from './no-program-errors.ts';
import { occurs } from './occurs.ts';
import { recovers } from './recovers.ts';
import { responds } from './responds.ts';
import { singleLeader } from './single-leader.ts';
import { sometimes } from './sometimes.ts';
import { unique } from './unique.ts';

/** All checks that a scenario may name, in order of name. */
export const checks = new Shelf<CheckDefinition>('check', [
  clientKnowsCause,
  exactlyOnceEffect,
  metric,
  monotone,
  mutualExclusion,
  never,
  noLostWrite,
  noProgramErrors,
  occurs,
  recovers,
  responds,
  singleLeader,
  sometimes,
  unique,
]);
