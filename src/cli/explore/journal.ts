import { appendFileSync, existsSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { UsageError } from '../../base/errors.ts';
import { compactJson } from '../../base/json/json.ts';
import { listOf, recordOf, textOf, wholeOf } from '../../run/report/json-schema.ts';
import { misfitOf } from '../../run/report/misfit.ts';
import type { SeedOutcome } from '../../search/trial-outcome.ts';
import { WriteError } from '../failure.ts';
import { savedText, unreadable } from '../report/saved.ts';

/** What a journal belongs to: only the same search can go on with it. */
export interface JournalHeader {
  readonly schema: 'fault-sim.explore-journal/2';
  readonly engine: string;
  readonly strategy: string;
  readonly phase?: true;
  /** The first seed, when what the next ones play depends on it. */
  readonly from?: string;
  /** After how many events a run is stopped, when somebody said so. */
  readonly maxEvents?: number;
  /** Every run was played twice. */
  readonly verifies?: true;
  /** `[scenario, hash, variant, cell]` of each design. */
  readonly designs: readonly (readonly (string | null)[])[];
}

interface JournalLine {
  readonly design: number;
  readonly outcomes: readonly SeedOutcome[];
  /** The seed of a run that gave two traces. */
  readonly unstable?: string;
}

/** Is told what a journal holds. */
export interface Recalled {
  readonly outcome: (design: number, outcome: SeedOutcome) => void;
  /** A run gave two traces. */
  readonly unstable: (design: number, seed: string) => void;
}

/** What every line behind the first has. */
const lineSchema = recordOf(
  {
    design: wholeOf('Its place among the designs.'),
    outcomes: listOf(recordOf({ seed: textOf('Decimal.') }, 'A run.'), 'What was played.'),
  },
  'A batch.',
);

function written<T>(act: () => T): T {
  try {
    return act();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new WriteError(`the journal cannot be written: ${why}`);
  }
}

function readText(path: string): string {
  try {
    return savedText(path);
  } catch (error) {
    throw new UsageError(`--journal ${unreadable(path, 'as a journal', error)}`);
  }
}

/** A batch as a line has it; null: the line is damaged. */
function batchOf(line: string): JournalLine | null {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return null;
  }
  // What was written whole was written by us.
  return misfitOf(value, lineSchema) === null ? (value as JournalLine) : null;
}

/**
 * What a search has played, one batch a line, so that it can go on after it was killed. A last line
 * without its end is what was being written: it is dropped.
 */
export class Journal {
  readonly #path: string;

  private constructor(path: string) {
    this.#path = path;
  }

  /** Opens or begins a journal, and tells of every run in it. Throws UsageError for another's. */
  static open(path: string, header: JournalHeader, recalled: Recalled): Journal {
    const first = `${compactJson(header)}\n`;
    if (!existsSync(path)) {
      written(() => writeFileSync(path, first));
      return new Journal(path);
    }
    if (statSync(path).isFIFO())
      throw new UsageError(`--journal ${path}: it is a pipe, which keeps nothing`);
    const text = readText(path);
    const whole = text.slice(0, text.lastIndexOf('\n') + 1);
    // Killed while its first line was written; anything else without one belongs to somebody.
    if (whole === '' && first.startsWith(text)) written(() => writeFileSync(path, first));
    else if (!whole.startsWith(first)) {
      throw new UsageError(
        `--journal ${path}: it is the journal of another search (of other scenarios, flags or code), or no journal; name another file`,
      );
    } else if (whole.length < text.length) {
      written(() => truncateSync(path, Buffer.byteLength(whole)));
    }
    for (const [index, line] of whole.slice(first.length).split('\n').entries()) {
      if (line === '') continue;
      const batch = batchOf(line);
      if (batch === null) {
        throw new UsageError(
          `--journal ${path}: line ${index + 2} is damaged; without that line the search goes on, and plays its runs again`,
        );
      }
      const { design, outcomes, unstable } = batch;
      for (const outcome of outcomes) recalled.outcome(design, outcome);
      if (unstable !== undefined) recalled.unstable(design, unstable);
    }
    return new Journal(path);
  }

  /** Adds the runs of a batch. Throws WriteError. */
  add(design: number, outcomes: readonly SeedOutcome[], unstable: string | null): void {
    const line: JournalLine = { design, outcomes, ...(unstable === null ? {} : { unstable }) };
    written(() => appendFileSync(this.#path, `${compactJson(line)}\n`));
  }
}
