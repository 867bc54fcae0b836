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
import { flap } from './flap.ts';
import { hold } from './hold.ts';
import { leapSecond } from './leap-second.ts';
import { loss } from './loss.ts';
import { memoryLeak } from './memory-leak.ts';
import { nameFailure } from './name-failure.ts';
import { partition } from './partition.ts';
import { pause } from './pause.ts';
import { refuse } from './refuse.ts';
import { reorder } from './reorder.ts';
import { reset } from './reset.ts';
import { rollingRestart } from './rolling-restart.ts';
import { routeWithdrawal } from './route-withdrawal.ts';
import { slow } from './slow.ts';
import { slowNic } from './slow-nic.ts';
import { swizzle } from './swizzle.ts';
import { unreachable } from './unreachable.ts';
import { vmJump } from './vm-jump.ts';

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
  flap,
  hold,
  leapSecond,
  loss,
  memoryLeak,
  nameFailure,
  partition,
  pause,
  refuse,
  reorder,
  reset,
  rollingRestart,
  routeWithdrawal,
  slow,
  slowNic,
  swizzle,
  unreachable,
  vmJump,
]);
