import { Shelf } from '../../base/shelf.ts';
import type { ClockDefinition } from './define.ts';
import { gps } from './gps.ts';
import { ocxo } from './ocxo.ts';
import { perfect } from './perfect.ts';
import { quartz } from './quartz.ts';
import { rubidium } from './rubidium.ts';
import { tcxo } from './tcxo.ts';

/** All kinds of clocks that a scenario may name, in order of name. */
export const clocks = new Shelf<ClockDefinition>('clock', [
  gps,
  ocxo,
  perfect,
  quartz,
  rubidium,
  tcxo,
]);
