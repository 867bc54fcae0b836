import { appendFileSync, existsSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { UsageError } from '../../base/errors.ts';
import { compactJson } from '../../base/json.ts';
import type { SeedOutcome } from '../../search/trial-outcome.ts';
import { WriteError } from '../failure.ts';

/** What a journal belongs to: only the same search can go on with it. */
export interface JournalHeader {
  readonly schema: 'fault-sim.explore-journal/1';
  readonly engine: string;
  readonly strategy: string;
  readonly phase?: true;
  /** The first seed, when what the next ones play depends on it. */
  readonly from?: string;
  /** `[scenario, hash, variant, cell]` of each design. */
  readonly designs: readonly (readonly (string | null)[])[];
}

interface JournalLine {
  readonly design: number;
  readonly outcomes: readonly SeedOutcome[];
}

function written<T>(act: () => T): T {
  try {
    return act();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new WriteError(`the journal cannot be written: ${why}`);
  }
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
  static open(
    path: string,
    header: JournalHeader,
    recall: (design: number, outcome: SeedOutcome) => void,
  ): Journal {
    const first = `${compactJson(header)}\n`;
    if (!existsSync(path)) {
      written(() => writeFileSync(path, first));
      return new Journal(path);
    }
    const text = readFileSync(path, 'utf8');
    const whole = text.slice(0, text.lastIndexOf('\n') + 1);
    if (whole === '') written(() => writeFileSync(path, first));
    else if (!whole.startsWith(first)) {
      throw new UsageError(
        `--journal ${path}: it is the journal of another search, or no journal; name another file`,
      );
    } else if (whole.length < text.length) {
      written(() => truncateSync(path, Buffer.byteLength(whole)));
    }
    for (const line of whole.slice(first.length).split('\n')) {
      if (line === '') continue;
      const { design, outcomes } = JSON.parse(line) as JournalLine;
      for (const outcome of outcomes) recall(design, outcome);
    }
    return new Journal(path);
  }

  /** Adds the runs of a batch. Throws WriteError. */
  add(design: number, outcomes: readonly SeedOutcome[]): void {
    const line: JournalLine = { design, outcomes };
    written(() => appendFileSync(this.#path, `${compactJson(line)}\n`));
  }
}
