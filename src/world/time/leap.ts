import { eventClass } from '../../engine/agenda.ts';
import { Oscillator } from './oscillator.ts';
import type { MachinePort } from '../ports.ts';

/** What a machine does with a leap second (chapter: "Clock Synchronization and Accuracy"). */
export const leapModes = ['step', 'slew', 'smear-24h', 'ignore'] as const;
export type LeapMode = (typeof leapModes)[number];

const second = 1_000_000_000;
const halfDayNs = 43_200 * second;

/** One second in 2,000: the limit of adjtime. */
const slewPpb = 500_000;
const slewNs = 2_000 * second;

/**
 * One second in a day is 11,574 2/27 parts per billion. In whole ones it is spread exactly by 11,574
 * over 80,000 s and 11,575 over the other 6,400 s.
 */
const smear = [
  { ppb: 11_574, lengthNs: 80_000 * second },
  { ppb: 11_575, lengthNs: 6_400 * second },
] as const;

/** The leap seconds of one machine, as its setting has them. */
export class Leap {
  readonly #machine: MachinePort;
  readonly #mode: LeapMode;
  /** Leaps that are to come and are spread already, by their instant. */
  readonly #spread = new Map<number, readonly number[]>();
  /** What a clock that is right shows here: true time and what its leap seconds made of it. */
  readonly #right = new Oscillator(0, 0);

  constructor(machine: MachinePort, mode: LeapMode) {
    this.#machine = machine;
    this.#mode = mode;
  }

  /** The time of day that is right, as this machine counts leap seconds. */
  get rightNs(): number {
    return this.#right.read(this.#machine.engine.nowNs);
  }

  #step(byNs: number): void {
    this.#machine.clocks.stepWall(byNs);
    this.#right.step(byNs);
  }

  #run(ppb: number): void {
    const { engine, clocks } = this.#machine;
    clocks.spread(engine.nowNs, ppb);
    this.#right.setRate(engine.nowNs, this.#right.ppb + ppb);
  }

  /** A leap will come: a clock that spreads it has begun, or will begin, half a day before. */
  foresee(atNs: number, seconds: number): void {
    if (this.#mode !== 'smear-24h') return;
    this.#spread.set(atNs, [...(this.#spread.get(atNs) ?? []), seconds]);
    this.#smear(atNs - halfDayNs, seconds);
  }

  /** Whether one that comes now was foretold; each foretelling is good for one. */
  #wasForeseen(seconds: number): boolean {
    const { nowNs } = this.#machine.engine;
    const spread = this.#spread.get(nowNs) ?? [];
    const at = spread.indexOf(seconds);
    this.#spread.set(nowNs, spread.toSpliced(Math.max(at, 0), at < 0 ? 0 : 1));
    return at >= 0;
  }

  #smear(beginNs: number, seconds: number): void {
    let fromNs = beginNs;
    for (const { ppb, lengthNs } of smear) {
      this.#bend(fromNs, fromNs + lengthNs, -seconds * ppb);
      fromNs += lengthNs;
    }
  }

  /** The leap comes now. A kernel repeats the second, slews it away, or knows nothing of it. */
  come(seconds: number): void {
    const { engine } = this.#machine;
    if (this.#mode === 'smear-24h') {
      // Nobody told it before: all it can do is to spread it over the next day.
      if (!this.#wasForeseen(seconds)) this.#smear(engine.nowNs, seconds);
      return;
    }
    if (this.#mode === 'step') this.#step(-seconds * second);
    if (this.#mode !== 'slew') return;
    const rate = seconds < 0 ? slewPpb : -slewPpb;
    this.#bend(engine.nowNs, engine.nowNs + slewNs * Math.abs(seconds), rate);
  }

  /** The time of day runs at another rate between two instants, of which the first may be past. */
  #bend(fromNs: number, untilNs: number, ppb: number): void {
    const { engine } = this.#machine;
    const { nowNs } = engine;
    const pastNs = Math.min(nowNs, untilNs) - fromNs;
    if (pastNs > 0) {
      const seconds = Math.floor(pastNs / second);
      const restNs = pastNs - seconds * second;
      this.#step(seconds * ppb + Math.floor((restNs * ppb) / second));
    }
    if (untilNs <= nowNs) return;
    const begin = (): void => this.#run(ppb);
    if (fromNs <= nowNs) begin();
    else engine.schedule(fromNs, eventClass.change, begin);
    engine.schedule(untilNs, eventClass.change, () => this.#run(-ppb));
  }
}
