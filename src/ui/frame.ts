import { clipCells, fitCells, isolated, printable } from '../base/text/cells.ts';
import type { Glyphs } from '../base/text/glyphs.ts';
import { sortedBy } from '../base/order.ts';
import { type Paint, plainPaint } from '../base/text/paint.ts';
import { printDuration, printInstant } from '../base/time.ts';
import { textWidth } from '../base/text/width.ts';
import type { CheckView, NodeView, RunView } from '../run/view/view.ts';
import { Axis } from './axis.ts';
import { faultLane, nodeLane } from './lane.ts';
import type { Timeline } from './timeline.ts';

/** How fast a run is shown, measured by whoever drives it. */
export interface Pace {
  /** Virtual time per real time: `x84`, `max`; null: not known yet. */
  readonly speed: string | null;
  readonly eventsPerSecond: number | null;
  readonly paused: boolean;
}

/** Everything a frame shows. */
export interface FrameModel {
  readonly view: RunView;
  readonly timeline: Timeline;
  readonly pace: Pace;
  /** Lanes of faults. */
  readonly faults: boolean;
  /** The legend, and every check on a line of its own. */
  readonly detail: boolean;
  /** Whether keys work: the last line names them. */
  readonly keys: boolean;
}

const gap = '  ';
const progressCells = 14;
/** Rows that stay free, so that a frame never scrolls the terminal. */
const freeRows = 2;
/** Wider lanes say nothing more. */
const mostLaneCells = 400;

interface Canvas {
  readonly model: FrameModel;
  readonly columns: number;
  readonly gutter: number;
  readonly noteCells: number;
  readonly axis: Axis;
  readonly glyphs: Glyphs;
  readonly paint: Paint;
}

function thousands(count: number): string {
  if (count < 10_000) return String(Math.round(count));
  if (count < 1_000_000) return `${Math.round(count / 100) / 10}k`;
  return `${Math.round(count / 100_000) / 10}M`;
}

function headLines({ model, columns, glyphs, paint }: Canvas): string[] {
  const { view, pace } = model;
  const share = view.durationNs === 0 ? 1 : Math.min(view.instantNs / view.durationNs, 1);
  const done = Math.floor(share * progressCells);
  const bar = glyphs.progress.repeat(done) + glyphs.remaining.repeat(progressCells - done);
  const names = [view.variant, view.cell].filter((name) => name !== null);
  const title = clipCells(printable(view.scenario), columns, glyphs.ellipsis);
  const rest = [...names.map((name) => printable(name)), `seed ${view.seed}`].join(gap);
  const rate = pace.eventsPerSecond === null ? [] : [`${thousands(pace.eventsPerSecond)} ev/s`];
  const speed = pace.paused ? ['PAUSED'] : pace.speed === null ? [] : [pace.speed];
  const time = `t=${printInstant(view.instantNs)} / ${printDuration(view.durationNs)}`;
  const percent = `${Math.floor(share * 100)}%`;
  const counters = [time, ...speed, ...rate, `[${bar}] ${percent}`].join(gap);
  const first = textWidth(title) + textWidth(gap + rest);
  const named = first <= columns;
  const names1 = paint.strong(isolated(title)) + (named ? paint.quiet(gap + isolated(rest)) : '');
  const used = named ? first : textWidth(title);
  if (used + 3 + textWidth(counters) <= columns) return [`${names1}   ${counters}`];
  return [names1, clipCells(counters, columns, glyphs.ellipsis)];
}

/** A name too long for its cells keeps its number, by which the members of a group differ. */
function shortName(name: string, cells: number, ellipsis: string): string {
  const number = /-[0-9]+$/.exec(name)?.[0] ?? '';
  const rest = cells - textWidth(number);
  if (textWidth(name) <= cells || rest < 2) return name;
  return clipCells(name.slice(0, name.length - number.length), rest, ellipsis) + number;
}

function gutterText(text: string, { gutter, glyphs }: Canvas): string {
  const name = shortName(printable(text), gutter, glyphs.ellipsis);
  return fitCells(name, gutter, glyphs.ellipsis);
}

function nodeLine(node: NodeView, canvas: Canvas): string {
  const { model, axis, glyphs, paint, noteCells } = canvas;
  const lane = nodeLane(node, model.view.instantNs, model.timeline, axis, glyphs, paint);
  const note = noteCells === 0 || node.note === null ? '' : printable(node.note);
  const calm = node.state === 'up' && !node.partitioned;
  const said = isolated(clipCells(note, noteCells, glyphs.ellipsis));
  const shown = note === '' ? '' : gap + (calm ? paint.quiet(said) : paint.fault(said));
  return gutterText(node.id, canvas) + gap + lane + shown;
}

