import type { Diagnostic } from '../base/errors.ts';
import { textWidth } from '../base/width.ts';

const TAB = '    ';

function shown(text: string): string {
  return text.replaceAll('\t', TAB);
}

function caretLine(diagnostic: Diagnostic, text: string): string {
  const { place } = diagnostic;
  if (place === null) return '';
  const characters = [...text];
  const before = shown(characters.slice(0, place.column - 1).join(''));
  const last = place.endLine === place.line ? place.endColumn - 1 : characters.length;
  const marked = shown(characters.slice(place.column - 1, Math.max(last, place.column)).join(''));
  const carets = '^'.repeat(Math.max(1, textWidth(marked)));
  const hint = diagnostic.suggestion === null ? '' : ` ${diagnostic.suggestion}`;
  return ' '.repeat(textWidth(before)) + carets + hint;
}

function frame(diagnostic: Diagnostic): string[] {
  const { place, excerpt } = diagnostic;
  if (place === null) return [];
  const margin = String(excerpt.at(-1)?.line ?? place.line).length;
  const bar = `${' '.repeat(margin)} |`;
  const lines = [`${' '.repeat(margin)}--> ${place.file}:${place.line}:${place.column}`];
  if (excerpt.length === 0) return lines;
  lines.push(bar);
  for (const { line, text } of excerpt) {
    lines.push(`${String(line).padStart(margin)} | ${shown(text)}`.trimEnd());
    if (line === place.line) lines.push(`${bar} ${caretLine(diagnostic, text)}`);
  }
  return lines;
}

/** One diagnostic as lines of text: code, sentence, code frame, notes. No colour. */
export function diagnosticText(diagnostic: Diagnostic): string {
  const { code, severity, message, notes, path, suggestion, place, excerpt } = diagnostic;
  if (code === 'E_MORE') return message;
  const margin = ' '.repeat(String(excerpt.at(-1)?.line ?? place?.line ?? 0).length);
  const further = [...notes];
  if (place === null && suggestion !== null) further.unshift(suggestion);
  if (path !== null && path !== '') further.push(`path: ${path}`);
  return [
    `${severity}[${code}]: ${message}`,
    ...frame(diagnostic),
    ...further.map((note) => `${margin} = ${note}`),
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
  return `${diagnostics.map(diagnosticText).join('\n')}\n${file}: ${counts.join(', ')}\n`;
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
