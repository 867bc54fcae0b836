import { isolated, wrapCells } from '../../base/text/cells.ts';
import { printInstant } from '../../base/time.ts';
import { textWidth } from '../../base/text/width.ts';
import type { WitnessEvent } from '../../run/report/report.ts';
import type { Glyphs } from '../../base/text/glyphs.ts';
import { type LaneLook, Lanes, peerOf } from '../content/lanes.ts';
import {
  allEvents,
  chosenRows,
  involvedNodes,
  rowsOf,
  type SpaceTime,
} from '../content/story-rows.ts';
import type { Style } from './style.ts';

const timeCells = 10;
const leastWords = 24;
const comfortableWords = 34;
const mostLanes = 8;

interface Lane {
  readonly node: string;
  readonly column: number;
}

/** Positions of the lanes: wide enough for their names, or narrow under a staircase of names. */
function layOut(nodes: readonly string[], columns: number) {
  const names = nodes.reduce((most, node) => Math.max(most, textWidth(node)), 0);
  const wide = names + 3;
  const room = columns - timeCells - 3;
  const stairs = wide * nodes.length + comfortableWords > room;
  const narrow = Math.floor((room - comfortableWords) / Math.max(1, nodes.length));
  const step = stairs ? Math.max(3, Math.min(6, narrow)) : wide;
  const lanes = nodes.map((node, index) => ({ node, column: index * step }));
  return { lanes, stairs, cells: step * nodes.length };
}

function headLines(lanes: readonly Lane[], stairs: boolean, style: Style): string[] {
  const { paint, glyphs } = style;
  // What only links and switches know of has no lanes.
  if (lanes.length === 0) return [];
  const margin = ' '.repeat(timeCells + 3);
  if (!stairs) {
    let line = '';
    for (const { node, column } of lanes) {
      line += ' '.repeat(Math.max(0, column - textWidth(line))) + isolated(node);
    }
    return [margin + paint.strong(line)];
  }
  return lanes.map(({ node, column }, index) => {
    const above = lanes.slice(0, index).map((lane) => lane.column);
    const cells = Array.from({ length: column }, (_, cell) =>
      above.includes(cell) ? glyphs.upright : ' ',
    );
    return margin + paint.quiet(cells.join('')) + paint.strong(isolated(node));
  });
}

/** The arrow between an event's node and its peer, drawn over the lanes between them. */
function drawArrow(cells: string[], row: WitnessEvent, lanes: readonly Lane[], style: Style) {
  const { glyphs } = style;
  const peer = peerOf(
    row,
    lanes.map((lane) => lane.node),
  );
  const here = lanes.find((lane) => lane.node === row.node)?.column;
  const there = lanes.find((lane) => lane.node === peer?.node)?.column;
  if (peer === undefined || here === undefined || there === undefined) return;
  const low = Math.min(here, there);
  const high = Math.max(here, there);
  for (let cell = low + 1; cell < high; cell += 1) {
    // A lane that stands still is passed behind.
    if (cells[cell] === glyphs.paused || cells[cell] === glyphs.cut) continue;
    cells[cell] = cells[cell] === glyphs.upright ? glyphs.crossing : glyphs.lying;
  }
  const head = peer.direction === 'in' ? here : there;
  // The head stands beside its lane, not on it: the lane's own glyph stays to be seen.
  if (head === low) cells[low + 1] = glyphs.arrowLeft;
  else cells[high - 1] = glyphs.arrowRight;
}

/** Draws a run's story with its witnesses as a space-time diagram: time runs downward. */
export function spaceTimeLines(shown: SpaceTime, style: Style): string[] {
  const { run } = shown;
  const { glyphs, paint } = style;
  const events = allEvents(shown);
  if (events.length === 0) return [];
  const most = Math.floor((style.columns - timeCells - 3 - leastWords) / 3);
  const nodes = involvedNodes(run, events, Math.min(mostLanes, most));
  const { lanes, stairs, cells: laneCells } = layOut(nodes, style.columns);
  const wordCells = style.columns - timeCells - 3 - laneCells;
  const evidence = new Set(shown.witnesses.flat().map((event) => event.seq));
  const decisive = new Set(shown.witnesses.flatMap((list) => list.at(-1)?.seq ?? []));
  const rows = rowsOf(events, run, evidence, wordCells);
  const chosen = chosenRows(rows, shown.mostRows);
  const state = new Lanes(nodes, events, run.faults);
  const lines = headLines(lanes, stairs, style);
  const drawn = new Set<string>();
  for (const row of rows) {
    const { event, words } = row;
    // What is left out still pauses and crashes.
    if (!chosen.includes(row)) {
      state.follow(event);
      continue;
    }
    const paintWords = decisive.has(event.seq)
      ? paint.bad
      : event.type.startsWith('fault-')
        ? paint.fault
        : (plain: string) => plain;
    const before = laneRow(lanes, laneCells, state, event.at, glyphs);
    state.follow(event);
    const after = laneRow(lanes, laneCells, state, event.at, glyphs);
    drawArrow(before, event, lanes, style);
    const own = lanes.find((lane) => lane.node === event.node);
    if (own !== undefined) before[own.column] = markOf(event, evidence, decisive, style);
    for (const cell of words.length > 1 ? [...before, ...after] : before) drawn.add(cell);
    words.forEach((line, index) => {
      const time = index === 0 ? printInstant(event.at).padStart(timeCells) : ' '.repeat(timeCells);
      const cells = (index === 0 ? before : after).join('');
      lines.push(`${paint.quiet(time)}   ${cells}${paintWords(line)}`.trimEnd());
    });
  }
  return [...lines, ...caption(events.length - chosen.length, drawn, style)];
}

function markOf(
  event: WitnessEvent,
  evidence: ReadonlySet<number>,
  decisive: ReadonlySet<number>,
  { glyphs }: Style,
): string {
  if (decisive.has(event.seq)) return glyphs.wrong;
  if (event.type === 'lost') return glyphs.lost;
  if (event.type === 'paused') return glyphs.paused;
  return evidence.has(event.seq) ? glyphs.evidence : glyphs.event;
}

/** What draws a lane, by how it looks. */
function laneGlyph(look: LaneLook, { upright, paused, cut }: Glyphs): string {
  return { up: upright, paused, down: ' ', struck: cut }[look];
}

function laneRow(
  lanes: readonly Lane[],
  cells: number,
  state: Lanes,
  at: number,
  glyphs: Glyphs,
): string[] {
  const row = Array.from({ length: cells }, () => ' ');
  for (const { node, column } of lanes) row[column] = laneGlyph(state.look(node, at), glyphs);
  return row;
}

/** What the glyphs of this diagram mean, and how many events it leaves out. */
function caption(left: number, drawn: ReadonlySet<string>, { glyphs, paint, columns }: Style) {
  const legend = [
    [glyphs.wrong, 'where it breaks'],
    [glyphs.evidence, 'evidence'],
    [glyphs.event, 'event'],
    [glyphs.paused, 'paused'],
    [glyphs.cut, 'under a fault'],
    [glyphs.lost, 'lost'],
  ].flatMap(([glyph = '', meaning = '']) => (drawn.has(glyph) ? [`${glyph} ${meaning}`] : []));
  const omitted = left > 0 ? [`${left} more ${left === 1 ? 'event' : 'events'} left out`] : [];
  const said = [...legend, ...omitted].join(', ');
  if (said === '') return [];
  return wrapCells(said, columns - timeCells - 3).map((line) =>
    paint.quiet(' '.repeat(timeCells + 3) + line),
  );
}
