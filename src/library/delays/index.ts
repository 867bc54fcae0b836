import { Shelf } from '../../base/shelf.ts';
import { busyRack } from './busy-rack.ts';
import { crossAz } from './cross-az.ts';
import type { DelayDefinition } from './define.ts';
import { mobile2g } from './mobile-2g.ts';
import { mobile3g } from './mobile-3g.ts';
import { mobile4g } from './mobile-4g.ts';
import { sameAz } from './same-az.ts';
import { sameRack } from './same-rack.ts';
import { satellite } from './satellite.ts';
import { satelliteLeo } from './satellite-leo.ts';
import { wanAtlantic } from './wan-atlantic.ts';
import { wanContinent } from './wan-continent.ts';
import { wanFar } from './wan-far.ts';
import { wanOcean } from './wan-ocean.ts';

/** All delays that a scenario may name, in order of name. */
export const delays = new Shelf<DelayDefinition>('delay', [
  busyRack,
  crossAz,
  mobile2g,
  mobile3g,
  mobile4g,
  sameAz,
  sameRack,
  satellite,
  satelliteLeo,
  wanAtlantic,
  wanContinent,
  wanFar,
  wanOcean,
]);
