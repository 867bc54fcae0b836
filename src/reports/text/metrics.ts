import { metricIds, metricTable } from '../content/metrics.ts';
import type { ScenarioRuns } from '../content/strands.ts';
import type { Style } from './style.ts';
import { isNatural, tableLines } from './table.ts';

/** Metrics against variants; where a column per variant is too wide, a column per metric. */
export function metricLines(scenario: ScenarioRuns, style: Style): string[] {
  const ids = metricIds(scenario);
  if (ids.length === 0) return [];
  const upright = metricTable(scenario, 'variants-across', style.glyphs);
  const isWide =
    scenario.strands.length > ids.length && !isNatural(upright.columns, upright.rows, style);
  const { columns, rows } = isWide ? metricTable(scenario, 'variants-down', style.glyphs) : upright;
  return tableLines(columns, rows, style);
}
