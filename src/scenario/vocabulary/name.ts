import { selectorWords } from '../selector/words.ts';
import { sentenceWords } from '../sentence/words.ts';
import type { TextProblem } from '../diagnostics/text-problem.ts';

/** Words of the languages for selectors and sentences: nothing in a file may be called so. */
export const reservedWords: ReadonlySet<string> = new Set([...selectorWords, ...sentenceWords]);

const ZERO_WIDTH_NON_JOINER = 0x200c;
const ZERO_WIDTH_JOINER = 0x200d;

/** Beyond ASCII, first and last code point of what no name may hold, in ascending order. */
const forbidden: readonly (readonly [first: number, last: number, what: string])[] = [
  [0x80, 0x9f, 'a control character'],
  [0xa0, 0xa0, 'a blank'],
  [0xad, 0xad, 'an invisible character'],
  [0x34f, 0x34f, 'an invisible character'],
  [0x61c, 0x61c, 'a direction mark'],
  [0x115f, 0x1160, 'an invisible character'],
  [0x1680, 0x1680, 'a blank'],
  [0x17b4, 0x17b5, 'an invisible character'],
  [0x180e, 0x180e, 'an invisible character'],
  [0x2000, 0x200a, 'a blank'],
  [0x200b, 0x200b, 'an invisible character'],
  [0x200e, 0x200f, 'a direction mark'],
  [0x2028, 0x2029, 'a line break'],
  [0x202a, 0x202e, 'a direction mark'],
  [0x202f, 0x202f, 'a blank'],
  [0x205f, 0x205f, 'a blank'],
  [0x2060, 0x2064, 'an invisible character'],
  [0x2066, 0x2069, 'a direction mark'],
  [0x206a, 0x206f, 'an invisible character'],
  [0x2800, 0x2800, 'a blank'],
  [0x3000, 0x3000, 'a blank'],
  [0x3164, 0x3164, 'an invisible character'],
  [0xd800, 0xdfff, 'half a character'],
  [0xfeff, 0xfeff, 'an invisible character'],
  [0xffa0, 0xffa0, 'an invisible character'],
  [0xfff0, 0xfffb, 'an invisible character'],
  [0xfffe, 0xffff, 'an invisible character'],
  [0xe0000, 0xe007f, 'an invisible character'],
];

function isAsciiNameCharacter(code: number): boolean {
  const digit = code >= 0x30 && code <= 0x39;
  const upper = code >= 0x41 && code <= 0x5a;
  const lower = code >= 0x61 && code <= 0x7a;
  return digit || upper || lower || code === 0x2d || code === 0x5f;
}

function forbiddenName(code: number): string | undefined {
  if (code < 0x80) return undefined;
  return forbidden.find(([first, last]) => code >= first && code <= last)?.[2];
}

/** True for a code point that a name may hold (joiners: inside only). */
export function isNameCharacter(code: number): boolean {
  return code < 0x80 ? isAsciiNameCharacter(code) : forbiddenName(code) === undefined;
}

/** Where the run of name characters that begins at `start` ends, in UTF-16 units. */
export function nameEnd(text: string, start: number): number {
  let end = start;
  while (end < text.length) {
    const code = text.codePointAt(end) ?? 0;
    if (!isNameCharacter(code)) break;
    end += code > 0xffff ? 2 : 1;
  }
  return end;
}

function isJoiner(code: number | undefined): boolean {
  return code === ZERO_WIDTH_NON_JOINER || code === ZERO_WIDTH_JOINER;
}

function asciiFault(character: string): string {
  if (character === ' ' || character === '\t') return 'a blank';
  if (character < ' ' || character === '\u007f') return 'a control character';
  return `"${character}"`;
}

/** A spelling with `-` for each run of characters that no name may hold; null if nothing is left. */
function repaired(text: string): string | null {
  const parts: string[] = [];
  for (let at = 0; at < text.length;) {
    const end = nameEnd(text, at);
    if (end > at) parts.push(text.slice(at, end));
    at = end > at ? end : at + ((text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1);
  }
  const joined = parts.join('-').replace(/^[\u200c\u200d]+|[\u200c\u200d]+$/g, '');
  return joined === '' || joined === text || /^[-_]+$/.test(joined) ? null : joined;
}

function hexName(code: number): string {
  return `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
}

/** The whole text is marked, so that the suggestion is a whole name. */
function wholeProblem(text: string, message: string): TextProblem {
  return { message, offset: 0, length: text.length, suggestion: repaired(text) };
}

/**
 * Why a text cannot be a name because of its characters; null when it can. Names are letters and
 * digits of any script, `-`, `_`, and joiners inside; they are compared as written.
 */
export function spellingProblem(text: string): TextProblem | null {
  if (text === '') return wholeProblem(text, 'a name cannot be empty');
  const end = nameEnd(text, 0);
  if (end < text.length) {
    const code = text.codePointAt(end) ?? 0;
    const what = forbiddenName(code);
    const shown = what === undefined ? asciiFault(text.charAt(end)) : `${what} (${hexName(code)})`;
    return wholeProblem(text, `a name cannot hold ${shown}: only letters, digits, "-" and "_"`);
  }
  if (isJoiner(text.charCodeAt(0)) || isJoiner(text.charCodeAt(text.length - 1))) {
    return wholeProblem(
      text,
      `in "${text}" a joiner stands at the end, where nothing is to be joined`,
    );
  }
  if (/^[-_]+$/.test(text)) {
    return wholeProblem(text, `"${text}" is no name: a name has a letter or a digit`);
  }
  return null;
}

/** Why a text cannot be a name: its characters, or a word that the languages need; null when it can. */
export function nameProblem(text: string): TextProblem | null {
  if (!reservedWords.has(text)) return spellingProblem(text);
  const message = `"${text}" is a word of the scenario language and cannot be a name`;
  return { message, offset: 0, length: text.length, suggestion: `${text}-1` };
}
