import { readFileSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseSync } from 'oxc-parser';
import type { Comment, Program } from 'oxc-parser';

/** The repository's own folder. */
export const root = fileURLToPath(new URL('../../', import.meta.url));

/** One source file, parsed; the path is relative to the repository and has forward slashes. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
  readonly program: Program;
  readonly comments: readonly Comment[];
}

/** Parses a text as if it stood at that path; a syntax error throws with the path. */
export function parseSource(path: string, text: string): SourceFile {
  const { program, comments, errors } = parseSync(path, text);
  const [first] = errors;
  if (first !== undefined) throw new Error(`${path}: ${first.message}`);
  return { path, text, program, comments };
}

/** All files below a folder of the repository, sorted; none when the folder is missing. */
export function filesBelow(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .sort((a, b) => (a < b ? -1 : 1));
}

/** Hand-written sources: everything below src/ but what a generator wrote. */
export function readSourceTree(): SourceFile[] {
  return filesBelow('src')
    .filter((path) => /\.tsx?$/.test(path) && !path.includes('/generated/'))
    .map((path) => parseSource(path, readFileSync(join(root, path), 'utf8')));
}

/** The line of a character position, counted from 1. */
export function lineAt(file: SourceFile, position: number): number {
  return file.text.slice(0, position).split('\n').length;
}
