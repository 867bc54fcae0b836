import type { Glyphs } from '../base/text/glyphs.ts';
import type { Paint } from '../base/text/paint.ts';
import type { NodeView } from '../run/view/view.ts';
import type { Axis } from './axis.ts';
import { type FaultSpan, laneBits, type Timeline } from './timeline.ts';

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

/** Why nothing can happen in a cell, the worst first: a short pause is not lost between cells. */
function stoppedCell(bits: number, glyphs: Glyphs): Cell | undefined {
  if (bits & laneBits.down) return { glyph: ' ', tone: 'plain' };
  if (bits & laneBits.paused) return { glyph: glyphs.paused, tone: 'fault' };
  return undefined;
}

function markCell(bits: number, glyphs: Glyphs): Cell | undefined {
  if (bits & laneBits.lost) return { glyph: glyphs.lost, tone: 'bad' };
  if (bits & laneBits.observed) return { glyph: glyphs.event, tone: 'strong' };
  const both = laneBits.sent | laneBits.received;
  if ((bits & both) === both) return { glyph: glyphs.both, tone: 'plain' };
  if (bits & laneBits.sent) return { glyph: glyphs.sent, tone: 'plain' };
  if (bits & laneBits.received) return { glyph: glyphs.received, tone: 'plain' };
  return undefined;
}

function quietCell(bits: number, glyphs: Glyphs): Cell {
  if (bits & laneBits.cut) return { glyph: glyphs.cut, tone: 'fault' };
  return { glyph: glyphs.lying, tone: 'quiet' };
}

/** A node's lane up to an instant, as wide as the axis. */
export function nodeLane(
  { id, state }: NodeView,
  nowNs: number,
  timeline: Timeline,
  axis: Axis,
  glyphs: Glyphs,
  paint: Paint,
): string {
  const here = axis.cell(nowNs);
  const pointed = state === 'up' && nowNs < axis.durationNs;
  const cells = Array.from({ length: axis.cells }, (_, cell): Cell => {
    if (cell > here) return { glyph: ' ', tone: 'plain' };
    if (cell === here && pointed) return { glyph: glyphs.evidence, tone: 'strong' };
    const bits = timeline.bits(id, axis.fromNs(cell), axis.fromNs(cell + 1));
    return stoppedCell(bits, glyphs) ?? markCell(bits, glyphs) ?? quietCell(bits, glyphs);
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
    for (let cell = first; cell <= last; cell += 1)
      cells[cell] = { glyph: glyphs.bar, tone: 'fault' };
    cells[first] = { glyph: glyphs.barFrom, tone: 'fault' };
    // A fault shorter than a cell keeps its beginning: that it was there matters most.
    if (last > first) cells[last] = { glyph: on ? glyphs.barOn : glyphs.barUntil, tone: 'fault' };
  }
  return painted(cells, paint);
}
