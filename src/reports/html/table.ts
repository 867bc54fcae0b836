import type { Cell, Column, Table } from '../content/table.ts';
import { block, inline, type Markup } from './markup.ts';

/** A text that cannot turn what stands beside it. */
function content({ text, tone }: Cell): Markup {
  return inline('bdi', { class: tone ?? null }, text);
}

function cell(own: Cell, column: Column | undefined, index: number): Markup {
  if (index === 0) return inline('th', { scope: 'row' }, content(own));
  return inline('td', { class: column?.right === true ? 'number' : null }, content(own));
}

/** A table, which scrolls within its own frame where it is too wide. Null without rows. */
export function table({ columns, rows }: Table, label: string): Markup | null {
  if (rows.length === 0) return null;
  const titles = columns.map(({ title, right }) =>
    inline(
      'th',
      { scope: 'col', class: right === true ? 'number' : null },
      inline('bdi', {}, title),
    ),
  );
  const hasTitles = columns.some(({ title }) => title !== '');
  const body = rows.map((row) =>
    inline(
      'tr',
      {},
      row.map((own, index) => cell(own, columns[index], index)),
    ),
  );
  const whole = block(
    'table',
    {},
    hasTitles ? inline('thead', {}, inline('tr', {}, titles)) : null,
    block('tbody', {}, ...body),
  );
  return block('div', { class: 'scroll', role: 'region', tabindex: 0, 'aria-label': label }, whole);
}
