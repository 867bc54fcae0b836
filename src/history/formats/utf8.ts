/** Codes that one call of fromCharCode takes without trouble. */
const batch = 4096;

function textOf(codes: ArrayLike<number>): string {
  return Reflect.apply(String.fromCharCode, null, codes);
}

function asciiText(bytes: Uint8Array, from: number, to: number): string {
  let text = '';
  for (let at = from; at < to; at += batch) {
    text += textOf(bytes.subarray(at, Math.min(to, at + batch)));
  }
  return text;
}

/** The smallest code point that needs one, two, or three bytes after the first. */
const leastCode = [0, 0x80, 0x800, 0x1_0000];

/** What a first byte begins with, by the number of bytes after it. */
const leadingBits = [0, 0xc0, 0xe0, 0xf0];

/** How many bytes follow a first byte; -1 when it cannot be a first one. */
function followers(first: number): number {
  if (first < 0x80) return 0;
  if (first < 0xc2) return -1;
  if (first < 0xe0) return 1;
  if (first < 0xf0) return 2;
  return first < 0xf5 ? 3 : -1;
}

/** The code point whose encoding begins at a place; -1 when there is none. */
function codeAt(bytes: Uint8Array, at: number, to: number, more: number): number {
  if (more < 0 || at + more >= to) return -1;
  if (more === 0) return bytes[at] ?? -1;
  let code = (bytes[at] ?? 0) & (0x3f >> more);
  for (let i = 1; i <= more; i += 1) {
    const byte = bytes[at + i] ?? 0;
    if ((byte & 0xc0) !== 0x80) return -1;
    code = (code << 6) | (byte & 0x3f);
  }
  const isSurrogate = code >= 0xd800 && code <= 0xdfff;
  return code < (leastCode[more] ?? 0) || code > 0x10_ffff || isSurrogate ? -1 : code;
}

/** Where the first byte stands that is no UTF-8 (RFC 3629); -1 when all of it is. */
export function badUtf8At(bytes: Uint8Array, from: number, to: number): number {
  let at = from;
  while (at < to) {
    const more = followers(bytes[at] ?? 0);
    if (codeAt(bytes, at, to, more) < 0) return at;
    at += more + 1;
  }
  return -1;
}

/** The text of some bytes; null when they are no UTF-8 (RFC 3629). */
export function decodeUtf8(bytes: Uint8Array, from: number, to: number): string | null {
  let ascii = from;
  while (ascii < to && (bytes[ascii] ?? 0) < 0x80) ascii += 1;
  if (ascii === to) return asciiText(bytes, from, to);
  let text = asciiText(bytes, from, ascii);
  let codes: number[] = [];
  for (let at = ascii; at < to;) {
    const more = followers(bytes[at] ?? 0);
    const code = codeAt(bytes, at, to, more);
    if (code < 0) return null;
    if (code < 0x1_0000) codes.push(code);
    else codes.push(0xd7c0 + (code >> 10), 0xdc00 + (code & 0x3ff));
    at += more + 1;
    if (codes.length < batch) continue;
    text += textOf(codes);
    codes = [];
  }
  return text + textOf(codes);
}

/** The bytes of a text; of a surrogate that stands alone, three bytes as of any other code. */
export function encodeUtf8(text: string): Uint8Array {
  const bytes: number[] = [];
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    const more = leastCode.findLastIndex((least) => code >= least);
    bytes.push((leadingBits[more] ?? 0) | (code >> (6 * more)));
    for (let i = more - 1; i >= 0; i -= 1) bytes.push(0x80 | ((code >> (6 * i)) & 0x3f));
  }
  return Uint8Array.from(bytes);
}
