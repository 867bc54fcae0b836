import { eventsReader } from './events-reader.ts';
import { logReader } from './jepsen-log.ts';
import { ednReader, jsonReader } from './jepsen-stream.ts';
import type { HistoryReader, ReaderOptions } from './reader.ts';

/** How to read each format of recorded histories, by its name. */
const readers = {
  ndjson: eventsReader,
  'jepsen-edn': (options: ReaderOptions) => ednReader(options, false),
  'jepsen-json': jsonReader,
  'jepsen-log': logReader,
  kv: (options: ReaderOptions) => ednReader(options, true),
} as const;

/**
 * The name of a format: `ndjson`, the events of a run; `jepsen-edn` and `jepsen-json`, Jepsen's
 * histories; `jepsen-log`, its log; `kv`, Jepsen's maps with a `:key` in each.
 */
export type HistoryFormat = keyof typeof readers;

/** All formats. */
export const historyFormats = Object.keys(readers) as readonly HistoryFormat[];

/** Reads a file of a format. */
export function readerOf(format: HistoryFormat, options: ReaderOptions = {}): HistoryReader {
  return readers[format](options);
}
