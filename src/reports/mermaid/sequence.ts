import { unicodeGlyphs } from '../../base/text/glyphs.ts';
import { printInstant } from '../../base/time.ts';
import type { FaultReport, Run, WitnessEvent } from '../../run/report/report.ts';
import { deed, faultPhrase } from '../phrase.ts';
import { counted } from '../content/count.ts';
import { isTarget, peerOf } from '../content/lanes.ts';
import {
  fateWords,
  hasMessage,
  type MessageLink,
  type Told as ToldStory,
  toldWithMessages,
} from '../content/message-rows.ts';
import { chosenRows, faultOf, involvedNodes, type Row, rowsOf } from '../content/story-rows.ts';
import { whyOf } from '../content/grounds.ts';
import { checkSentence, standingOfCheck, type Told, witnessesOf } from '../content/told.ts';
import { mermaidLines, mermaidText } from './escape.ts';
import { OpenStretches, type Stretch, stretchesOf } from './stretches.ts';

/** Arrows and notes of a diagram. */
const mostRows = 200;
/** Mermaid refuses texts of more than 50,000. */
const mostCharacters = 45_000;
const mostLanes = 8;
const arrowCells = 44;
const noteCells = 60;
/** A row is cut there: a diagram shows the order, the report has the words. */
const mostLines = 6;

const { dash, evidence: evidenceMark, wrong: wrongMark } = unicodeGlyphs;
const tints = ['214, 92, 92', '92, 132, 214', '214, 164, 62', '120, 120, 140'];

/** A story with what is drawn of it. */
interface Scene extends ToldStory {
  readonly told: Told;
  readonly witnesses: readonly (readonly WitnessEvent[])[];
}

/** The nodes of a diagram from left to right. */
class Lanes {
  readonly nodes: readonly string[];

  constructor(nodes: readonly string[]) {
    this.nodes = nodes;
  }

  /** Numbers: names may be words of Mermaid. */
  id(node: string): string {
    return `p${this.nodes.indexOf(node)}`;
  }

  has(node: string | null): node is string {
    return node !== null && this.nodes.includes(node);
  }

  get lines(): string[] {
    return this.nodes.map((node) => {
      const text = mermaidText(node);
      // Mermaid wants a text where `as` stands.
      return `participant ${this.id(node)}${text === '' ? '' : ` as ${text}`}`;
    });
  }

  note(text: string, nodes: readonly string[] = []): string {
    const own = nodes.filter((node) => this.has(node));
    const over = own.length === 0 ? this.nodes : this.nodes.filter((node) => own.includes(node));
    const ends = over.length > 1 ? [over[0] ?? '', over.at(-1) ?? ''] : over;
    return `Note over ${ends.map((node) => this.id(node)).join(',')}: ${text}`;
  }
}

function shownText(text: string, cells: number): string {
  const lines = mermaidLines(text, cells).split('<br/>');
  return lines.length > mostLines
    ? `${lines.slice(0, mostLines).join('<br/>')} …`
    : lines.join('<br/>');
}

const struckBy = (fault: FaultReport | undefined, { nodes }: Run): string[] =>
  fault === undefined ? [] : nodes.filter((node) => isTarget(fault, node));

/** A row as an arrow, where its event names the other end, else as a note over its node. */
function rowLine({ event, words }: Row, mark: string, scene: Scene, lanes: Lanes): string {
  const { node, type, at } = event;
  const { run } = scene.told;
  const before = `${mark}${printInstant(at)} `;
  if (type.startsWith('fault-') || !lanes.has(node)) {
    const nodes = struckBy(faultOf(event, run), run);
    return lanes.note(shownText(before + words.join(' '), noteCells), nodes);
  }
  const told = before + deed(event, run.units);
  const peer = peerOf(event, lanes.nodes);
  if (peer === undefined || hasMessage(event, scene.links, peer.node))
    return lanes.note(shownText(told, arrowCells), [node]);
  const [from, to] = peer.direction === 'in' ? [peer.node, node] : [node, peer.node];
  // Who says to whom it sends does not know yet whether it is heard.
  const arrow = type === 'lost' ? '-x' : peer.direction === 'in' ? '->>' : '--)';
  return `${lanes.id(from)}${arrow}${lanes.id(to)}: ${shownText(told, arrowCells)}`;
}

/** A message that has both lanes, where it comes to its end; where it leaves if it never came there. */
function messageLines(
  links: readonly MessageLink[],
  lanes: Lanes,
  ends: (link: MessageLink) => boolean,
): string[] {
  return links.flatMap((link) => {
    const { from, to, message, fate, sentAt, at } = link.message;
    if (!ends(link) || !lanes.has(from) || !lanes.has(to)) return [];
    const isLost = fate === 'lost' || fate === 'refused';
    const arrow = isLost ? '-x' : fate === 'untold' ? '--)' : '->>';
    const sentText = printInstant(sentAt);
    const sent = at === null || printInstant(at) === sentText ? '' : `, sent ${sentText}`;
    const text = `${printInstant(at ?? sentAt)} ${message}${fateWords(link.message)}${sent}`;
    return `${lanes.id(from)}${arrow}${lanes.id(to)}: ${shownText(text, arrowCells)}`;
  });
}

