import { clipCells, isolated, printable } from '../../base/text/cells.ts';

/** Cells of a text in a comment: a name or a body can be a whole log. */
const mostCells = 300;
/** And its letters: some take no cell. */
const mostLetters = 600;

const entities: ReadonlyMap<string, string> = new Map([
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['&', '&amp;'],
  // A backslash does not keep GitHub from reading a formula.
  ['$', '&#36;'],
]);

/**
 * First what GitHub makes links, mentions and pictures of; then what Markdown reads as its own, and
 * what would begin a list or a line under a heading.
 */
const special =
  /(@(?=\w)|#(?=\w)|(?<=GH)-(?=\d)|:(?=\/\/|[\w+-]+:)|(?<=www)\.)|[<>&$\\`*_{}[\]|~#]|(?<=^ *)[-+=](?= |$|[-+=])|(?<=^ *\d+)[.)](?= |$)/gi;
/** Blanks that Markdown drops. */
const lostBlanks = /^ | (?= )| $/g;

/** Neither an entity nor a backslash keeps GitHub from linking; the borders of an element do. */
function escaped(sign: string, link: string | undefined): string {
  return link === undefined ? (entities.get(sign) ?? `\\${sign}`) : `<span>${sign}</span>`;
}

function clipLetters(text: string): string {
  if (text.length <= mostLetters) return text;
  return `${Array.from(text.slice(0, 2 * mostLetters))
    .slice(0, mostLetters)
    .join('')}…`;
}

/** Text of one line as GitHub shows it back, in a cell of a table or anywhere else. */
export function markdownText(text: string): string {
  const line = clipCells(clipLetters(printable(text)), mostCells);
  return isolated(line.replace(special, escaped).replace(lostBlanks, '&nbsp;'));
}

/** Lines as they are, for copying; a fence is longer than any in them. */
export function fenced(language: string, content: string): string {
  const longest = (content.match(/`+/g) ?? []).reduce(
    (most, { length }) => (length > most ? length : most),
    2,
  );
  const fence = '`'.repeat(longest + 1);
  const end = content.endsWith('\n') ? '' : '\n';
  return `${fence}${language}\n${content}${end}${fence}\n`;
}