/** Lanes for so many rows: all in order, or those with trouble and a count of the others. */
function nodeLines(canvas: Canvas, room: number): string[] {
  const { view, timeline } = canvas.model;
  const { nodes } = view;
  if (nodes.length <= room) return nodes.map((node) => nodeLine(node, canvas));
  if (room < 1) return [];
  const troubled = nodes.filter((node) => timeline.isTroubled(node.id));
  const calm = nodes.filter((node) => !timeline.isTroubled(node.id));
  // One row is better spent on a lane than on a number.
  const lanes = room === 1 ? 1 : room - 1;
  const chosen = new Set([...troubled, ...calm].slice(0, lanes));
  const hidden = nodes.length - chosen.size;
  const kind = troubled.length <= lanes ? 'quiet' : 'more';
  return [
    ...nodes.filter((node) => chosen.has(node)).map((node) => nodeLine(node, canvas)),
    ...(room === 1 ? [] : [canvas.paint.quiet(`+${hidden} ${kind}`)]),
  ];
}

function faultLine(label: string, ids: readonly string[], canvas: Canvas): string {
  const { model, axis, glyphs, paint } = canvas;
  const spans = ids.flatMap((id) => model.timeline.occurrences(id));
  const lane = faultLane(spans, model.view.instantNs, axis, glyphs, paint);
  return `${paint.fault(gutterText(label, canvas))}${gap}${lane}`;
}

/** A lane for each fault; where there are too many, the last lane is for all that are left. */
function faultLines(canvas: Canvas, room: number): string[] {
  const ids = canvas.model.view.faults.map(({ id }) => id);
  if (room < 1 || !canvas.model.faults || ids.length === 0) return [];
  if (ids.length <= room) return ids.map((id) => faultLine(id, [id], canvas));
  const alone = ids.slice(0, room - 1);
  const rest = ids.slice(room - 1);
  const label = alone.length === 0 ? 'faults' : `+${rest.length} faults`;
  return [...alone.map((id) => faultLine(id, [id], canvas)), faultLine(label, rest, canvas)];
}

/** Nanoseconds that change with every frame are only noise to the eye. */
function toMicroseconds(ns: number): number {
  return ns < 10_000 ? ns : Math.round(ns / 1000) * 1000;
}

function physicsLine({ model, columns, glyphs, paint }: Canvas): string {
  const { maxSkewNs, maxSkewNode, inFlight, dropped } = model.view;
  const whose = maxSkewNode === null ? '' : ` (${isolated(printable(maxSkewNode))})`;
  const skew = `max skew ${printDuration(toMicroseconds(maxSkewNs))}${whose}`;
  const line = [skew, `in flight ${inFlight}`, `lost ${dropped}`].join('   ');
  return paint.quiet(clipCells(line, columns, glyphs.ellipsis));
}

/** The mark stands before the name, in whichever direction that is written. */
function checkText({ id, verdict }: CheckView, columns: number, glyphs: Glyphs): string {
  const calm = verdict === null ? glyphs.ellipsis : glyphs.ok;
  const broken = verdict === 'violated' ? glyphs.wrong : glyphs.doubt;
  const isCalm = verdict === null || verdict === 'held';
  const [mark, word] = isCalm ? [`${calm} `, ''] : [`${broken} `, ` ${verdict}`];
  const name = clipCells(printable(id), columns - textWidth(mark + word), glyphs.ellipsis);
  return mark + isolated(name) + word;
}

/** Pieces side by side, as many to a line as fit. */
function packed(pieces: readonly string[], between: string, columns: number): string[] {
  const lines: string[] = [];
  for (const piece of pieces) {
    const line = lines.at(-1);
    const longer = line === undefined ? piece : line + between + piece;
    if (line === undefined || textWidth(longer) > columns) lines.push(piece);
    else lines[lines.length - 1] = longer;
  }
  return lines;
}

/** Checks side by side, as many to a line as fit; with detail each on its own. What broke comes first. */
function checkLines({ model, columns, glyphs, paint }: Canvas): string[] {
  const paintOf = ({ verdict }: CheckView): ((text: string) => string) => {
    if (verdict === null) return paint.quiet;
    return verdict === 'held' ? paint.good : verdict === 'violated' ? paint.bad : paint.doubt;
  };
  const lines: string[] = [];
  let used = 0;
  const checks = sortedBy(model.view.checks, ({ verdict }) => (verdict === 'violated' ? 0 : 1));
  for (const check of checks) {
    const text = checkText(check, columns, glyphs);
    const shown = paintOf(check)(text);
    const fits = used > 0 && !model.detail && used + 3 + textWidth(text) <= columns;
    if (fits) lines.push(`${lines.pop() ?? ''}   ${shown}`);
    else lines.push(shown);
    used = (fits ? used + 3 : 0) + textWidth(text);
  }
  return lines;
}

