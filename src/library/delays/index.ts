import { Shelf } from '../../base/shelf.ts';
import { crossAz } from './cross-az.ts';
import type { DelayDefinition } from './define.ts';
import { mobile4g } from './mobile-4g.ts';
import { sameAz } from './same-az.ts';
import { sameRack } from './same-rack.ts';
import { satellite } from './satellite.ts';
import { wanContinent } from './wan-continent.ts';
import { wanOcean } from './wan-ocean.ts';

/** All delays that a scenario may name, in order of name. */
export const delays = new Shelf<DelayDefinition>('delay', [
  crossAz,
  mobile4g,
  sameAz,
  sameRack,
  satellite,
  wanContinent,
  wanOcean,
]);
