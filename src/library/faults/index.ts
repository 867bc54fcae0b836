import { Shelf } from '../../base/shelf.ts';
import { bandwidth } from './bandwidth.ts';
import { clockDrift } from './clock-drift.ts';
import { clockFreeze } from './clock-freeze.ts';
import { clockJump } from './clock-jump.ts';
import { clockResolution } from './clock-resolution.ts';
import { clockStrobe } from './clock-strobe.ts';
import { clockSyncError } from './clock-sync-error.ts';
import { clockSyncOff } from './clock-sync-off.ts';
import { configPush } from './config-push.ts';
import { coolingLoss } from './cooling-loss.ts';
import { corrupt } from './corrupt.ts';
import { crash } from './crash.ts';
import type { FaultDefinition } from './define.ts';
import { delay } from './delay.ts';
import { diskCorrupt } from './disk-corrupt.ts';
import { diskError } from './disk-error.ts';
import { diskFull } from './disk-full.ts';
import { diskMisdirected } from './disk-misdirected.ts';
import { diskSlow } from './disk-slow.ts';
import { diskStall } from './disk-stall.ts';
import { diskSyncDropsOnRetry } from './disk-sync-drops-on-retry.ts';
import { diskSyncLost } from './disk-sync-lost.ts';
import { diskTorn } from './disk-torn.ts';
import { duplicate } from './duplicate.ts';
import { equivocate } from './equivocate.ts';
import { flap } from './flap.ts';
import { forge } from './forge.ts';
import { hold } from './hold.ts';
import { infrastructure } from './infrastructure.ts';
import { leapSecond } from './leap-second.ts';
import { lie } from './lie.ts';
import { loss } from './loss.ts';
import { memoryLeak } from './memory-leak.ts';
import { nameFailure } from './name-failure.ts';
import { outage } from './outage.ts';
import { partition } from './partition.ts';
import { pause } from './pause.ts';
import { refuse } from './refuse.ts';
import { reorder } from './reorder.ts';
import { replay } from './replay.ts';
import { reset } from './reset.ts';
import { rollingRestart } from './rolling-restart.ts';
import { routeWithdrawal } from './route-withdrawal.ts';
import { slow } from './slow.ts';
import { slowNic } from './slow-nic.ts';
import { swizzle } from './swizzle.ts';
import { unreachable } from './unreachable.ts';
import { vmJump } from './vm-jump.ts';
import { withhold } from './withhold.ts';

/** All faults that a scenario may name. */
export const faults = new Shelf<FaultDefinition>('fault', [
  bandwidth,
  clockDrift,
  clockFreeze,
  clockJump,
  clockResolution,
  clockStrobe,
  clockSyncError,
  clockSyncOff,
  configPush,
  coolingLoss,
  corrupt,
  crash,
  delay,
  diskCorrupt,
  diskError,
  diskFull,
  diskMisdirected,
  diskSlow,
  diskStall,
  diskSyncDropsOnRetry,
  diskSyncLost,
  diskTorn,
  duplicate,
  equivocate,
  flap,
  forge,
  hold,
  infrastructure,
  leapSecond,
  lie,
  loss,
  memoryLeak,
  nameFailure,
  outage,
  partition,
  pause,
  refuse,
  reorder,
  replay,
  reset,
  rollingRestart,
  routeWithdrawal,
  slow,
  slowNic,
  swizzle,
  unreachable,
  vmJump,
  withhold,
]);
