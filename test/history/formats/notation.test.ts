import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Value } from '../../../src/base/units.ts';
import { Atoms } from '../../../src/history/formats/atoms.ts';
import { ByteBuffer } from '../../../src/history/formats/byte-buffer.ts';
import { EdnNotation } from '../../../src/history/formats/edn-notation.ts';
import { HistoryError } from '../../../src/history/formats/history-error.ts';
import { ednStyle, jsonStyle } from '../../../src/history/formats/jepsen-text.ts';
import { JsonNotation } from '../../../src/history/formats/json-notation.ts';
import type { Notation } from '../../../src/history/formats/notation.ts';
import { ValueTable } from '../../../src/history/value-table.ts';

type Kind = new (atoms: Atoms) => Notation;

/** Reads one value, and refuses what follows it. */
function valueOf(kind: Kind, text: string, skip = false): Value {
  const buffer = new ByteBuffer();
  buffer.push(new TextEncoder().encode(text));
  buffer.isWhole = true;
  const notation = new kind(new Atoms(buffer, new ValueTable()));
  if (skip) notation.skip();
  const cell = skip ? -1 : notation.cell();
  notation.blank();
  if (buffer.at < buffer.end) buffer.expected('nothing more');
  return notation.atoms.values.valueOf(cell);
}

const json = (text: string) => valueOf(JsonNotation, text);
const edn = (text: string) => valueOf(EdnNotation, text);

function refuses(kind: Kind, text: string): boolean {
  try {
    valueOf(kind, text);
    return false;
  } catch (error) {
    expect(error).toBeInstanceOf(HistoryError);
    expect(() => valueOf(kind, text, true)).toThrow(HistoryError);
    return true;
  }
}

/** Values without -0, which no table of values tells from 0, and without long whole numbers. */
const values = fc
  .jsonValue({ noUnicodeString: false })
  .map((value) => JSON.stringify(value).replace(/-0(?![.\d])/g, '0'))
  .filter((text) => !/\d{16}/.test(text))
  .map((text) => [text, JSON.parse(text) as Value] as const);

describe('JSON', () => {
  it('gives the values that JSON.parse gives', () => {
    fc.assert(
      fc.property(values, fc.constantFrom(0, 2), ([text, value], indent) => {
        const written = JSON.stringify(JSON.parse(text), null, indent);
        expect(json(written)).toEqual(value);
        valueOf(JsonNotation, written, true);
      }),
      { seed: 42, numRuns: 400 },
    );
  });

  it('is refused where JSON.parse refuses it', () => {
    const pieces = fc.constantFrom(...'[]{},:"0123-+.eE\\ntu ', 'null', 'true', '"a"', '{"a":1}');
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 8 }), (parts) => {
        const text = parts.join('');
        let isBad = false;
        try {
          JSON.parse(text);
        } catch {
          isBad = true;
        }
        expect(refuses(JsonNotation, text)).toBe(isBad);
      }),
      { seed: 42, numRuns: 5000 },
    );
  });

  it('keeps whole numbers that a double does not hold', () => {
    expect(json('[9007199254740991, -9007199254740991]')).toEqual([
      9007199254740991, -9007199254740991,
    ]);
    expect(json('[9007199254740993, 9007199254740992]')).toEqual([
      '9007199254740993',
      '9007199254740992',
    ]);
    expect(json('[2147483647, 2147483648, -1, -255, -256, -0, 1.0, 1e2]')).toEqual([
      2147483647, 2147483648, -1, -255, -256, 0, 1, 100,
    ]);
  });

  it('makes plain members of odd names', () => {
    const value = json('{"__proto__": 1, "a": 2}');
    expect(Object.keys(value as object)).toEqual(['__proto__', 'a']);
  });
});

describe('EDN', () => {
  it.each([
    ['nil', null],
    ['true false', null],
    ['[true false nil truey falsy nilly]', [true, false, null, 'truey', 'falsy', 'nilly']],
    ['[1 -2 +3 0 -0 4N 5M 1.5 -1e3 2.]', [1, -2, 3, 0, 0, 4, 5, 1.5, -1000, 2]],
    [
      '[1/2 ##Inf ##-Inf a/b - + -a +a .]',
      ['1/2', '##Inf', '##-Inf', 'a/b', '-', '+', '-a', '+a', '.'],
    ],
    ['[:a :a/b :+ "a"]', [':a', ':a/b', ':+', 'a']],
    ['"a\\n\\t\\"\\\\ \\u0644 é\nb"', 'a\n\t"\\ ل é\nb'],
    ['[\\a \\newline \\space \\u0041 \\( \\é \\𝄞]', ['a', '\n', ' ', 'A', '(', 'é', '𝄞']],
    ['(1, 2 ,,, [3])', [1, 2, [3]]],
    ['#{3 1 2}', [1, 2, 3]],
    ['{:a 1, "b" [2], 3 #{}, nil nil, [1 2] 4}', { ':a': 1, b: [2], 3: [], nil: null, '[1 2]': 4 }],
    ['#inst "2020" ', '2020'],
    ['#a #b/c [#d 1]', [1]],
    ['[1 #_2 #_ #_ 3 4 5 #_{:a [}] 6]', null],
    ['[1 #_2 #_ #_ 3 4 5 #_{:a [1]} 6] ; end', [1, 5, 6]],
    ['; first\n ; second\r\n 7', 7],
    ['[9007199254740993 9007199254740993N -12]', ['9007199254740993', '9007199254740993', -12]],
    ['', null],
    ['[1 2', null],
    ['[1 2)', null],
    ['{1 2 3}', null],
    [':', null],
    ['01', null],
    ['1a', null],
    ['1.2.3', null],
    ['1/0', null],
    ['\\', null],
    ['\\abc', null],
    ['"a', null],
    ['#', null],
    ['#"a"', null],
    ['#_', null],
    [']', null],
    ['\u0000', null],
  ])('%s', (text, value) => {
    if (value === null && text !== 'nil') expect(refuses(EdnNotation, text)).toBe(true);
    else expect(edn(text)).toEqual(value);
  });

  it('makes equal sets the same, whatever their order', () => {
    const [first, second, once] = edn('[#{a 5 "b"} #{"b" a 5} #{1 1}]') as readonly Value[];
    expect(first).toEqual(second);
    expect(once).toEqual([1]);
  });
});

describe('values that are written', () => {
  it.each([
    ['JSON', JsonNotation, jsonStyle],
    ['EDN', EdnNotation, ednStyle],
  ] as const)('come back from %s', (_, kind, style) => {
    const table = new ValueTable();
    const word = fc.constantFrom(
      ':a',
      ':timed-out',
      ': ',
      ':',
      ':a b',
      ':1',
      'nil',
      '1e400',
      '##Inf',
    );
    const number = fc.constantFrom(1e20, 1e21, -1e22, 2 ** 53, 0.1, 5e-324, -3);
    const any = fc.oneof(
      values.map(([, value]) => value),
      word,
      number,
      fc.array(word),
    );
    fc.assert(
      fc.property(any, (value) => {
        expect(valueOf(kind, style.value(table, table.cellOf(value)))).toEqual(value);
      }),
      { seed: 42, numRuns: 400 },
    );
  });
});
