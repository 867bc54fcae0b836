import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Interrupted } from '../failure.ts';
import { noSuchFile } from '../host/near-path.ts';
import { readFifo } from '../host/read-text.ts';
import { breakable } from '../play/breakable.ts';
import type { JsonSchema } from '../../run/report/json-schema.ts';
import { misfitOf } from '../../run/report/misfit.ts';
import type { Report } from '../../run/report/report.ts';
import { reportSchema } from '../../run/report/schema.ts';
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

/** What stands at a path has no bytes of a file. */
export class NotAFile extends Error {
  override readonly name = 'NotAFile';
}

/** Throws NotAFile at a folder, and at a device: some of them have no end. */
export function demandFile(path: string, hint = ''): void {
  const about = statSync(path);
  if (about.isDirectory()) throw new NotAFile(`it is a folder${hint}`);
  if (about.isCharacterDevice()) throw new NotAFile('it is a device');
}

/** Why a file cannot be read, and as what. Throws a signal on that came meanwhile. */
export function unreadable(path: string, as: string, error: unknown): string {
  if (error instanceof Interrupted) throw error;
  const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
  if (code === 'ENOENT' || code === 'ENOTDIR') return noSuchFile(path);
  const why = error instanceof Error ? error.message : String(error);
  return `${path} cannot be read ${as}: ${why}`;
}

/**
 * The text of a file that was saved once; `usual` is its name in the folder that `run --out` writes. Throws
 * an Error that says why it cannot be had.
 */
export function savedText(path: string, usual: string | null = null): string {
  if (path === '-') throw new Error('only `report convert` reads standard input, name a file');
  const inside = usual === null ? null : join(path, usual);
  demandFile(path, inside !== null && existsSync(inside) ? `, name ${inside} in it` : '');
  if (statSync(path).isFIFO()) {
    return breakable(`while ${path} was read`, () => readFifo(path, Infinity)).toString('utf8');
  }
  return readFileSync(path, 'utf8');
}

/** Throws an Error in our own words: those of `JSON.parse` are others in each version of Node. */
function parsed(text: string): unknown {
  if (text.trim() === '') throw new Error('it is empty');
  try {
    return JSON.parse(text);
  } catch {
    throw new Error('it is no JSON, or not the whole of one');
  }
}

function schemaOf(value: unknown): unknown {
  return typeof value === 'object' && value !== null && 'schema' in value ? value.schema : null;
}

/** What a file is that names a schema of ours which is not wanted here; empty for any other. */
function otherOfOurs(schema: unknown): string {
  const name = typeof schema === 'string' ? /^fault-sim\.([a-z-]+)\/\d+$/.exec(schema)?.[1] : null;
  if (typeof schema !== 'string' || typeof name !== 'string') return '';
  const isReport = name === 'report' || name === 'explore';
  return `, it is ${schema}${isReport ? ', of another version of fault-sim' : ''}`;
}

/** What names our schema and has all that it asks for is taken at its word. Throws NoReport. */
function demandWhole(path: string, value: unknown, schema: JsonSchema): void {
  const misfit = misfitOf(value, schema);
  if (misfit === null) return;
  const problem = `${misfit.path} ${misfit.problem}`;
  throw new NoReport(
    `${path} is no whole report: ${problem}; another version of fault-sim wrote it, or somebody has changed it: write it anew`,
  );
}

/** Whether a text begins as a stream of events does. */
function isOfEvents(text: string): boolean {
  return /^\{"[^\n]{0,1000}"schema":"fault-sim\.events\/\d+"/.test(text);
}

/** The report that a text is; `path` is what the text is called. Throws NoReport. */
export function reportIn(text: string, path: string): SavedReport {
  let value: unknown;
  try {
    value = parsed(text);
  } catch (error) {
    if (isOfEvents(text)) {
      throw new NoReport(
        `${path} holds the events of runs, and no report: \`run --reporter json=report.json\` writes one`,
      );
    }
    throw new NoReport(unreadable(path, 'as a report', error));
  }
  const schema = schemaOf(value);
  switch (schema) {
    case 'fault-sim.report/1':
      demandWhole(path, value, reportSchema);
      return { kind: 'run', path, report: value as Report };
    case 'fault-sim.explore/1':
      demandWhole(path, value, exploreSchema);
      return { kind: 'explore', path, report: value as ExplorationReport };
    default:
      throw new NoReport(
        `${path} is no report of \`fault-sim run\` or \`fault-sim explore\`: its schema is neither fault-sim.report/1 nor fault-sim.explore/1${otherOfOurs(schema)}`,
      );
  }
}

/** Reads a report. Throws NoReport with a sentence that names the file. */
export function savedReport(path: string): SavedReport {
  let text: string;
  try {
    text = savedText(path, 'report.json');
  } catch (error) {
    throw new NoReport(unreadable(path, 'as a report', error));
  }
  return reportIn(text, path);
}
