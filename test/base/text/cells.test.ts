import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  clipCells,
  fitCells,
  isolated,
  padCells,
  printable,
  wrapCells,
} from '../../../src/base/text/cells.ts';
import { textWidth } from '../../../src/base/text/width.ts';

const words = fc.string({
  unit: fc.constantFrom('a', 'b', ' ', '-', 'م', 'ی', '锁', '🗄️', 'é', '_'),
  maxLength: 60,
});
const cells = fc.integer({ min: 2, max: 40 });
const settings = { seed: 42 };

describe('text in cells', () => {
  it('is clipped to its room with an ellipsis', () => {
    expect(clipCells('storage', 7)).toBe('storage');
    expect(clipCells('storage', 5)).toBe('stor…');
    expect(clipCells('storage', 5, '~')).toBe('stor~');
    expect(clipCells('锁服务', 4)).toBe('锁…');
    expect(clipCells('storage', 0)).toBe('');
  });

  it('fills a column exactly, in every script', () => {
    fc.assert(
      fc.property(words, cells, (text, room) => textWidth(fitCells(text, room)) === room),
      settings,
    );
    expect(padCells('ab', 4)).toBe('ab  ');
    expect(padCells('abcde', 4)).toBe('abcde');
  });

  it('puts right-to-left text between isolates, which take no cells', () => {
    expect(isolated('store')).toBe('store');
    expect(isolated('مشتری-۱')).toBe('\u2068مشتری-۱\u2069');
    expect(textWidth(isolated('مشتری-۱'))).toBe(textWidth('مشتری-۱'));
    expect(fitCells('مشتری', 7)).toBe('\u2068مشتری\u2069  ');
  });

  it('breaks at blanks, and inside a word only when no line could hold it', () => {
    expect(wrapCells('a client checks its lease', 12)).toEqual(['a client', 'checks its', 'lease']);
    expect(wrapCells('5-reply-lost-and-remembered', 12)).toEqual([
      '5-reply-',
      'lost-and-',
      'remembered',
    ]);
    expect(wrapCells('abcdefgh', 3)).toEqual(['abc', 'def', 'gh']);
    expect(wrapCells('', 10)).toEqual(['']);
  });

  it('never makes a line too wide and loses nothing but blanks', () => {
    fc.assert(
      fc.property(words, cells, (text, room) => {
        const lines = wrapCells(text, room);
        expect(lines.filter((line) => textWidth(line) > room)).toEqual([]);
        expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
      }),
      settings,
    );
  });

  it('spells out what would steer a terminal or turn its text round', () => {
    expect(printable('a\tb\nc')).toBe('a b c');
    expect(printable('\u001b[2J\u0007')).toBe('\\u001b[2J\\u0007');
    expect(printable('\u202eevil')).toBe('\\u202eevil');
    expect(printable('می\u200cشود')).toBe('می\u200cشود');
  });
});
