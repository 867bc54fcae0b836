import { grouped } from '../content/count.ts';

/** GitHub takes so many of a step, and drops the rest without a word. */
const mostAnnotations = 10;

/** What a workflow command of GitHub says of a file. */
export interface Annotation {
  readonly severity: 'error' | 'warning';
  /** Null: of no file. */
  readonly file: string | null;
  /** From 1; null where it is not known. */
  readonly line: number | null;
  /** From 1; absent where only the line is told. */
  readonly column?: number | undefined;
  readonly title: string;
  readonly message: string;
}

const codes: Readonly<Record<string, string>> = {
  '%': '%25',
  '\r': '%0D',
  '\n': '%0A',
  ':': '%3A',
  ',': '%2C',
};

const coded = (character: string): string => codes[character] ?? character;

/** The message of a command: one line, whatever it holds. */
function dataText(text: string): string {
  return text.replace(/[%\r\n]/g, coded);
}

/** The value of a property, which a colon or a comma would end. */
function propertyText(text: string): string {
  return text.replace(/[%\r\n:,]/g, coded);
}

/** An annotation as the runner reads it: `::error file=a.yaml,line=3,title=lost::a write was lost`. */
export function commandLine({ severity, file, line, column, title, message }: Annotation): string {
  const properties = [
    ...(file === null ? [] : [`file=${propertyText(file)}`]),
    ...(file === null || line === null ? [] : [`line=${line}`]),
    ...(file === null || column === undefined ? [] : [`col=${column}`]),
    `title=${propertyText(title)}`,
  ];
  return `::${severity} ${properties.join(',')}::${dataText(message)}`;
}

/** Annotations as commands, a line each, and how many are left out. */
export function commandLines(annotations: readonly Annotation[]): string[] {
  const rest = annotations.length - mostAnnotations;
  return [
    ...annotations.slice(0, mostAnnotations).map(commandLine),
    ...(rest > 0
      ? [`${grouped(rest)} more without an annotation: GitHub shows ${mostAnnotations} of a step`]
      : []),
  ];
}
