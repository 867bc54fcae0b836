import { clipCells, isolated, printable } from '../../base/text/cells.ts';
import { printInstant } from '../../base/time.ts';
import { textWidth } from '../../base/text/width.ts';
import type { MessageReport, WitnessEvent } from '../../run/report/report.ts';
import { causesOf } from '../content/causality.ts';
import { type LaneLook, Lanes, peerOf } from '../content/lanes.ts';
import {
  hasMessage,
  type MessageLink,
  messagePhrase,
  toldWithMessages,
} from '../content/message-rows.ts';
import {
  chosenRows,
  involvedNodes,
  type Row,
  rowsOf,
  type SpaceTime,
} from '../content/story-rows.ts';

/** Pixels that a letter of the fixed-width font takes at most, and a line of them. */
export const cellWidth = 8;
export const lineHeight = 16;
/** Cells of an instant, up to 27 hours. */
const instantCells = 10;
const laneGap = 12;
const wordCells = 54;
const mostLanes = 12;
const longestName = 22;
const leastStep = 48;
/** Above this width lanes stand closer, under a staircase of names. */
const mostLaneWidth = 560;
const rowGap = 12;

export interface LaneDrawing {
  readonly node: string;
  /** As much of it as there is room for. */
  readonly name: string;
  readonly x: number;
  /** Where the name begins or has its middle, and its baseline. */
  readonly anchor: 'start' | 'middle';
  readonly nameY: number;
}

/** A stretch of a lane on which it looks the same. */
export interface Stretch {
  readonly x: number;
  readonly from: number;
  readonly until: number;
  readonly look: LaneLook;
}

export type MarkKind = 'decisive' | 'evidence' | 'event' | 'message' | 'lost';

/** What happened to one node, and the message that it came with. */
export interface RowDrawing {
  readonly event: WitnessEvent;
  /** The rows right before it that it may follow from, by their places; see `causesOf`. */
  readonly causes: readonly number[];
  readonly y: number;
  readonly height: number;
  readonly instant: string;
  readonly words: readonly string[];
  readonly kind: MarkKind;
  readonly isFault: boolean;
  /** Where its node's lane is; null for what happens to no node that is shown. */
  readonly x: number | null;
  readonly arrow: Arrow | null;
}

/** A message between two rows, by their places; null: that end has none. */
export interface MessageDrawing {
  readonly message: MessageReport;
  readonly departs: number | null;
  readonly arrives: number | null;
  readonly words: string;
  readonly arrow: Arrow;
}

export interface Arrow {
  readonly fromX: number;
  readonly fromY: number;
  readonly toX: number;
  readonly toY: number;
  readonly isLost: boolean;
  /** No row tells whether it arrives. */
  readonly isOpen?: boolean;
}

/** A space-time diagram in pixels, before anybody has drawn it: time runs downwards, not to scale. */
export interface Diagram {
  readonly width: number;
  /** Where the rows end and the legend may begin. */
  readonly bottom: number;
  readonly top: number;
  readonly timeRight: number;
  readonly wordsLeft: number;
  readonly lanes: readonly LaneDrawing[];
  readonly stretches: readonly Stretch[];
  readonly rows: readonly RowDrawing[];
  readonly messages: readonly MessageDrawing[];
  /** Events that had no room. */
  readonly left: number;
}

function layOut(nodes: readonly string[], events: readonly WitnessEvent[]) {
  const longest = events.reduce(
    (most, { at }) => Math.max(most, printInstant(at).length),
    instantCells,
  );
  const timeRight = longest * cellWidth + 4;
  const lanesLeft = timeRight + laneGap;
  const names = nodes.map((node) => clipCells(printable(node), longestName));
  const widest = names.reduce((most, name) => Math.max(most, textWidth(name)), 0);
  const wide = Math.max(leastStep, widest * cellWidth + cellWidth);
  const isStair = nodes.length > 1 && wide * nodes.length > mostLaneWidth;
  const step = isStair ? leastStep : wide;
  const lanes = names.map((name, index): LaneDrawing => {
    const x = lanesLeft + Math.floor(step / 2) + index * step;
    const anchor = isStair ? 'start' : 'middle';
    const node = nodes[index] ?? '';
    return { node, name: isolated(name), x, anchor, nameY: (isStair ? index + 1 : 1) * lineHeight };
  });
  const steps = isStair ? nodes.length : 1;
  // The last names of a staircase may stand above the words.
  return {
    timeRight,
    lanes,
    wordsLeft: lanesLeft + step * nodes.length + 8,
    top: steps * lineHeight + 8,
  };
}

/** What an event's own fields say of a message that no row tells of. */
function arrowOf(
  event: WitnessEvent,
  y: number,
  links: readonly MessageLink[],
  laneX: ReadonlyMap<string, number>,
): Arrow | null {
  const peer = peerOf(event, [...laneX.keys()]);
  if (peer !== undefined && hasMessage(event, links, peer.node)) return null;
  const here = laneX.get(event.node ?? '');
  const there = peer === undefined ? undefined : laneX.get(peer.node);
  if (peer === undefined || here === undefined || there === undefined) return null;
  const isLost = event.type === 'lost';
  // Nobody saw the other end: that it was before, or comes later, is all that the slope says.
  return peer.direction === 'in'
    ? { fromX: there, fromY: y - 10, toX: here, toY: y, isLost }
    : { fromX: here, fromY: y, toX: there, toY: y + 10, isLost };
}

