import { fixedDecimal, ratio } from '../../base/quantity/ratio.ts';
import { nsPerUnit, printDuration } from '../../base/time.ts';
import type { Glyphs } from '../../base/text/glyphs.ts';
import type { MetricReport } from '../../run/report/report.ts';

const nsPerSecond = 1_000_000_000;

/** A length of time for reading, to four digits: `12.35ms`, `1.5s`, `2m30s`. */
export function briefDuration(ns: number): string {
  const magnitude = ns < 0 ? -ns : ns;
  if (magnitude >= 60 * nsPerSecond) {
    return printDuration(Math.round(ns / nsPerSecond) * nsPerSecond);
  }
  for (const [unit, size] of nsPerUnit) {
    if (size > BigInt(nsPerSecond) || BigInt(magnitude) < size) continue;
    const whole = BigInt(magnitude) / size;
    const places = whole >= 100n ? 1 : whole >= 10n ? 2 : 3;
    return fixedDecimal(ratio(BigInt(ns), size), places) + unit;
  }
  return '0s';
}

/** A metric's value with its unit, to three decimals; `none` without data. */
export function figure(value: number | null, unit: MetricReport['unit']): string {
  if (value === null) return 'none';
  if (unit === 'ns') return briefDuration(value);
  return fixedDecimal(ratio(BigInt(value), 1_000_000n), 3) + (unit === 'millionths/s' ? '/s' : '');
}

/** The largest value of every stretch of a series, so that no peak is lost; null without data. */
function stretches(series: readonly (number | null)[], cells: number): (number | null)[] {
  const count = series.length < cells ? series.length : cells;
  return Array.from({ length: count }, (_, cell) => {
    const from = Math.floor((cell * series.length) / count);
    const until = Math.floor(((cell + 1) * series.length) / count);
    return series
      .slice(from, until)
      .reduce<number | null>(
        (most, value) => (most === null || (value !== null && value > most) ? value : most),
        null,
      );
  });
}

/** A series as a row of levels between 0 and its largest value; a blank where there is no data. */
export function sparkline(
  series: readonly (number | null)[],
  cells: number,
  glyphs: Glyphs,
): string {
  const values = stretches(series, cells);
  const top = values.reduce<number>(
    (most, value) => ((value ?? 0) > most ? (value ?? 0) : most),
    0,
  );
  const last = glyphs.levels.length - 1;
  return values
    .map((value) => {
      if (value === null) return ' ';
      return glyphs.levels[top === 0 ? 0 : Math.round((value * last) / top)] ?? ' ';
    })
    .join('');
}
