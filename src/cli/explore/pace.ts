import { fixedDecimal, ratio } from '../../base/quantity/ratio.ts';
import { grouped } from '../../reports/content/count.ts';
import { briefDuration } from '../../reports/content/figures.ts';

/** From this many a second on, tenths of a run tell nobody anything. */
const manyPerSecond = 10;

/**
 * How fast a search goes: `1,234 a second`, or `1 every 3s` where less than one run is over in a
 * second; null before the first is over.
 */
export function paceText(runs: number, ms: number): string | null {
  if (runs === 0) return null;
  const tenths = Math.round((runs * 10_000) / ms);
  if (tenths >= manyPerSecond * 10) return `${grouped(Math.round(tenths / 10))} a second`;
  if (tenths >= 10) return `${fixedDecimal(ratio(BigInt(tenths), 10n), 1)} a second`;
  return `1 every ${briefDuration(Math.round(ms / runs / 100) * 100_000_000)}`;
}
