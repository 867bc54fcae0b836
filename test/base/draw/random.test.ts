import { describe, expect, it } from 'vitest';
import { Draws } from '../../../src/base/draw/draw.ts';
import { KeyedRandom } from '../../../src/base/draw/random.ts';
import { type HowLong, ns } from '../../../src/base/units.ts';

function randomAt(clock: { now: number }, subject = 'node n1 boot 1'): KeyedRandom {
  return new KeyedRandom(new Draws('42').stream(subject), () => clock.now);
}

describe('random of a program', () => {
  it('is keyed by instant and ordinal: more draws at one instant change no other', () => {
    const clock = { now: 100 };
    const plain = randomAt(clock);
    const busy = randomAt(clock);
    expect(busy.integer(0, 1e9)).toBe(plain.integer(0, 1e9));
    busy.chance(0.5);
    busy.shuffle([1, 2, 3]);
    clock.now = 200;
    const later = [plain.integer(0, 1e9), plain.integer(0, 1e9)];
    expect([busy.integer(0, 1e9), busy.integer(0, 1e9)]).toEqual(later);
    expect(later[0]).not.toBe(later[1]);
  });

  it('draws lengths of time as a distribution has them, one draw each', () => {
    const clock = { now: 100 };
    const [random, other] = [randomAt(clock), randomAt(clock)];
    const exponential = { kind: 'exponential', meanNs: 5_000_000 } as const;
    let sum = 0;
    for (let n = 0; n < 4000; n += 1) {
      const drawn = random.duration(exponential);
      expect(Number.isInteger(drawn)).toBe(true);
      expect(other.duration({ ...exponential })).toBe(drawn);
      sum += drawn;
    }
    expect(sum / 4000 / 5_000_000).toBeCloseTo(1, 1);
    expect(random.integer(0, 1e9)).toBe(other.integer(0, 1e9));
    expect(random.duration({ kind: 'constant', ns: 7 })).toBe(7);
    expect(() => random.duration({} as never)).toThrow('two lengths of time, or a distribution');
  });

  it('splits by purpose; the stream of one purpose is one stream', () => {
    const clock = { now: 7 };
    const random = randomAt(clock);
    const first = random.for('elections').integer(0, 1e12);
    expect(random.for('elections').integer(0, 1e12)).not.toBe(first);
    expect(randomAt(clock).for('elections').integer(0, 1e12)).toBe(first);
    expect(randomAt(clock).for('keys').integer(0, 1e12)).not.toBe(first);
    const other = randomAt(clock);
    other.for('keys').integer(0, 9);
    expect(other.integer(0, 1e12)).toBe(randomAt(clock).integer(0, 1e12));
  });

  it('draws whole numbers evenly, both ends included', () => {
    const clock = { now: 0 };
    const random = randomAt(clock);
    const counts = [0, 0, 0, 0, 0, 0];
    for (let i = 0; i < 60_000; i += 1) counts[random.integer(-2, 3) + 2]! += 1;
    // One standard deviation is 91.
    for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(450);
    expect(random.integer(5, 5)).toBe(5);
  });

  it('draws lengths of time from numbers of ns or text', () => {
    const random = randomAt({ now: 3 });
    for (let i = 0; i < 200; i += 1) {
      const drawn = random.duration('150ms', '300ms');
      expect(Number.isInteger(drawn) && drawn >= 150e6 && drawn <= 300e6).toBe(true);
    }
    expect(random.duration(ns(5), '5ns')).toBe(5);
  });

  it('gives chances, picks and fair shuffles', () => {
    const clock = { now: 0 };
    const random = randomAt(clock);
    let hits = 0;
    const orders = new Map<string, number>();
    const list = ['a', 'b', 'c'];
    for (let i = 0; i < 30_000; i += 1) {
      clock.now = i;
      if (random.chance(0.25)) hits += 1;
      const order = random.shuffle(list).join('');
      orders.set(order, (orders.get(order) ?? 0) + 1);
    }
    expect(Math.abs(hits - 7500)).toBeLessThan(375);
    expect(orders.size).toBe(6);
    for (const count of orders.values()) expect(Math.abs(count - 5000)).toBeLessThan(330);
    expect(list).toEqual(['a', 'b', 'c']);
    expect([random.chance(0), random.chance(1)]).toEqual([false, true]);
    expect(list).toContain(random.pick(list));
  });

  it('refuses bad arguments with a sentence', () => {
    const random = randomAt({ now: 0 });
    expect(() => random.integer(0.5, 2)).toThrow(
      'random.integer needs two whole numbers, not 0.5 and 2',
    );
    expect(() => random.integer(3, 2)).toThrow('random.integer: 2 is below 3');
    expect(() => random.integer(-(2 ** 52), 2 ** 53 - 1)).toThrow('too wide a range');
    expect(() => random.duration('5' as HowLong, ns(10))).toThrow('add a unit, e.g. 5s');
    expect(() => random.duration(NaN as HowLong, ns(10))).toThrow(
      "a length of time such as '150ms', not NaN",
    );
    expect(() => random.duration('2s', '1s')).toThrow('random.duration: "1s" is shorter than "2s"');
    expect(() => random.chance(1.5)).toThrow(
      'random.chance needs a probability from 0 to 1, not 1.5',
    );
    expect(() => random.pick([])).toThrow('random.pick cannot choose from an empty list');
    expect(() => random.for('')).toThrow('random.for needs the name of a purpose');
    for (const bad of [() => random.integer(NaN, 1), () => random.chance(NaN)])
      expect(bad).toThrow(TypeError);
  });
});
