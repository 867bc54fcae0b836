import type { Value } from '../units.ts';

/** How many bytes a string takes in JSON, encoded as UTF-8, with its quotes. */
function textBytes(text: string): number {
  let bytes = 2;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code >= 0x20 && code < 0x80) bytes += code === 0x22 || code === 0x5c ? 2 : 1;
    else if (code < 0x20) bytes += shortEscapes.has(code) ? 2 : 6;
    else if (code < 0x800) bytes += 2;
    else if (code < 0xd800 || code > 0xdfff) bytes += 3;
    else if (isPair(text, at)) {
      bytes += 4;
      at += 1;
      // A lone half of a pair is written as \udXXX.
    } else bytes += 6;
  }
  return bytes;
}

/** Control characters with an escape of two characters: backspace, tab, newline, form feed, return. */
const shortEscapes: ReadonlySet<number> = new Set([8, 9, 10, 12, 13]);

function isPair(text: string, at: number): boolean {
  const next = text.charCodeAt(at + 1);
  return text.charCodeAt(at) < 0xdc00 && next >= 0xdc00 && next <= 0xdfff;
}

function numberBytes(value: number): number {
  if (value >= 0 && value < 100 && Number.isInteger(value)) return value < 10 ? 1 : 2;
  return String(value).length;
}

/** The length of a value's canonical JSON in bytes of UTF-8, without writing it. */
export function jsonBytes(value: Value): number {
  if (typeof value === 'number') return numberBytes(value);
  if (typeof value === 'string') return textBytes(value);
  if (typeof value === 'boolean') return value ? 4 : 5;
  if (value === null) return 4;
  if (Array.isArray(value)) return listBytes(value);
  const keys = Object.keys(value);
  const record = value as { readonly [key: string]: Value };
  // Braces, colons, and the commas between.
  let bytes = 2 + keys.length + Math.max(0, keys.length - 1);
  for (const key of keys) bytes += textBytes(key) + jsonBytes(record[key] as Value);
  return bytes;
}

function listBytes(values: readonly Value[]): number {
  let bytes = 2 + Math.max(0, values.length - 1);
  for (const value of values) bytes += jsonBytes(value);
  return bytes;
}
