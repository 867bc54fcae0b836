import { eventsFormat } from './events-header.ts';
import type { HistoryFormat } from './index.ts';

/** As much of a file is looked at. */
const mostBytes = 1 << 16;

const byEnding: readonly (readonly [ending: string, format: HistoryFormat])[] = [
  ['.ndjson', 'ndjson'],
  ['.edn', 'jepsen-edn'],
  ['.json', 'jepsen-json'],
  ['.jsonl', 'jepsen-json'],
  ['.log', 'jepsen-log'],
];

/** Bytes as characters of their own: enough to look for ASCII. */
function asciiOf(head: Uint8Array): string {
  let text = '';
  for (const byte of head.subarray(0, mostBytes)) text += String.fromCharCode(byte);
  return text;
}

/** What a text begins with, behind blanks, EDN's comments and the opening of a list. */
function formatOfText(text: string): HistoryFormat | null {
  const start = /^(?:\xef\xbb\xbf)?(?:[\s,]|;[^\n]*\n|[[(])*/.exec(text)?.[0].length ?? 0;
  const rest = text.slice(start);
  if (/^\{\s*"/.test(rest)) {
    const firstLine = /^[^\n]*/.exec(rest)?.[0] ?? '';
    return firstLine.includes(`"${eventsFormat}"`) ? 'ndjson' : 'jepsen-json';
  }
  if (/^(?:#[\w.]+)?\{[\s,]*[:}]/.test(rest)) {
    const firstMap = /^[^}]*/.exec(rest)?.[0] ?? '';
    return /:key[\s,]/.test(firstMap) ? 'kv' : 'jepsen-edn';
  }
  return /jepsen\.util/.test(rest) ? 'jepsen-log' : null;
}

/**
 * The format of a file from its first bytes, the more the better up to 64 KiB; if they do not tell,
 * from the ending of its name; null when that does not either.
 */
export function detectFormat(head: Uint8Array, name: string): HistoryFormat | null {
  const found = formatOfText(asciiOf(head));
  if (found !== null) return found;
  return byEnding.find(([ending]) => name.endsWith(ending))?.[1] ?? null;
}
