import type { Glyphs } from '../../base/text/glyphs.ts';
import { grouped } from './count.ts';
import { type Standing, standingOf, type Strand } from './strands.ts';
import type { Cell, Layout, Table } from './table.ts';

/** A verdict's column needs room for the longest of its words. */
const leastVerdict = 13;
const leastName = 10;

/** `held in 3 of 4`, `out-of-model (violated)`: what it got. */
export function gotText({ verdict, observed, count, of }: Standing): string {
  const seen = observed === null ? verdict : `${verdict} (${observed})`;
  return count === of ? seen : `${seen} in ${grouped(count)} of ${grouped(of)}`;
}

/** `violated, as expected`; `held, expected violated`; `undecided`. */
export function verdictText(of: Standing): string {
  const { verdict, expected, standing } = of;
  const share = gotText(of);
  if (standing === 'ok') {
    if (verdict === 'held') return share;
    return expected.length === 1 ? `${share}, as expected` : `${share}, as allowed`;
  }
  const usual = expected.length === 1 && expected[0] === 'held';
  return usual ? share : `${share}, expected ${expected.join(' or ')}`;
}

function verdictCell(strand: Strand, id: string, glyphs: Glyphs): Cell {
  const standing = standingOf(strand, id);
  if (standing === undefined) return { text: glyphs.dash, tone: 'quiet' };
  const looks = {
    ok: { glyph: glyphs.ok, tone: 'good' },
    wrong: { glyph: glyphs.wrong, tone: 'bad' },
    doubt: { glyph: glyphs.doubt, tone: 'doubt' },
  } as const;
  const { glyph, tone } = looks[standing.standing];
  return { text: `${glyph} ${verdictText(standing)}`, tone };
}

/** Checks against variants. */
export function verdictTable(
  strands: readonly Strand[],
  ids: readonly string[],
  layout: Layout,
  glyphs: Glyphs,
): Table {
  const isAcross = layout === 'variants-across';
  const titles = isAcross ? strands.map(({ label }) => label) : ids;
  return {
    columns: [
      { title: '', least: leastName },
      ...titles.map((title) => ({ title, least: leastVerdict })),
    ],
    rows: isAcross
      ? ids.map((id) => [{ text: id }, ...strands.map((strand) => verdictCell(strand, id, glyphs))])
      : strands.map((strand) => [
          { text: strand.label },
          ...ids.map((id) => verdictCell(strand, id, glyphs)),
        ]),
  };
}
