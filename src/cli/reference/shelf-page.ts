import type { Description, Fields } from '../../base/schema/description.ts';
import type { Shelf } from '../../base/shelf.ts';

/** What a reference page reads of an item, whatever shelf it stands on. */
export interface Described {
  readonly name: string;
  readonly summary: string;
  readonly params?: Fields;
  readonly config?: Fields;
  readonly example?: string | null;
}

/** A value as a file would write it, in back quotes. */
const quoted = (value: unknown): string =>
  `\`${typeof value === 'string' ? value : JSON.stringify(value)}\``;

/** What may be written for a key: its kind, its words, its bounds. */
function kindOf({ word, words, min, max, of }: Description): string {
  const kind = words === null ? word : words.map(quoted).join(', ');
  const inner = of === null ? '' : ` of ${kindOf(of)}`;
  const least = min === undefined ? '' : `, at least ${quoted(min)}`;
  const most = max === undefined ? '' : `, at most ${quoted(max)}`;
  return `${kind}${inner}${least}${most}`;
}

/** Whether and when a key may be left out. */
function presence({ optional, fallback }: Description): string {
  if (fallback !== undefined) return quoted(fallback);
  return optional ? 'none' : 'required';
}

/** A cell of a Markdown table. */
const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

/** The keys of an item as a table; nothing when it has none. */
function keyTable(fields: Fields): string[] {
  const rows = Object.entries(fields).map(([name, { description }]) => {
    const cells = [`\`${name}\``, kindOf(description), presence(description), description.about];
    return `| ${cells.map((text) => cell(text ?? '')).join(' | ')} |`;
  });
  if (rows.length === 0) return [];
  return ['| key | value | default | meaning |', '|---|---|---|---|', ...rows, ''];
}

/** The section of one item: its sentence, its keys, its example. */
function section({ name, summary, params, config, example }: Described): string[] {
  const sample = example ? ['```yaml', example, '```', ''] : [];
  return [`## ${name}`, '', summary, '', ...keyTable(params ?? config ?? {}), ...sample];
}

/** The Markdown reference page of a shelf: every item in the order of the shelf. */
export function shelfPage(title: string, shelf: Shelf<Described>): string {
  return [`# ${title}`, '', ...shelf.items.flatMap(section)].join('\n');
}
