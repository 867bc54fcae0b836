import type { Glyphs } from '../../base/text/glyphs.ts';
import { sortedBy } from '../../base/order.ts';
import type { MetricReport } from '../../run/report/report.ts';
import { figure, sparkline } from './figures.ts';
import type { ScenarioRuns, Strand } from './strands.ts';
import type { Cell, Layout, Table } from './table.ts';

const seriesCells = 24;

function byText({ by, unit }: MetricReport): string {
  if (by === null) return '';
  return Object.entries(by)
    .map(([field, value]) => `${field} ${figure(value, unit)}`)
    .join(', ');
}

/** Over several seeds: the median, and the least and the most. */
function pooledText(metrics: readonly MetricReport[]): string {
  const unit = metrics[0]?.unit ?? 'millionths';
  const values = sortedBy(
    metrics.flatMap(({ value }) => value ?? []),
    (value) => value,
  );
  const median = values[Math.floor((values.length - 1) / 2)];
  if (median === undefined) return 'none';
  const [least = median] = values;
  const most = values.at(-1) ?? median;
  return `${figure(median, unit)} (${figure(least, unit)} to ${figure(most, unit)})`;
}

function metricCell(strand: Strand, id: string, glyphs: Glyphs): Cell {
  const own = strand.runs.flatMap((run) => run.metrics.filter((metric) => metric.id === id));
  const [metric] = own;
  if (metric === undefined) return { text: glyphs.dash, tone: 'quiet' };
  if (own.length > 1) return { text: pooledText(own) };
  if (metric.series !== null) {
    return { text: sparkline(metric.series, seriesCells, glyphs) };
  }
  const parts = byText(metric);
  const value = figure(metric.value, metric.unit);
  return { text: parts === '' ? value : metric.value === null ? parts : `${value}: ${parts}` };
}

/** Ids of all metrics, in the order in which they first appear. */
export function metricIds({ runs }: ScenarioRuns): string[] {
  return [...new Set(runs.flatMap((run) => run.metrics.map(({ id }) => id)))];
}

function isSeries({ runs }: ScenarioRuns, id: string): boolean {
  return runs.some((run) => run.metrics.some((own) => own.id === id && own.series !== null));
}

/** Metrics against variants. */
export function metricTable(scenario: ScenarioRuns, layout: Layout, glyphs: Glyphs): Table {
  const ids = metricIds(scenario);
  const { strands } = scenario;
  if (layout === 'variants-across') {
    return {
      columns: [
        { title: '', least: 10 },
        ...strands.map(({ label }) => ({ title: label, least: 8 })),
      ],
      rows: ids.map((id) => [
        { text: id },
        ...strands.map((strand) => metricCell(strand, id, glyphs)),
      ]),
    };
  }
  return {
    columns: [
      { title: '', least: 10 },
      ...ids.map((id) => ({ title: id, least: isSeries(scenario, id) ? seriesCells : 8 })),
    ],
    rows: strands.map((strand) => [
      { text: strand.label },
      ...ids.map((id) => metricCell(strand, id, glyphs)),
    ]),
  };
}
