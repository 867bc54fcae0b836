import type { Recorded } from '../../history/formats/reader.ts';
import { writeJepsenEdn, writeJepsenJson } from '../../history/formats/jepsen-writer.ts';
import type { History } from '../../history/history.ts';
import type { TransactionHistory } from '../../history/transactions.ts';
import type { Output } from '../output.ts';
import { DraftFile } from '../play/draft-file.ts';
import type { ExportFormat } from './words.ts';

/** How a history is written for other tools. */
const writers: {
  readonly [F in ExportFormat]: (
    history: History | TransactionHistory,
  ) => Generator<string, void, undefined>;
} = { 'jepsen-edn': writeJepsenEdn, 'jepsen-json': writeJepsenJson };

/** A history that is to be written for other tools. */
export interface Export {
  readonly format: ExportFormat;
  /** A file; `-` for standard output. */
  readonly file: string;
}

/** Transactions and operations are never mixed in what other tools read: transactions come first. */
function chunksOf({ history, transactions }: Recorded, format: ExportFormat): Iterable<string> {
  return writers[format](transactions.count > 0 ? transactions : history);
}

/** Writes a history wherever it is wanted; throws WriteError when a file cannot be written. */
export async function writeExports(
  recorded: Recorded,
  wanted: readonly Export[],
  stdout: Output,
): Promise<void> {
  for (const { format, file } of wanted) {
    if (file === '-') {
      for (const chunk of chunksOf(recorded, format)) {
        if (stdout.isGone) break;
        await stdout.write(chunk);
      }
      continue;
    }
    const draft = new DraftFile(file);
    try {
      for (const chunk of chunksOf(recorded, format)) draft.write(chunk);
    } catch (error) {
      draft.discard();
      throw error;
    }
    draft.commit();
  }
}