/** What is drawn for a row: the messages that end with it, the row, those that leave and never end. */
function linesOf(row: Row, mark: string, scene: Scene, lanes: Lanes): string[] {
  const { event } = row;
  const arriving = messageLines(scene.links, lanes, ({ arrives }) => arrives === event);
  const leaving = messageLines(
    scene.links,
    lanes,
    ({ departs, arrives }) => departs === event && arrives === null,
  );
  const own = scene.words.has(event) ? [] : [rowLine(row, mark, scene, lanes)];
  return [...arriving, ...own, ...leaving];
}

/** The beginning of a rectangle, with a note where no row tells what it is. */
function openingLines(stretch: Stretch, row: number, run: Run, lanes: Lanes): string[] {
  const { fault, first, isTold } = stretch;
  const ids = [...new Set(run.faults.map(({ id }) => id))];
  const rect = `rect rgba(${tints[ids.indexOf(fault.id) % tints.length] ?? ''}, 0.18)`;
  if (isTold || row > first) return [rect];
  const said = `fault ${fault.id} since ${printInstant(fault.from)}: ${faultPhrase(fault)}`;
  return [rect, lanes.note(shownText(said, noteCells), struckBy(fault, run))];
}

function headNote({ run, label, checks }: Told, lanes: Lanes): string {
  const about = run.variantSummary === null ? '' : ` ${dash} ${run.variantSummary}`;
  const lines = checks.flatMap((check) => {
    const said = `${unicodeGlyphs[standingOfCheck(check)]} ${checkSentence(check)}`;
    return [said, whyOf(check, run) ?? []].flat();
  });
  const text = [label + about, ...lines].map((line) => shownText(line, noteCells)).join('<br/>');
  return lanes.note(text);
}

function sceneLines(scene: Scene, most: number, lanes: Lanes): string[] {
  const { told, events, witnesses, words } = scene;
  const { run } = told;
  const evidence = new Set(witnesses.flat().map(({ seq }) => seq));
  const decisive = new Set(witnesses.flatMap((list) => list.at(-1)?.seq ?? []));
  const rows = chosenRows(rowsOf(events, run, evidence, Number.MAX_SAFE_INTEGER, words), most);
  const shown = rows.map(({ event }) => event);
  const stretches = new OpenStretches(stretchesOf(shown, run));
  let depth = 0;
  const lines: string[] = [];
  const move = (row: number): void => {
    const { closed, opened } = stretches.moveTo(row);
    for (let end = 0; end < closed; end += 1) {
      depth -= 1;
      lines.push(`${'  '.repeat(depth)}end`);
    }
    for (const stretch of opened) {
      const [rect = '', ...notes] = openingLines(stretch, row, run, lanes);
      lines.push('  '.repeat(depth) + rect);
      depth += 1;
      lines.push(...notes.map((note) => '  '.repeat(depth) + note));
    }
  };
  for (const [index, row] of rows.entries()) {
    move(index);
    const { seq } = row.event;
    const mark = decisive.has(seq) ? `${wrongMark} ` : evidence.has(seq) ? `${evidenceMark} ` : '';
    const indent = '  '.repeat(depth);
    lines.push(...linesOf(row, mark, scene, lanes).map((line) => indent + line));
  }
  move(rows.length);
  const left = events.length - rows.length;
  if (left > 0) lines.push(lanes.note(`${counted(left, 'more event')} left out`));
  if (events.length === 0) lines.push(lanes.note('No event of this run was worth a row.'));
  return lines;
}

/** The nodes of all stories, in the order of their runs. */
function lanesOf(scenes: readonly Scene[]): Lanes {
  const nodes = [...new Set(scenes.flatMap(({ told }) => told.run.nodes))];
  const involved = new Set(
    scenes.flatMap(({ told, events }) => involvedNodes(told.run, events, mostLanes)),
  );
  const some = involved.size > 0 ? nodes.filter((node) => involved.has(node)) : nodes.slice(0, 2);
  return new Lanes(some.length > 0 ? some : ['fault-sim']);
}

/** How a diagram is drawn. */
export interface Sequence {
  /** Above the diagram; null: none. */
  readonly title: string | null;
  /** A note before each story says which run it is and what was judged. */
  readonly isHeaded: boolean;
  /** What has no room, in sentences below. */
  readonly untold?: readonly string[];
}

/** Stories, one under another, as a Mermaid sequence diagram; ends with a line feed. */
export function sequenceText(
  stories: readonly Told[],
  { title, isHeaded, untold = [] }: Sequence,
): string {
  const scenes = stories.map((told): Scene => {
    const witnesses = witnessesOf(told);
    return { told, witnesses, ...toldWithMessages({ run: told.run, witnesses, mostRows }) };
  });
  const lanes = lanesOf(scenes);
  const head = title === null ? [] : [`title: ${mermaidText(title)}`];
  const drawn = (most: number): string => {
    const bodies = scenes.flatMap((scene) => [
      ...(isHeaded ? [headNote(scene.told, lanes)] : []),
      ...sceneLines(scene, most, lanes),
    ]);
    const body = bodies.length === 0 ? [lanes.note('No run was finished.')] : bodies;
    const below = untold.map((said) => lanes.note(shownText(said, noteCells)));
    const lines = [...head, ...lanes.lines, ...body, ...below];
    return `sequenceDiagram\n${lines.map((line) => `  ${line}\n`).join('')}`;
  };
  const all = scenes.reduce((sum, { events }) => sum + events.length, 0);
  let most = all <= mostRows ? mostRows : Math.floor(mostRows / scenes.length);
  let text = drawn(most);
  while (text.length > mostCharacters && most > 1) {
    most = Math.floor(most / 2);
    text = drawn(most);
  }
  return text;
}
