import type { Item, KeyItem } from '../listing/items.ts';
import { code, fenced, pageText, table } from './markdown.ts';

function keyRow({ name, value, fallback, about }: KeyItem): string[] {
  const isWord = fallback === 'required' || fallback === 'none';
  return [code(name), value, isWord ? fallback : code(fallback), about];
}

/** The section of one item: its sentence, its facts, its keys, its example, what shows its meaning. */
function section({ name, summary, facts, keys, example, blocks }: Item): string[] {
  return [
    `## ${name}`,
    '',
    summary,
    '',
    ...facts.flatMap((fact) => [`- ${fact.name}: ${fact.text}`]),
    ...(facts.length > 0 ? [''] : []),
    ...table(['key', 'value', 'default', 'meaning'], keys.map(keyRow)),
    ...(example === null ? [] : fenced('yaml', example)),
    ...blocks.flatMap(({ title, lines }) => [`${title}:`, '', ...fenced('text', lines.join('\n'))]),
  ];
}

/** A reference page: every item in the order of its shelf. */
export function itemsPage(title: string, lead: string, items: readonly Item[]): string {
  return pageText([`# ${title}`, '', lead, '', ...items.flatMap(section)]);
}
