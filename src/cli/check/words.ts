import type { HistoryFormat } from '../../history/formats/index.ts';

/*
 * Words of flags. They stand apart from what they name because every start of the program reads them;
 * the compiler sees to it that none is missing.
 */

/** What can be promised of operations; the first is meant when nobody says. */
export const promises = ['linearizable', 'sequential', 'regular', 'safe'] as const;
/** One of them. */
export type Promised = (typeof promises)[number];

/** How a history can be written for other tools. */
export const exportFormats = ['jepsen-edn', 'jepsen-json'] as const;
/** One of them. */
export type ExportFormat = (typeof exportFormats)[number];

/** How a file is said to be written. */
export type FormatWord = HistoryFormat | 'auto';

const formats: Readonly<Record<FormatWord, null>> = {
  auto: null,
  ndjson: null,
  'jepsen-edn': null,
  'jepsen-json': null,
  'jepsen-log': null,
  kv: null,
};

/** Whether a word is that of a format. */
export function isFormat(word: string): word is FormatWord {
  return Object.hasOwn(formats, word);
}

/** All formats that can be read. */
export const formatWords: readonly FormatWord[] = Object.keys(formats).filter(isFormat);
