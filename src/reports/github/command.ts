/** What a workflow command of GitHub says of a file. */
export interface Annotation {
  readonly severity: 'error' | 'warning';
  /** Null: of no file. */
  readonly file: string | null;
  /** From 1; null where it is not known. */
  readonly line: number | null;
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
export function commandLine({ severity, file, line, title, message }: Annotation): string {
  const properties = [
    ...(file === null ? [] : [`file=${propertyText(file)}`]),
    ...(file === null || line === null ? [] : [`line=${line}`]),
    `title=${propertyText(title)}`,
  ];
  return `::${severity} ${properties.join(',')}::${dataText(message)}`;
}
