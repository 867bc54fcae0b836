import type { Diagnostic, Place } from '../../base/errors.ts';
import { clipCells, printable } from '../../base/text/cells.ts';
import { graphemes, textWidth } from '../../base/text/width.ts';

const TAB = '    ';
/** A longer line is shown round its place only: a file of JSON may be a single one. */
const mostCells = 160;
/** What is shown of a long line before the place, and of the place itself. */
const nearCells = 60;
/** So far from a place no character is shown, also where most of them take no cell. */
const farCharacters = 1000;
const cutMark = '...';

/** Text of a file as a terminal may get it: what would move the cursor or paint is spelt out. */
function shown(text: string): string {
  return text.split('\t').map(printable).join(TAB);
}

/** A sentence that may quote a file. */
function sentence(text: string): string {
  return text.split('\n').map(shown).join('\n');
}

/** The beginning of a text, in so many cells. */
function beginningOf(text: string, cells: number): string {
  if (textWidth(text) <= cells) return text;
  return clipCells(text, Math.max(1, cells - cutMark.length + 1), cutMark);
}

/** The end of a text, in so many cells. */
function endOf(text: string, cells: number): string {
  if (textWidth(text) <= cells) return text;
  let kept = '';
  for (const cluster of [...graphemes(text)].toReversed()) {
    if (textWidth(cluster + kept) > cells - cutMark.length) break;
    kept = cluster + kept;
  }
  return cutMark + kept;
}

/** The characters of a line, taken apart once for all that is told of it. */
class LineCharacters {
  #text = '';
  #characters: readonly string[] = [];

  of(text: string): readonly string[] {
    if (text !== this.#text) {
      this.#text = text;
      this.#characters = [...text.replaceAll('\r', '')];
    }
    return this.#characters;
  }
}

/** The line of a place and the carets below it. */
function markedLine(
  { suggestion }: Diagnostic,
  place: Place,
  characters: readonly string[],
): [string, string] {
  const last = place.endLine === place.line ? place.endColumn - 1 : characters.length;
  const from = place.column - 1;
  const until = Math.max(last, place.column);
  // Of what is far away nothing can be shown, and the line may be the whole file.
  const near = (start: number, end: number): string =>
    shown(characters.slice(Math.max(0, start), end).join(''));
  let before = near(from - farCharacters, from);
  let marked = near(from, Math.min(until, from + farCharacters));
  let after = near(until, until + farCharacters);
  if (textWidth(before + marked + after) > mostCells) {
    before = endOf(before, nearCells);
    marked = beginningOf(marked, nearCells);
    after = beginningOf(after, mostCells - textWidth(before + marked));
  }
  const carets = '^'.repeat(Math.max(1, textWidth(marked)));
  const hint = suggestion === null ? '' : ` ${sentence(suggestion)}`;
  return [before + marked + after, ' '.repeat(textWidth(before)) + carets + hint];
}

function frame(diagnostic: Diagnostic, lineCharacters: LineCharacters): string[] {
  const { place, excerpt } = diagnostic;
  if (place === null) return [];
  const margin = String(excerpt.at(-1)?.line ?? place.line).length;
  const bar = `${' '.repeat(margin)} |`;
  const lines = [`${' '.repeat(margin)}--> ${place.file}:${place.line}:${place.column}`];
  if (excerpt.length === 0) return lines;
  lines.push(bar);
  for (const { line, text } of excerpt) {
    const here =
      line === place.line ? markedLine(diagnostic, place, lineCharacters.of(text)) : null;
    const whole = here?.[0] ?? beginningOf(shown(text.slice(0, farCharacters)), mostCells);
    lines.push(`${String(line).padStart(margin)} | ${whole}`.trimEnd());
    if (here !== null) lines.push(`${bar} ${here[1]}`);
  }
  return lines;
}

/** One diagnostic as lines of text: code, sentence, code frame, notes. No colour. */
export function diagnosticText(diagnostic: Diagnostic): string {
  return textOf(diagnostic, new LineCharacters());
}

function textOf(diagnostic: Diagnostic, lineCharacters: LineCharacters): string {
  const { code, severity, message, notes, path, suggestion, place, excerpt } = diagnostic;
  if (code === 'E_MORE') return message;
  const margin = ' '.repeat(String(excerpt.at(-1)?.line ?? place?.line ?? 0).length);
  const further = [...notes];
  if (place === null && suggestion !== null) further.unshift(suggestion);
  if (path !== null && path !== '') further.push(`path: ${path}`);
  return [
    `${severity}[${code}]: ${sentence(message)}`,
    ...frame(diagnostic, lineCharacters),
    ...further.map((note) => `${margin} = ${sentence(note)}`),
  ].join('\n');
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** How many errors are told, with those that `and N more` stands for. */
function errorCount(diagnostics: readonly Diagnostic[]): number {
  let count = 0;
  for (const { severity, code, message } of diagnostics) {
    if (severity !== 'error') continue;
    count += code === 'E_MORE' ? Number(/[0-9]+/.exec(message)?.[0] ?? 0) : 1;
  }
  return count;
}

/** All diagnostics of a file, and a last line that counts them. Ends with a newline. */
export function diagnosticsText(file: string, diagnostics: readonly Diagnostic[]): string {
  if (diagnostics.length === 0) return '';
  const errors = errorCount(diagnostics);
  const warnings = diagnostics.filter(({ severity }) => severity === 'warning').length;
  const counts = [
    ...(errors > 0 ? [counted(errors, 'error')] : []),
    ...(warnings > 0 ? [counted(warnings, 'warning')] : []),
  ];
  const lineCharacters = new LineCharacters();
  const texts = diagnostics.map((diagnostic) => textOf(diagnostic, lineCharacters));
  return `${texts.join('\n')}\n${file}: ${counts.join(', ')}\n`;
}

/** A diagnostic as `--json` prints it: its place in single keys, all null when it has none. */
export interface DiagnosticAnswer extends Pick<
  Diagnostic,
  'code' | 'severity' | 'path' | 'message' | 'suggestion'
> {
  readonly file: string | null;
  readonly line: number | null;
  readonly column: number | null;
  readonly endLine: number | null;
  readonly endColumn: number | null;
}

/** A diagnostic as `--json` prints it. */
export function diagnosticJson(diagnostic: Diagnostic): DiagnosticAnswer {
  const { code, severity, place, path, message, suggestion } = diagnostic;
  return {
    code,
    severity,
    file: place?.file ?? null,
    line: place?.line ?? null,
    column: place?.column ?? null,
    endLine: place?.endLine ?? null,
    endColumn: place?.endColumn ?? null,
    path,
    message,
    suggestion,
  };
}
