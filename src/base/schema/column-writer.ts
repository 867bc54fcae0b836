import { InternalError } from '../errors.ts';
import { highWord, lowWord } from '../kernels/float-bits.ts';
import type { Description } from './description.ts';
import { itemOf, readSource, travelOf } from './travel.ts';

/**
 * Writes a value of one description into `words`, from place `n` on, and tells where it ended. The
 * value is what a copier has made: nothing of it is looked at twice. A whole number of 32 bits is a
 * word, a text its place in `texts`; what has no shape of its own, or is long, stays an object, and
 * the word is its place in `objects`.
 */
export type ColumnWriter = (
  value: unknown,
  words: Int32Array,
  texts: string[],
  objects: unknown[],
  n: number,
) => number;

/** Words that are no number: a member is not there; the two words of a double follow. */
export const mark = { absent: -0x8000_0000, double: -0x7fff_ffff } as const;

/** Lists with more items stay objects: whoever sends a long list often sends the same one again. */
const mostItems = 16;

/** Writes a number that is no whole one of 32 bits, or looks like a mark. */
function writeDouble(number: number, words: Int32Array, n: number): number {
  words[n] = mark.double;
  words[n + 1] = highWord(number);
  words[n + 2] = lowWord(number);
  return n + 3;
}

/** Minus nought is a double: as a whole number it would lose its sign. */
const NUMBER = `if ((f | 0) === f && f > ${mark.double} && (f !== 0 || 1 / f > 0)) words[n++] = f;
  else n = writeDouble(f, words, n);`;

/** What the source of one writer needs beside itself. */
interface Needs {
  readonly parts: ColumnWriter[];
  /** How many places of texts it remembers from one value to the next. */
  places: number;
}

/** Source that writes the words of the value in `f`. */
function writing(description: Description, needs: Needs): string {
  const travel = travelOf(description);
  switch (travel.kind) {
    case 'leaf':
      switch (travel.encoding) {
        case 'number':
          return NUMBER;
        case 'boolean':
          return 'words[n++] = f ? 1 : 0;';
        case 'text': {
          // Most often a field has the text that it had in the value before.
          const place = `place${needs.places++}`;
          return `if (texts[${place}] !== f) ${place} = texts.push(f) - 1; words[n++] = ${place};`;
        }
        case 'words': {
          const places = (description.words ?? []).map(
            (word, place) => `f === ${JSON.stringify(word)} ? ${place} : `,
          );
          return `words[n++] = ${places.join('')}-1;`;
        }
      }
      break;
    case 'object':
    case 'list': {
      const part = needs.parts.push(columnWriter(description)) - 1;
      const there = description.optional && travel.kind === 'object' ? 'words[n++] = 0;' : '';
      return `${there} n = part${part}(f, words, texts, objects, n);`;
    }
    case 'map':
    case 'value':
      return 'words[n++] = objects.push(f) - 1;';
    case 'never':
  }
  throw new InternalError(`a ${description.word} has no place in columns`);
}

function compile(body: string, { parts, places }: Needs): ColumnWriter {
  const make: unknown = new Function(
    'parts',
    'writeDouble',
    'hasOwn',
    `'use strict';
    ${parts.map((_, index) => `const part${index} = parts[${index}];`).join('\n')}
    ${Array.from({ length: places }, (_, index) => `let place${index} = 0;`).join(' ')}
    return function write(value, words, texts, objects, n) { ${body} return n; };`,
  );
  return (make as (...given: readonly unknown[]) => ColumnWriter)(
    parts,
    writeDouble,
    Object.hasOwn,
  );
}

function compileObject(description: Description): ColumnWriter {
  const needs: Needs = { parts: [], places: 0 };
  const members = Object.entries(description.fields ?? {}).map(([name, field]) => {
    const source = writing(field, needs);
    const read = `f = ${readSource(name)};`;
    return field.optional
      ? `${read} if (f === undefined) words[n++] = ${mark.absent}; else { ${source} }`
      : `${read} ${source}`;
  });
  return compile(`let f; ${members.join('\n')}`, needs);
}

function compileList(description: Description): ColumnWriter {
  const needs: Needs = { parts: [], places: 0 };
  const source = writing(itemOf(description), needs);
  return compile(
    `const { length } = value;
    if (length > ${mostItems}) { words[n++] = -objects.push(value); return n; }
    words[n++] = length;
    for (let i = 0; i < length; i++) { const f = value[i]; ${source} }`,
    needs,
  );
}

const writers = new WeakMap<Description, ColumnWriter>();

/** The writer of a description of an object or a list, made once: it is warm in all later runs. */
export function columnWriter(description: Description): ColumnWriter {
  const known = writers.get(description);
  if (known !== undefined) return known;
  const writer =
    travelOf(description).kind === 'list' ? compileList(description) : compileObject(description);
  writers.set(description, writer);
  return writer;
}
