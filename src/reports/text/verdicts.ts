import { checkIds, type ScenarioRuns, type Strand } from '../content/strands.ts';
import { verdictTable } from '../content/verdicts.ts';
import type { Style } from './style.ts';
import { fitsRoom, tableLines } from './table.ts';

/**
 * Checks against variants: a column per variant; where that is too wide a column per check; where
 * both are, several tables under one another.
 */
export function verdictLines(scenario: ScenarioRuns, style: Style): string[] {
  const { glyphs } = style;
  const ids = checkIds(scenario.runs);
  const room = style.columns - 2;
  const upright = verdictTable(scenario.strands, ids, 'variants-across', glyphs);
  if (fitsRoom(upright.columns, upright.rows, room)) {
    return tableLines(upright.columns, upright.rows, style);
  }
  const lying = verdictTable(scenario.strands, ids, 'variants-down', glyphs);
  if (fitsRoom(lying.columns, lying.rows, room)) {
    return tableLines(lying.columns, lying.rows, style);
  }
  const lines: string[] = [];
  let part: Strand[] = [];
  const flush = (): void => {
    const { columns, rows } = verdictTable(part, ids, 'variants-across', glyphs);
    lines.push(...(lines.length > 0 ? [''] : []), ...tableLines(columns, rows, style));
    part = [];
  };
  for (const strand of scenario.strands) {
    const wider = verdictTable([...part, strand], ids, 'variants-across', glyphs);
    if (part.length > 0 && !fitsRoom(wider.columns, wider.rows, room)) flush();
    part.push(strand);
  }
  if (part.length > 0) flush();
  return lines;
}
