import { readFileSync } from 'node:fs';
import { noSuchFile } from '../host/near-path.ts';
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

/** Why a file cannot be read, and as what. */
export function unreadable(path: string, as: string, error: unknown): string {
  const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
  if (code === 'ENOENT' || code === 'ENOTDIR') return noSuchFile(path);
  const why = error instanceof Error ? error.message : String(error);
  return `${path} cannot be read ${as}: ${why}`;
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
    throw new NoReport(unreadable(path, 'as a report', error));
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
