import { readFileSync } from 'node:fs';
import { noSuchFile } from '../host/near-path.ts';
import type { JsonSchema } from '../../run/json-schema.ts';
import { misfitOf } from '../../run/misfit.ts';
import type { Report } from '../../run/report.ts';
import { reportSchema } from '../../run/report-schema.ts';
import type { ExplorationReport } from '../../search/exploration-report.ts';
import { exploreSchema } from '../../search/explore-schema.ts';

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

/** What names our schema and has all that it asks for is taken at its word. Throws NoReport. */
function demandWhole(path: string, value: unknown, schema: JsonSchema): void {
  const misfit = misfitOf(value, schema);
  if (misfit === null) return;
  throw new NoReport(`${path} is no whole report: ${misfit.path} ${misfit.problem}`);
}

/** Reads a report. Throws NoReport with a sentence that names the file. */
export function savedReport(path: string): SavedReport {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new NoReport(unreadable(path, 'as a report', error));
  }
  switch (schemaOf(value)) {
    case 'fault-sim.report/1':
      demandWhole(path, value, reportSchema);
      return { kind: 'run', path, report: value as Report };
    case 'fault-sim.explore/1':
      demandWhole(path, value, exploreSchema);
      return { kind: 'explore', path, report: value as ExplorationReport };
    default:
      throw new NoReport(
        `${path} is no report of \`fault-sim run\` or \`fault-sim explore\`: its schema is neither fault-sim.report/1 nor fault-sim.explore/1`,
      );
  }
}
