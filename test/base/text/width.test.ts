import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitText, graphemes, textWidth } from '../../../src/base/text/width.ts';

const FAMILY = '\u{1f468}\u200d\u{1f469}\u200d\u{1f467}';
const FLAG = '\u{1f1ee}\u{1f1f7}';

describe('width', () => {
  it.each<[string, string, number]>([
    ['nothing', '', 0],
    ['ASCII', 'n1 -> n2', 8],
    ['Latin with marks, composed and not', 'é e\u0301', 3],
    ['Persian', 'فارسی', 5],
    ['Persian with ZWNJ', 'می\u200cخواهم', 7],
    ['Persian with vowel marks', 'سَلام', 4],
    ['direction marks', '\u200fab\u200e\u2067x\u2069', 3],
    ['Arabic-Indic digits', '۱۲۳', 3],
    ['Chinese', '分散システム', 12],
    ['Hangul syllables', '한글', 4],
    ['Hangul jamo', '\u1112\u1161\u11ab', 2],
    ['full-width letters', 'ＡＢ', 4],
    ['half-width katakana', 'ｱｲ', 2],
    ['emoji', '\u{1f600}', 2],
    ['a family joined', FAMILY, 2],
    ['a skin tone', '\u{1f44d}\u{1f3fd}', 2],
    ['flags', FLAG + FLAG, 4],
    ['the flag of Wales', '\u{1f3f4}\u{e0067}\u{e0062}\u{e0077}\u{e006c}\u{e0073}\u{e007f}', 2],
    ['a heart as text and as emoji', '\u2764 \u2764\ufe0f', 4],
    ['a keycap', '1\ufe0f\u20e3', 2],
    ['signs of the timeline', '│●▲…→✓', 6],
    ['controls', 'a\tb\n', 2],
    ['Devanagari with a vowel sign', 'का', 2],
  ])('of %s', (_name, text, cells) => {
    expect(textWidth(text)).toBe(cells);
  });

  it('clusters what is seen as one character', () => {
    expect(graphemes(`e\u0301${FAMILY}${FLAG}${FLAG}می\u200cخ\r\n`)).toEqual([
      'e\u0301',
      FAMILY,
      FLAG,
      FLAG,
      'م',
      'ی\u200c',
      'خ',
      '\r\n',
    ]);
    expect(graphemes('abc')).toEqual(['a', 'b', 'c']);
    expect(graphemes('ب\u200dx')).toEqual(['ب\u200d', 'x']);
  });

  it('fits text by padding or by cutting with an ellipsis', () => {
    expect(fitText('abc', 5)).toBe('abc  ');
    expect(fitText('abcdef', 4)).toBe('abc…');
    expect(fitText('分散系', 4)).toBe('分… ');
    expect(fitText('分散系', 6)).toBe('分散系');
    expect(fitText(`${FAMILY}ab`, 3)).toBe(`${FAMILY}…`);
    expect(fitText('abc', 1)).toBe('…');
    expect(fitText('abc', 0)).toBe('');
    expect(fitText('abc', -1)).toBe('');
  });

  it('always fits exactly, and clusters lose nothing', () => {
    const text = fc.string({
      unit: fc.oneof(
        fc.constantFrom(
          'a',
          'ی',
          '\u200c',
          '分',
          '\u{1f468}',
          '\u200d',
          '\ufe0f',
          '\u0301',
          '\u{1f1ee}',
          '\u2764',
        ),
        fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
      ),
    });
    fc.assert(
      fc.property(text, fc.nat({ max: 30 }), (value, cells) => {
        expect(textWidth(fitText(value, cells))).toBe(cells);
        expect(graphemes(value).join('')).toBe(value);
        expect(graphemes(value).reduce((sum, part) => sum + textWidth(part), 0)).toBe(
          textWidth(value),
        );
      }),
      { seed: 42, numRuns: 1000 },
    );
  });
});
