import { purpose } from '../../base/draw/draw.ts';
import type { Stream } from '../../base/draw/draw.ts';

/** How the rate of an oscillator changes by itself. */
export type Wander =
  /** Each time a step up or down, with even odds. */
  | { readonly kind: 'random-walk'; readonly stepPpb: number; readonly everyNs: number }
  /**
   * A crystal in a room that grows warm and cold: it slows down on both sides of the temperature for
   * which it was cut, with the square of the distance, by at most `depthPpb`.
   */
  | { readonly kind: 'temperature'; readonly depthPpb: number; readonly periodNs: number };

/** A swing of temperature is followed in so many steps. */
const stepsOfSwing = 96;

/** Which draw of the node's clock stream it is: 0 to 2 are its start. */
const walkDraw = 3;
const phaseDraw = 4;

/** The time from one change to the next, in ns. */
export function wanderPeriodNs(wander: Wander): number {
  if (wander.kind === 'random-walk') return wander.everyNs;
  return Math.max(1, Math.floor(wander.periodNs / stepsOfSwing));
}

/** What the rate is off by at the start, in ppb: who is switched on need not be at the right temperature. */
export function wanderStartPpb(wander: Wander, stream: Stream): number {
  return wander.kind === 'random-walk' ? 0 : sag(wander.depthPpb, phaseOf(stream));
}

/** What the rate changes by at the n-th step, from 1 on, in ppb. */
export function wanderStepPpb(wander: Wander, n: number, stream: Stream): number {
  if (wander.kind === 'random-walk') {
    return stream.at(purpose.clock, walkDraw, n, 0) < 0.5 ? -wander.stepPpb : wander.stepPpb;
  }
  const at = phaseOf(stream) + n;
  return sag(wander.depthPpb, at) - sag(wander.depthPpb, at - 1);
}

function phaseOf(stream: Stream): number {
  return Math.floor(stream.at(purpose.clock, phaseDraw, 0, 0) * stepsOfSwing);
}

/** How much slower the crystal is at a step of the swing: the square of a triangle wave. */
function sag(depthPpb: number, step: number): number {
  const half = stepsOfSwing / 2;
  // From -half/2 to half/2 and back.
  const distance = Math.abs((step % stepsOfSwing) - half) - half / 2;
  return -Math.floor((depthPpb * distance * distance * 4) / (half * half));
}
