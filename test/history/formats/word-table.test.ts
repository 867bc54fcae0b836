import { describe, expect, it } from 'vitest';
import { encodeUtf8 } from '../../../src/history/formats/utf8.ts';
import {
  hashBasis,
  hashPrime,
  known,
  noWord,
  WordTable,
} from '../../../src/history/formats/word-table.ts';

describe('a table of words', () => {
  it('has the known words at their numbers', () => {
    const words = new WordTable();
    for (const [text, word] of Object.entries(known)) {
      expect(words.idOfText(text)).toBe(word);
      expect(words.textOf(word)).toBe(text);
    }
    expect(words.idOfText('')).toBe(noWord);
  });

  it('gives equal bytes one number, and others another, also when hashes are equal', () => {
    const words = new WordTable();
    const texts = Array.from({ length: 3000 }, (_, i) => `word ${i} é`);
    const numbers = texts.map((text) => words.idOfText(text));
    expect(new Set(numbers).size).toBe(3000);
    expect(texts.map((text) => words.idOfText(text))).toEqual(numbers);
    expect(numbers.map((word) => words.textOf(word))).toEqual(texts);
    const bytes = encodeUtf8('abc');
    const first = words.idOf(bytes, 0, 1, 7);
    expect(words.idOf(bytes, 1, 2, 7)).not.toBe(first);
    expect(words.idOf(bytes, 0, 1, 7)).toBe(first);
  });

  it('hashes a text as its bytes are hashed', () => {
    const words = new WordTable();
    const bytes = encodeUtf8('xéy');
    let hash = hashBasis;
    for (const byte of bytes) hash = Math.imul(hash ^ byte, hashPrime);
    expect(words.idOf(bytes, 0, bytes.length, hash)).toBe(words.idOfText('xéy'));
  });

  it('has no text for what is no UTF-8', () => {
    const words = new WordTable();
    expect(words.textOf(words.idOf(Uint8Array.of(0xff), 0, 1, 1))).toBeNull();
  });
});
