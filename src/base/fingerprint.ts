import { hashText } from './draw/draw.ts';
import { highWord, lowWord } from './kernels/float-bits.ts';

function hex(word: number): string {
  return (word >>> 0).toString(16).padStart(8, '0');
}

/** 16 hexadecimal digits over a text and the exact bits of some numbers. */
export function fingerprintOf(text: string, numbers: Float64Array): string {
  let lo = hashText(text) | 0;
  let hi = hashText(text, 1) | 0;
  for (const number of numbers) {
    // NaN marks a cell and has many bit patterns, of which only one may count.
    const whole = number === number;
    lo = Math.imul(lo ^ (whole ? lowWord(number) : 1), 0x21f0aaad);
    lo ^= lo >>> 15;
    hi = Math.imul(hi ^ (whole ? highWord(number) : 2) ^ lo, 0x735a2d97);
    hi ^= hi >>> 16;
  }
  return hex(hi) + hex(lo);
}
