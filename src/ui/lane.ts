import type { Glyphs } from '../base/glyphs.ts';
import type { Paint } from '../base/paint.ts';
import type { Axis } from './axis.ts';
import { type FaultSpan, markBits, type NodeSpan, type Timeline } from './timeline.ts';

/** One cell: its glyph and what paints it. */
interface Cell {
  readonly glyph: string;
  readonly tone: 'plain' | keyof Paint;
}

/** Cells as text; neighbours of one tone are painted together, which keeps frames short. */
function painted(cells: readonly Cell[], paint: Paint): string {
  let line = '';
  let from = 0;
  for (let index = 1; index <= cells.length; index += 1) {
    const tone = cells[from]?.tone ?? 'plain';
    if (index < cells.length && cells[index]?.tone === tone) continue;
    const glyphs = cells.slice(from, index).map((cell) => cell.glyph);
    line += tone === 'plain' ? glyphs.join('') : paint[tone](glyphs.join(''));
    from = index;
  }
  return line;
}

/** The state that a cell shows: the worst in it, so that a short pause is not lost between cells. */
function stateIn(spans: readonly NodeSpan[], fromNs: number, untilNs: number) {
  let state: NodeSpan['state'] = 'up';
  let partitioned = false;
  for (const [index, span] of spans.entries()) {
    if (span.fromNs >= untilNs) break;
    const ends = spans[index + 1]?.fromNs ?? Infinity;
    if (ends <= fromNs) continue;
    if (span.state !== 'up') state = span.state;
    if (span.partitioned) partitioned = true;
  }
  return { state, partitioned };
}

function markCell(bits: number, glyphs: Glyphs): Cell | undefined {
  if (bits & markBits.lost) return { glyph: glyphs.lost, tone: 'bad' };
  if (bits & markBits.observed) return { glyph: glyphs.event, tone: 'strong' };
  const both = markBits.sent | markBits.received;
  if ((bits & both) === both) return { glyph: glyphs.both, tone: 'plain' };
  if (bits & markBits.sent) return { glyph: glyphs.sent, tone: 'plain' };
  if (bits & markBits.received) return { glyph: glyphs.received, tone: 'plain' };
  return undefined;
}

function quietCell(
  { state, partitioned }: ReturnType<typeof stateIn>,
  glyphs: Glyphs,
): Cell {
  if (state === 'paused') return { glyph: glyphs.paused, tone: 'fault' };
  if (state !== 'up') return { glyph: ' ', tone: 'plain' };
  if (partitioned) return { glyph: glyphs.cut, tone: 'fault' };
  return { glyph: glyphs.lying, tone: 'quiet' };
}

/** A node's lane up to an instant, as wide as the axis. */
export function nodeLane(
  node: string,
  nowNs: number,
  timeline: Timeline,
  axis: Axis,
  glyphs: Glyphs,
  paint: Paint,
): string {
  const spans = timeline.spans(node);
  const here = axis.cell(nowNs);
  const cells = Array.from({ length: axis.cells }, (_, cell): Cell => {
    if (cell > here) return { glyph: ' ', tone: 'plain' };
    const [fromNs, untilNs] = [axis.fromNs(cell), axis.fromNs(cell + 1)];
    const state = stateIn(spans, fromNs, cell === here ? nowNs + 1 : untilNs);
    const running = state.state === 'up';
    if (cell === here && nowNs < axis.durationNs && running) {
      return { glyph: glyphs.evidence, tone: 'strong' };
    }
    const mark = markCell(timeline.bits(node, fromNs, untilNs), glyphs);
    const stopped = state.state === 'paused';
    return (stopped ? undefined : mark) ?? quietCell(state, glyphs);
  });
  return painted(cells, paint);
}

/** A fault's bars up to an instant: `┝━━┥` over, `┝━━▸` still on. */
export function faultLane(
  spans: readonly FaultSpan[],
  nowNs: number,
  axis: Axis,
  glyphs: Glyphs,
  paint: Paint,
): string {
  const cells = Array.from({ length: axis.cells }, (): Cell => ({ glyph: ' ', tone: 'plain' }));
  for (const { fromNs, untilNs } of spans) {
    const on = untilNs === null || untilNs > nowNs;
    const first = axis.cell(fromNs);
    const last = axis.cell(on ? nowNs : untilNs);
    for (let cell = first; cell <= last; cell += 1) cells[cell] = { glyph: glyphs.bar, tone: 'fault' };
    cells[first] = { glyph: glyphs.barFrom, tone: 'fault' };
    // A fault shorter than a cell keeps its beginning: that it was there matters most.
    if (last > first) cells[last] = { glyph: on ? glyphs.barOn : glyphs.barUntil, tone: 'fault' };
  }
  return painted(cells, paint);
}
