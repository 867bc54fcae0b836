const { imul } = Math;

/**
 * Two 32-bit lanes: where a fingerprint of some part is left for whoever asked for it. Typed, so
 * that neither storing nor loading allocates.
 */
export const lanes = new Int32Array(2);

/** The fingerprint of what was copied (or asked about) last, as two unsigned 32-bit numbers. */
export const fingerprint = { lo: 0, hi: 0 };

/** Publishes the lanes as `fingerprint`. */
export function publish(): void {
  fingerprint.lo = (lanes[0] ?? 0) >>> 0;
  fingerprint.hi = (lanes[1] ?? 0) >>> 0;
}

/** High lanes of encoded values. Those of numbers lie among the NaNs, so no finite double has one. */
export const tag = {
  integer: 0x7ff80001,
  boolean: 0x7ff80002,
  nothing: 0x7ff80003,
  text: 0x3c6ef372,
  list: 0x510e527f,
  object: 0x1f83d9ab,
} as const;

/** Where the lanes of a list and an object begin, before their items are added. */
export const start = { list: 0x6a09e667, object: 0x2b3e6c1f } as const;

/** The four multipliers of `mixedSource` and `mix`, one for each round. */
const multipliers = [0x7feb352d, 0x846ca68b, 0x2c1b3c6d, 0x297a2d39] as const;

/**
 * The rounds of `mix` as source text over the variables x and y: for the generated copiers, which
 * have no call to spare. A four-round Feistel permutation of 64 bits: nothing collides in it.
 */
export const mixedSource = multipliers
  .map((multiplier, round) => {
    const [from, to] = round % 2 === 0 ? ['y', 'x'] : ['x', 'y'];
    return `t = imul(${from} ^ (${from} >>> 16), ${multiplier}); ${to} ^= t ^ (t >>> 15);`;
  })
  .join(' ');

/** Leaves the mixed lanes of (x, y) in `lanes`. */
export function mix(x: number, y: number): void {
  let [a, b] = [x, y];
  let t = imul(b ^ (b >>> 16), multipliers[0]);
  a ^= t ^ (t >>> 15);
  t = imul(a ^ (a >>> 16), multipliers[1]);
  b ^= t ^ (t >>> 15);
  t = imul(b ^ (b >>> 16), multipliers[2]);
  a ^= t ^ (t >>> 15);
  t = imul(a ^ (a >>> 16), multipliers[3]);
  b ^= t ^ (t >>> 15);
  lanes[0] = a;
  lanes[1] = b;
}

/** Leaves the encoding of a text in `lanes`: two code units a step, a bijection of the state. */
export function encodeText(text: string): void {
  const { length } = text;
  let lo = 0x243f6a88 ^ length;
  let hi: number = tag.text;
  const even = length & ~1;
  let i = 0;
  for (; i < even; i += 2) {
    lo = imul(lo ^ (text.charCodeAt(i) | (text.charCodeAt(i + 1) << 16)), 0x9e3779b1);
    lo = (lo << 13) | (lo >>> 19);
    hi = imul(hi ^ lo, 0x85ebca77);
  }
  if (i < length) {
    lo = imul(lo ^ text.charCodeAt(i), 0x9e3779b1);
    lo = (lo << 13) | (lo >>> 19);
    hi = imul(hi ^ lo, 0x85ebca77);
  }
  lanes[0] = lo;
  lanes[1] = hi;
}

const float = new Float64Array(1);
const floatBits = new Int32Array(float.buffer);
float[0] = 1;
/** Which of the two words holds the low half: that depends on the machine. */
const low = floatBits[0] === 0 ? 0 : 1;

/** Leaves the encoding of a finite number in `lanes`: its value if it fits 32 bits, else its exact bits. */
export function encodeNumber(value: number): void {
  if ((value | 0) === value) {
    lanes[0] = value | 0;
    lanes[1] = tag.integer;
    return;
  }
  float[0] = value;
  lanes[0] = floatBits[low] ?? 0;
  lanes[1] = floatBits[1 - low] ?? 0;
}
