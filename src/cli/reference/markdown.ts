/** A word in back quotes. */
export function code(text: string): string {
  return `\`${text}\``;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('\n', ' ');
}

/** A table; nothing when it has no rows. Ends with an empty line. */
export function table(titles: readonly string[], rows: readonly (readonly string[])[]): string[] {
  if (rows.length === 0) return [];
  const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;
  return [line(titles), `|${'---|'.repeat(titles.length)}`, ...rows.map(line), ''];
}

/** A fenced block. Ends with an empty line. */
export function fenced(language: string, text: string): string[] {
  return [`\`\`\`${language}`, ...text.split('\n'), '```', ''];
}

/** Lines as the text of a page: no empty line at the end, one line feed. */
export function pageText(lines: readonly string[]): string {
  return `${lines.join('\n').trimEnd()}\n`;
}
