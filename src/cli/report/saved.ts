import { readFileSync } from 'node:fs';
import type { Report } from '../../run/report.ts';
import type { ExplorationReport } from '../../search/exploration-report.ts';

/** A report that was saved as JSON. */
export type SavedReport =
  | { readonly kind: 'run'; readonly path: string; readonly report: Report }
  | { readonly kind: 'explore'; readonly path: string; readonly report: ExplorationReport };

/** A file that cannot be read, or is no report of ours. Exit 3. */
export class NoReport extends Error {
  override readonly name = 'NoReport';
}

function schemaOf(value: unknown): unknown {
  return typeof value === 'object' && value !== null && 'schema' in value ? value.schema : null;
}

/** Reads a report. Throws NoReport with a sentence that names the file. */
export function savedReport(path: string): SavedReport {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new NoReport(`${path} cannot be read as a report: ${why}`);
  }
  // What names our schema was written by us: it is taken at its word.
  switch (schemaOf(value)) {
    case 'fault-sim.report/1':
      return { kind: 'run', path, report: value as Report };
    case 'fault-sim.explore/1':
      return { kind: 'explore', path, report: value as ExplorationReport };
    default:
      throw new NoReport(
        `${path} is no report of \`fault-sim run\` or \`fault-sim explore\`: its schema is neither fault-sim.report/1 nor fault-sim.explore/1`,
      );
  }
}
