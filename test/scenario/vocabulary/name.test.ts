import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  isNameCharacter,
  nameProblem,
  reservedWords,
  spellingProblem,
} from '../../../src/scenario/vocabulary/name.ts';
import { compareText } from '../../../src/base/order.ts';
import { root } from '../../support/source-tree.ts';

describe('names', () => {
  test.each([
    'db',
    'db-2',
    'a_b',
    '2pc',
    'انبار',
    'قطع-انبار-۱',
    'می‌رسد',
    'Ω',
    '数据库',
    '🦊',
    '-x',
  ])('%s is a name', (text) => {
    expect(nameProblem(text)).toBeNull();
  });

  test.each([
    ['', 'empty'],
    ['a b', 'a blank'],
    ['a.b', '"."'],
    ['a:b', '":"'],
    ['$a', '"$"'],
    ['db-*', '"*"'],
    ['a\u00a0b', 'a blank (U+00A0)'],
    ['a\u3000b', 'a blank (U+3000)'],
    ['a\u200fb', 'a direction mark (U+200F)'],
    ['a\u202eb', 'a direction mark (U+202E)'],
    ['a\u0085b', 'a control character (U+0085)'],
    ['a\u0007b', 'a control character'],
    ['a\ufeffb', 'an invisible character (U+FEFF)'],
    ['a\u034fb', 'an invisible character (U+034F)'],
    ['\u1160', 'an invisible character (U+1160)'],
    ['\u3164', 'an invisible character (U+3164)'],
    ['\uffa0a', 'an invisible character (U+FFA0)'],
    ['a\u2800', 'a blank (U+2800)'],
    ['a\ud800', 'half a character (U+D800)'],
    ['-', 'a letter or a digit'],
    ['\u200cab', 'a joiner'],
    ['ab\u200c', 'a joiner'],
  ])('%j is none: %s', (text, why) => {
    expect(nameProblem(text)?.message).toContain(why);
  });

  test('a bad name comes with one that can be used', () => {
    expect(spellingProblem('my node')?.suggestion).toBe('my-node');
    expect(spellingProblem('rack:r1')?.suggestion).toBe('rack-r1');
    expect(spellingProblem('می رسد\u200c')?.suggestion).toBe('می-رسد');
    expect(spellingProblem('***')?.suggestion).toBeNull();
  });

  test.each([...reservedWords])('the word "%s" is reserved', (word) => {
    expect(nameProblem(word)?.message).toContain('word of the scenario language');
    expect(spellingProblem(word)).toBeNull();
  });

  test('the words of selectors, sentences and instants are all there', () => {
    for (const word of [
      'one',
      'majority',
      'of',
      'rest',
      'is',
      'paused',
      'hits',
      'last-write',
      'gst',
    ]) {
      expect(reservedWords.has(word), word).toBe(true);
    }
  });

  test('every suggestion is a name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 12 }), (text) => {
        const suggestion = nameProblem(text)?.suggestion ?? null;
        if (suggestion !== null) expect(nameProblem(suggestion)).toBeNull();
      }),
      { seed: 42 },
    );
  });

  test('what is no name has a character that no name may hold, a joiner at an end, or no letter', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1, maxLength: 8 }), (text) => {
        const allowed = Array.from(text).every((one) => isNameCharacter(one.codePointAt(0) ?? 0));
        const edges = /^[\u200c\u200d]|[\u200c\u200d]$/.test(text);
        const letters = !/^[-_]+$/.test(text);
        expect(spellingProblem(text) === null).toBe(allowed && !edges && letters);
      }),
      { seed: 42 },
    );
  });
});

describe('the guide', () => {
  test('lists the words that are no names, all of them and no others', () => {
    const guide = readFileSync(join(root, 'docs/guide/scenario-language.md'), 'utf8');
    const [, listed = ''] = /```text reserved\n([^`]*)```/.exec(guide) ?? [];
    expect(listed.split(/\s+/).filter(Boolean)).toEqual([...reservedWords].toSorted(compareText));
  });
});