/** Arrows of messages, between the rows that are there. */
function messagesOf(
  links: readonly MessageLink[],
  rows: readonly RowDrawing[],
  laneX: ReadonlyMap<string, number>,
): MessageDrawing[] {
  const places = new Map(rows.map(({ event }, place) => [event, place]));
  return links.flatMap(({ message, departs, arrives }): MessageDrawing[] => {
    const [fromX, toX] = [laneX.get(message.from), laneX.get(message.to)];
    const from = places.get(departs) ?? null;
    const to = arrives === null ? null : (places.get(arrives) ?? null);
    const fromRow = from === null ? undefined : rows[from];
    const toRow = to === null ? undefined : rows[to];
    if (fromX === undefined || toX === undefined) return [];
    if (fromRow === undefined && toRow === undefined) return [];
    // Of an end that has no row the slope says that it was before, or comes later.
    const fromY = fromRow?.y ?? (toRow?.y ?? 0) - 10;
    const toY = toRow?.y ?? fromY + 10;
    const { fate } = message;
    const isLost = fate === 'lost' || fate === 'refused';
    const arrow = { fromX, fromY, toX, toY, isLost, isOpen: fate === 'untold' };
    return [{ message, departs: from, arrives: to, words: messagePhrase(message), arrow }];
  });
}

function kindOf(
  event: WitnessEvent,
  evidence: ReadonlySet<number>,
  decisive: ReadonlySet<number>,
  isMessage: boolean,
): MarkKind {
  if (isMessage) return 'message';
  if (decisive.has(event.seq)) return 'decisive';
  if (event.type === 'lost') return 'lost';
  return evidence.has(event.seq) ? 'evidence' : 'event';
}

/** Stretches that touch and look the same become one. */
class StretchList {
  readonly #open = new Map<number, Stretch>();
  readonly #done: Stretch[] = [];

  add(next: Stretch): void {
    if (next.until <= next.from) return;
    const before = this.#open.get(next.x);
    const isSame = before !== undefined && before.look === next.look && before.until === next.from;
    if (before !== undefined && !isSame) this.#done.push(before);
    this.#open.set(next.x, isSame ? { ...before, until: next.until } : next);
  }

  all(): Stretch[] {
    return [...this.#done, ...this.#open.values()];
  }
}

/** How the lanes look from row to row; what is left out still pauses and crashes. */
function stretchesOf(
  rows: readonly Row[],
  centres: ReadonlyMap<Row, number>,
  lanes: { readonly state: Lanes; readonly xs: ReadonlyMap<string, number> },
  edges: { readonly top: number; readonly bottom: number },
): Stretch[] {
  const { state, xs } = lanes;
  const list = new StretchList();
  const looksAt = (at: number) => state.nodes.map((node) => state.look(node, at));
  let y = edges.top;
  let last = (rows[0]?.event.at ?? 0) - 1;
  let looks = looksAt(last);
  const draw = (until: number, next: readonly LaneLook[]): void => {
    const middle = Math.floor((y + until) / 2);
    state.nodes.forEach((node, index) => {
      const x = xs.get(node) ?? 0;
      const [before, after] = [looks[index] ?? 'up', next[index] ?? 'up'];
      list.add({ x, from: y, until: middle, look: before });
      list.add({ x, from: middle, until, look: after });
    });
    y = until;
  };
  for (const row of rows) {
    const centre = centres.get(row);
    const { at } = row.event;
    // What began before this row without one of its own shows between the rows.
    if (centre !== undefined) draw(centre, looksAt(at > last ? at - 1 : at));
    state.follow(row.event);
    if (centre !== undefined) looks = looksAt(at);
    last = at;
  }
  draw(edges.bottom, looks);
  return list.all();
}

/** Lays out a run's story with its witnesses; null when there is nothing to show. */
export function diagramOf(shown: SpaceTime): Diagram | null {
  const { run } = shown;
  const { events, links, words: said } = toldWithMessages(shown);
  if (events.length === 0) return null;
  const nodes = involvedNodes(run, events, mostLanes);
  const { timeRight, lanes, wordsLeft, top } = layOut(nodes, events);
  const xs = new Map(nodes.map((node, index) => [node, lanes[index]?.x ?? 0]));
  const evidence = new Set(shown.witnesses.flat().map((event) => event.seq));
  const decisive = new Set(shown.witnesses.flatMap((list) => list.at(-1)?.seq ?? []));
  const rows = rowsOf(events, run, evidence, wordCells, said);
  const chosen = new Set(chosenRows(rows, shown.mostRows));
  const centres = new Map<Row, number>();
  const kept = rows.filter((row) => chosen.has(row)).map(({ event }) => event);
  const causes = causesOf(kept, links);
  const drawn: RowDrawing[] = [];
  let y = top + rowGap;
  for (const row of rows) {
    if (!chosen.has(row)) continue;
    const { event, words } = row;
    const centre = y + lineHeight / 2;
    const height = words.length * lineHeight;
    centres.set(row, centre);
    const isMessage = said.has(event);
    drawn.push({
      event,
      causes: causes[drawn.length] ?? [],
      y: centre,
      height,
      instant: printInstant(event.at),
      words,
      kind: kindOf(event, evidence, decisive, isMessage),
      isFault: event.type.startsWith('fault-'),
      x: xs.get(event.node ?? '') ?? null,
      arrow: isMessage ? null : arrowOf(event, centre, links, xs),
    });
    y += height + rowGap;
  }
  const state = new Lanes(nodes, events, run.faults);
  const stretches = stretchesOf(rows, centres, { state, xs }, { top, bottom: y });
  const width = wordsLeft + wordCells * cellWidth;
  return {
    width,
    top,
    bottom: y,
    timeRight,
    wordsLeft,
    lanes,
    stretches,
    rows: drawn,
    messages: messagesOf(links, drawn, xs),
    left: rows.length - drawn.length,
  };
}
