import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Oscillator } from '../../../src/world/time/oscillator.ts';

const giga = 1_000_000_000n;

/** The same clock in exact fractions: billionths of a nanosecond as one big integer. */
class ExactClock {
  #fine: bigint;
  #since = 0n;
  #ppb: bigint;

  constructor(base: number, ppb: number) {
    this.#fine = BigInt(base) * giga;
    this.#ppb = BigInt(ppb);
  }

  #at(atNs: number): bigint {
    return this.#fine + (BigInt(atNs) - this.#since) * (giga + this.#ppb);
  }

  read(atNs: number): bigint {
    const fine = this.#at(atNs);
    const whole = fine / giga;
    return fine < 0n && fine % giga !== 0n ? whole - 1n : whole;
  }

  setRate(atNs: number, ppb: number): void {
    this.#fine = this.#at(atNs);
    this.#since = BigInt(atNs);
    this.#ppb = BigInt(ppb);
  }
}

/** 100 days. */
const longNs = 8_640_000_000_000_000;
const rate = fc.oneof(
  fc.integer({ min: -500_000, max: 500_000 }),
  fc.integer({ min: -1_000_000_000, max: 1_000_000_000 }),
  fc.constantFrom(0, -1_000_000_000, 200_000, -999_999_999),
);
const changes = fc.array(fc.tuple(fc.nat(longNs / 8), rate), { maxLength: 6 });

describe('a clock on its oscillator', () => {
  it('gains 17.28 s a day at 200 ppm', () => {
    expect(new Oscillator(0, 200_000).read(86_400_000_000_000)).toBe(86_417_280_000_000);
  });

  it('reads exactly what whole numbers of any length give, through all changes of its rate', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -1e12, max: 1e12 }),
        rate,
        changes,
        fc.nat(longNs / 8),
        (base, ppb, bends, rest) => {
          const clock = new Oscillator(base, ppb);
          const exact = new ExactClock(base, ppb);
          let at = 0;
          for (const [after, to] of bends) {
            at += after;
            clock.setRate(at, to);
            exact.setRate(at, to);
          }
          expect(BigInt(clock.read(at + rest))).toBe(exact.read(at + rest));
        },
      ),
      { seed: 42, numRuns: 2000 },
    );
  });

  it('never runs backwards, also where its rate changes', () => {
    fc.assert(
      fc.property(rate, changes, fc.array(fc.nat(1e9), { maxLength: 5 }), (ppb, bends, looks) => {
        const clock = new Oscillator(0, ppb);
        let at = 0;
        let last = clock.read(0);
        const look = (): void => {
          expect(clock.read(at)).toBeGreaterThanOrEqual(last);
          last = clock.read(at);
        };
        for (const [after, to] of bends) {
          at += after;
          look();
          clock.setRate(at, to);
          look();
          for (const wait of looks) {
            at += wait;
            look();
          }
        }
      }),
      { seed: 42, numRuns: 500 },
    );
  });

  it('is changed by nothing that only reads it', () => {
    const [read, left] = [new Oscillator(5, 123_457), new Oscillator(5, 123_457)];
    for (let at = 0; at < 1000; at += 7) read.instantOf(read.read(at) + 3, at);
    read.setRate(1000, -5);
    left.setRate(1000, -5);
    expect(read.read(123_456_789)).toBe(left.read(123_456_789));
  });

  it('loses no fraction by being bent often', () => {
    const bent = new Oscillator(0, 200_000);
    for (let at = 1; at <= 10_000; at++) bent.setRate(at, 200_000);
    expect(bent.read(1_000_000_000)).toBe(new Oscillator(0, 200_000).read(1_000_000_000));
  });
});

describe('a deadline on it', () => {
  it('is met at the first instant at which it reads at least so much: not early, at most 1 ns late', () => {
    fc.assert(
      fc.property(
        rate,
        changes,
        fc.nat(1e9),
        fc.oneof(fc.nat(10), fc.nat(longNs / 8)),
        (ppb, bends, wait, span) => {
          const clock = new Oscillator(17, ppb);
          let at = 0;
          for (const [after, to] of bends) {
            at += after;
            clock.setRate(at, to);
          }
          const fromNs = at + wait;
          const deadline = clock.read(fromNs) + span;
          const metAt = clock.instantOf(deadline, fromNs);
          if (metAt === Infinity) {
            expect(clock.read(Number.MAX_SAFE_INTEGER)).toBeLessThan(deadline);
            return;
          }
          expect(metAt).toBeGreaterThanOrEqual(fromNs);
          expect(clock.read(metAt)).toBeGreaterThanOrEqual(deadline);
          if (metAt > fromNs) expect(clock.read(metAt - 1)).toBeLessThan(deadline);
        },
      ),
      { seed: 42, numRuns: 2000 },
    );
  });

  it('that has passed is met now; one that a stopped clock never reads, never', () => {
    const clock = new Oscillator(100, -1_000_000_000);
    expect(clock.instantOf(99, 50)).toBe(50);
    expect(clock.instantOf(100, 50)).toBe(50);
    expect(clock.instantOf(101, 50)).toBe(Infinity);
  });

  it('beyond what an instant can be is never met', () => {
    expect(new Oscillator(0, -999_999_999).instantOf(1e12, 0)).toBe(Infinity);
  });
});
