import { wrapCells } from '../../base/text/cells.ts';
import { textWidth } from '../../base/text/width.ts';

const columns = 100;
const leastSummary = 40;

/** Names and sentences in two columns. */
export function tableText(
  rows: readonly { readonly name: string; readonly summary: string }[],
): string {
  const names = Math.max(0, ...rows.map(({ name }) => textWidth(name)));
  const width = Math.max(leastSummary, columns - names - 2);
  return rows
    .flatMap(({ name, summary }) =>
      wrapCells(summary, width).map((line, index) => {
        const shown = index === 0 ? name : '';
        return `${shown}${' '.repeat(names - textWidth(shown))}  ${line}`.trimEnd() + '\n';
      }),
    )
    .join('');
}
