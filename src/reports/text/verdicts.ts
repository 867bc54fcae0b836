import { checkIds, type ScenarioRuns, type Standing, standingOf, type Strand } from './strands.ts';
import { grouped, type Style } from './style.ts';
import { type Cell, type Column, fitsRoom, tableLines } from './table.ts';

/** A verdict's column needs room for the longest of its words. */
const leastVerdict = 13;
const leastName = 10;

/** `violated, as expected`; `held, expected violated`; `undecided`. */
export function verdictText({
  verdict,
  expected,
  observed,
  standing,
  count,
  of,
}: Standing): string {
  const seen = observed === null ? verdict : `${verdict} (${observed})`;
  const share = count === of ? seen : `${seen} in ${grouped(count)} of ${grouped(of)}`;
  if (standing === 'ok') {
    if (verdict === 'held') return share;
    return expected.length === 1 ? `${share}, as expected` : `${share}, as allowed`;
  }
  const usual = expected.length === 1 && expected[0] === 'held';
  return usual ? share : `${share}, expected ${expected.join(' or ')}`;
}

function verdictCell(strand: Strand, id: string, { glyphs, paint }: Style): Cell {
  const standing = standingOf(strand, id);
  if (standing === undefined) return { text: glyphs.dash, paint: paint.quiet };
  const looks = {
    ok: { glyph: glyphs.ok, paint: paint.good },
    wrong: { glyph: glyphs.wrong, paint: paint.bad },
    doubt: { glyph: glyphs.doubt, paint: paint.doubt },
  };
  const look = looks[standing.standing];
  return { text: `${look.glyph} ${verdictText(standing)}`, paint: look.paint };
}

function byVariant(strands: readonly Strand[], ids: readonly string[], style: Style) {
  const columns: Column[] = [
    { title: '', least: leastName },
    ...strands.map(({ label }) => ({ title: label, least: leastVerdict })),
  ];
  const rows = ids.map((id) => [
    { text: id },
    ...strands.map((strand) => verdictCell(strand, id, style)),
  ]);
  return { columns, rows };
}

function byCheck(strands: readonly Strand[], ids: readonly string[], style: Style) {
  const columns: Column[] = [
    { title: '', least: leastName },
    ...ids.map((id) => ({ title: id, least: leastVerdict })),
  ];
  const rows = strands.map((strand) => [
    { text: strand.label },
    ...ids.map((id) => verdictCell(strand, id, style)),
  ]);
  return { columns, rows };
}

/**
 * Checks against variants: a column per variant; where that is too wide a column per check; where
 * both are, several tables under one another.
 */
export function verdictLines(scenario: ScenarioRuns, style: Style): string[] {
  const ids = checkIds(scenario.runs);
  const room = style.columns - 2;
  const upright = byVariant(scenario.strands, ids, style);
  if (fitsRoom(upright.columns, upright.rows, room)) {
    return tableLines(upright.columns, upright.rows, style);
  }
  const lying = byCheck(scenario.strands, ids, style);
  if (fitsRoom(lying.columns, lying.rows, room)) {
    return tableLines(lying.columns, lying.rows, style);
  }
  const lines: string[] = [];
  let part: Strand[] = [];
  const flush = (): void => {
    const { columns, rows } = byVariant(part, ids, style);
    lines.push(...(lines.length > 0 ? [''] : []), ...tableLines(columns, rows, style));
    part = [];
  };
  for (const strand of scenario.strands) {
    const wider = byVariant([...part, strand], ids, style);
    if (part.length > 0 && !fitsRoom(wider.columns, wider.rows, room)) flush();
    part.push(strand);
  }
  if (part.length > 0) flush();
  return lines;
}
