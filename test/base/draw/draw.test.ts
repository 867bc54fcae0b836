import { describe, expect, it } from 'vitest';
import {
  Draws,
  TurningDraws,
  hashText,
  purpose,
  type Stream,
} from '../../../src/base/draw/draw.ts';

const stream = new Draws('42').stream('link a -> b');
const CELLS = 256;

/** Chi-square over 256 cells, as standard deviations from its mean. */
function deviation(draws: Iterable<number>): number {
  const counts = new Float64Array(CELLS);
  let total = 0;
  for (const u of draws) {
    counts[Math.floor(u * CELLS)]! += 1;
    total += 1;
  }
  const expected = total / CELLS;
  let chi = 0;
  for (const count of counts) chi += ((count - expected) * (count - expected)) / expected;
  return (chi - (CELLS - 1)) / Math.sqrt(2 * (CELLS - 1));
}

function* keys(count: number, draw: (i: number) => number): Iterable<number> {
  for (let i = 0; i < count; i += 1) yield draw(i);
}

describe('draws', () => {
  it('are a function of the key alone', () => {
    const again = new Draws('42').stream('link a -> b');
    const first = stream.at(purpose.loss, 1e15, 3, 0);
    stream.at(purpose.delay, 7, 7, 7);
    expect(again.at(purpose.loss, 1e15, 3, 0)).toBe(first);
  });

  it('stay as they were ever drawn', () => {
    const parent = new Draws('18446744073709551615').stream('node n1');
    expect([
      stream.at(purpose.loss, 0, 0, 0),
      stream.at(purpose.delay, 1_000_000_007, 1, 2),
      stream.at(purpose.delay, 9_007_199_254_740_991, 4_294_967_296, -1),
      parent.at(purpose.program, 5, 0, 0),
      parent.child('elections').at(purpose.program, 5, 0, 0),
      stream.bits(purpose.loss, 0, 0, 0),
      hashText(''),
      hashText('سلام'),
    ]).toMatchInlineSnapshot(`
      [
        0.8123481843224986,
        0.5069079176903877,
        0.6099963649143108,
        0.8114031966688224,
        0.5946989955092981,
        3489008884,
        1685163897,
        1234087972,
      ]
    `);
  });

  it.each<[string, (i: number) => number]>([
    ['counting instants', (i) => stream.at(purpose.delay, i, 0, 0)],
    ['instants a millisecond apart', (i) => stream.at(purpose.delay, i * 1_000_000, 0, 0)],
    ['instants 2^32 ns apart', (i) => stream.at(purpose.delay, i * 4_294_967_296, 0, 0)],
    ['ordinals', (i) => stream.at(purpose.loss, 1e12, i, 0)],
    ['third words', (i) => stream.at(purpose.loss, 1e12, 0, i)],
    ['high ordinals', (i) => stream.at(purpose.loss, 1e12, i * 4_294_967_296, 0)],
    ['purposes', (i) => stream.at(i, 1e12, 0, 0)],
    ['seeds', (i) => new Draws(String(i)).stream('x').at(purpose.loss, 0, 0, 0)],
    ['subjects', (i) => new Draws('1').stream(`client-${i}`).at(purpose.loss, 0, 0, 0)],
    ['children', (i) => stream.child(`c${i}`).at(purpose.loss, 0, 0, 0)],
    ['low bits', (i) => (stream.at(purpose.delay, i, 0, 0) * 2 ** 45) % 1],
  ])('are uniform over %s', (_name, draw) => {
    expect(Math.abs(deviation(keys(60_000, draw)))).toBeLessThan(5);
  });

  it('change half of their bits when one bit of the key changes', () => {
    const flip = (value: number, bit: number): number =>
      Number(BigInt(value) ^ (1n << BigInt(bit)));
    const mantissa = (u: number): bigint => BigInt(u * 2 ** 53);
    const samples = 300;
    for (let word = 0; word < 4; word += 1) {
      for (let bit = 0; bit < (word === 0 ? 6 : 52); bit += 1) {
        let changed = 0;
        for (let i = 0; i < samples; i += 1) {
          const key: [number, number, number, number] = [i % 24, i * 987_654_321_987, i % 7, i % 3];
          const before = mantissa(stream.at(...key));
          key[word] = flip(key[word]!, bit);
          for (let rest = before ^ mantissa(stream.at(...key)); rest > 0n; rest &= rest - 1n)
            changed += 1;
        }
        // 53 * 300 fair coins: one standard deviation is 63.
        expect(Math.abs(changed - (53 * samples) / 2), `word ${word} bit ${bit}`).toBeLessThan(380);
      }
    }
  });

  it('of neighbouring keys are independent', () => {
    const neighbours: readonly [string, (i: number) => number][] = [
      ['instant', (i) => stream.at(purpose.loss, i + 1, 0, 0)],
      ['ordinal', (i) => stream.at(purpose.loss, i, 1, 0)],
      ['third word', (i) => stream.at(purpose.loss, i, 0, 1)],
      ['purpose', (i) => stream.at(purpose.delay, i, 0, 0)],
      ['both lows by 2^31', (i) => stream.at(purpose.loss, i + 2_147_483_648, 2_147_483_648, 0)],
      ['subject', (i) => other.at(purpose.loss, i, 0, 0)],
      ['seed', (i) => nextSeed.at(purpose.loss, i, 0, 0)],
    ];
    const other: Stream = new Draws('42').stream('link a -> c');
    const nextSeed: Stream = new Draws('43').stream('link a -> b');
    for (const [name, neighbour] of neighbours) {
      // Cell pairs of 16 x 16: independent draws fill all 256 alike.
      const pairs = keys(60_000, (i) => {
        const cell = Math.floor(stream.at(purpose.loss, i, 0, 0) * 16);
        return (cell + Math.floor(neighbour(i) * 16) / 16) / 16;
      });
      expect(Math.abs(deviation(pairs)), name).toBeLessThan(5);
    }
  });

  it('do not collide over a million keys', () => {
    const seen = new Float64Array(1_000_000);
    let at = 0;
    for (let instant = 0; instant < 1000; instant += 1) {
      for (let ordinal = 0; ordinal < 10; ordinal += 1) {
        for (let third = 0; third < 10; third += 1) {
          for (let what = 1; what <= 10; what += 1) {
            seen[at] = stream.at(what, instant * 50_000_000, ordinal, third);
            at += 1;
          }
        }
      }
    }
    seen.sort();
    let equal = 0;
    for (let i = 1; i < seen.length; i += 1) if (seen[i] === seen[i - 1]) equal += 1;
    expect(equal).toBe(0);
  });

  it('tell negative numbers and numbers beyond 32 bits apart', () => {
    const identities = [
      -1,
      0,
      1,
      4_294_967_295,
      4_294_967_296,
      4_294_967_297,
      -4_294_967_296,
      2 ** 53 - 1,
      1 - 2 ** 53,
    ];
    expect(new Set(identities.map((a) => stream.at(1, a, 0, 0))).size).toBe(identities.length);
    expect(new Set(identities.map((b) => stream.at(1, 0, b, 0))).size).toBe(identities.length);
    expect(new Set(identities.map((c) => stream.at(1, 0, 0, c))).size).toBe(identities.length);
  });

  it('hash texts without trivial collisions, and differently under each seed', () => {
    const texts = Array.from({ length: 20_000 }, (_, i) => `node-${i}`);
    // Among 20,000 words of 32 bits 0.05 pairs are expected to be equal.
    expect(new Set(texts.map((text) => hashText(text))).size).toBeGreaterThanOrEqual(19_998);
    expect(hashText('a', 1)).not.toBe(hashText('a', 2));
    expect(hashText('\0')).not.toBe(hashText(''));
  });

  it('take every seed below 2^64 and nothing else', () => {
    for (const bad of [
      '',
      '-1',
      '1.5',
      '18446744073709551616',
      '1e3',
      ' 1',
      '99999999999999999999',
    ]) {
      expect(() => new Draws(bad), bad).toThrow(RangeError);
    }
    const lanes = ['0', '1', '4294967296', '18446744073709551615'].map((seed) => new Draws(seed));
    expect(new Set(lanes.map((draws) => `${draws.lo} ${draws.hi}`)).size).toBe(4);
  });

  it('have a number of their own for each purpose', () => {
    const numbers = Object.values(purpose);
    expect(new Set(numbers).size).toBe(numbers.length);
  });
});

describe('draws that turn', () => {
  const atMany = (draw: (nth: number) => number): number[] =>
    Array.from({ length: 50 }, (_, nth) => draw(nth));

  it('are those of the seed until they turn, and others from then on', () => {
    const plain = new Draws('42').stream('a').child('b');
    const draws = new TurningDraws('42', 1);
    const turning = draws.stream('a').child('b');
    const before = atMany((nth) => plain.at(purpose.loss, nth, 0, 0));
    expect(atMany((nth) => turning.at(purpose.loss, nth, 0, 0))).toEqual(before);
    draws.turn();
    const after = atMany((nth) => turning.at(purpose.loss, nth, 0, 0));
    expect(after.filter((draw, nth) => draw === before[nth])).toEqual([]);
    const other = new TurningDraws('42', 2);
    other.turn();
    const another = other.stream('a').child('b');
    expect(another.at(purpose.loss, 0, 0, 0)).not.toBe(after[0]);
  });
});