/** What the marks on lanes mean, on as many lines as it takes: half a legend explains nothing. */
function legendLines({ columns, glyphs, paint }: Canvas): string[] {
  const marks = [
    [glyphs.sent, 'sent'],
    [glyphs.received, 'received'],
    [glyphs.both, 'both'],
    [glyphs.event, 'event'],
    [glyphs.lost, 'lost'],
    [glyphs.lying, 'nothing'],
    [glyphs.paused, 'paused'],
    [glyphs.cut, 'cut off'],
    ['blank', 'down'],
    [glyphs.evidence, 'now'],
  ].map((pair) => pair.join(' '));
  return packed(marks, '   ', columns).map((line) => paint.quiet(line));
}

function keysLine({ model, columns, glyphs, paint }: Canvas): string {
  const keys = [
    ['space', model.pace.paused ? 'go on' : 'pause'],
    [glyphs.rightKey, 'step'],
    ['+/-', 'speed'],
    ['f', 'faults'],
    ['d', 'detail'],
    ['q', 'quit'],
  ].map(([key, what]) => `[${key}] ${what}`);
  let line = '';
  for (const key of keys) {
    const longer = line === '' ? key : line + gap + key;
    if (textWidth(longer) <= columns) line = longer;
  }
  return paint.quiet(line);
}

function canvasOf(model: FrameModel, columns: number, glyphs: Glyphs, paint: Paint): Canvas {
  // The last column stays free: many terminals wrap as soon as it is written.
  const width = Math.max(columns - 1, 20);
  const { view } = model;
  const labels = [...view.nodes, ...(model.faults ? view.faults : [])];
  const widest = labels.reduce((most, { id }) => Math.max(most, textWidth(printable(id))), 4);
  const gutter = Math.min(widest, Math.max(8, Math.floor(width / 4)));
  // `paused (gc) since 12.345s` takes 25: a note that is cut loses what it is about.
  const noteCells = width >= 110 ? 34 : width >= 76 ? 26 : 0;
  const notes = noteCells === 0 ? 0 : noteCells + gap.length;
  const cells = Math.min(width - gutter - gap.length - notes, mostLaneCells);
  const axis = new Axis(view.durationNs, cells);
  return { model, columns: width, gutter, noteCells, axis, glyphs, paint };
}

/**
 * A picture of a run on a terminal of that size: at most `rows - 2` lines, none wider than
 * `columns - 1`. What there is no room for goes in this order: legend, physics, keys, axis, lanes.
 */
export function frame(
  model: FrameModel,
  columns: number,
  rows: number,
  glyphs: Glyphs,
  paint: Paint = plainPaint,
): string[] {
  const most = Math.max(rows - freeRows, 1);
  const canvas = canvasOf(model, columns, glyphs, paint);
  const head = headLines(canvas);
  const checks = checkLines(canvas);
  const axis = paint.quiet(' '.repeat(canvas.gutter) + gap + canvas.axis.labels());
  const wanted = model.view.nodes.length + (model.faults ? model.view.faults.length : 0);
  let room = most - head.length - Math.min(checks.length, 1);
  const take = (lines: readonly string[], reserve: number): readonly string[] => {
    if (lines.length === 0 || room - lines.length < Math.min(reserve, wanted)) return [];
    room -= lines.length;
    return lines;
  };
  const axisLines = take([axis], 2);
  const keys = take(model.keys ? [keysLine(canvas)] : [], 4);
  const physics = take([physicsLine(canvas)], 5);
  const moreChecks = take(checks.slice(1), 6);
  const legend = take(model.detail ? legendLines(canvas) : [], 6);
  const faultRoom = Math.min(model.faults ? model.view.faults.length : 0, Math.floor(room / 3));
  const spare = Math.max(room - model.view.nodes.length, 0);
  const faults = faultLines(canvas, Math.max(faultRoom, Math.min(spare, model.view.faults.length)));
  const nodes = nodeLines(canvas, room - faults.length);
  return [
    ...head,
    ...axisLines,
    ...nodes,
    ...faults,
    ...legend,
    ...physics,
    ...checks.slice(0, 1),
    ...moreChecks,
    ...keys,
  ]
    .slice(0, most)
    .map((line) => line.trimEnd());
}
