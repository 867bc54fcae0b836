import type { LaneLook } from '../content/lanes.ts';
import { counted } from '../content/count.ts';
import type { Arrow, Diagram, MarkKind, MessageDrawing, RowDrawing, Stretch } from './diagram.ts';
import { cellWidth, lineHeight } from './diagram.ts';
import { block, type Child, empty, inline, type Markup } from './markup.ts';

const radius = 5;
/** From the middle of a line of text down to its baseline. */
const toBaseline = 4;
const legendGap = 20;

function cross(x: number, y: number, half: number, className: string): Markup {
  const d = `M${x - half} ${y - half}L${x + half} ${y + half}M${x - half} ${y + half}L${x + half} ${y - half}`;
  return empty('path', { class: className, d });
}

function mark(kind: MarkKind, x: number, y: number): Child {
  if (kind === 'lost') return cross(x, y, radius, 'cross');
  const size = kind === 'decisive' ? radius + 3 : kind === 'message' ? radius - 2 : radius;
  const dot = empty('circle', { class: kind, cx: x, cy: y, r: size });
  return kind === 'decisive' ? [dot, cross(x, y, 3, 'inner')] : dot;
}

/** An arrow between two lanes; a lost message does not come all the way. */
function arrow({ fromX, fromY, toX, toY, isLost, isOpen = false }: Arrow): Child {
  const ahead = toX > fromX ? 1 : -1;
  if (isLost || isOpen) {
    const x = Math.floor((fromX + 2 * toX) / 3);
    const y = Math.floor((fromY + 2 * toY) / 3);
    return [
      empty('line', { class: 'arrow lost', x1: fromX, y1: fromY, x2: x, y2: y }),
      isLost ? cross(x, y, 4, 'cross') : null,
    ];
  }
  const tip = toX - ahead * (radius + 3);
  const back = tip - ahead * 8;
  return [
    empty('line', { class: 'arrow', x1: fromX, y1: fromY, x2: back, y2: toY }),
    empty('path', { class: 'head', d: `M${tip} ${toY}L${back} ${toY - 4}L${back} ${toY + 4}Z` }),
  ];
}

function stretch({ x, from, until, look }: Stretch): Child {
  const line = (className: string) =>
    empty('line', { class: className, x1: x, y1: from, x2: x, y2: until });
  if (look === 'up') return line('lane');
  return look === 'struck' ? [line(look), line('lane')] : line(look);
}

function rowMarks({ x, y, kind, arrow: drawn, instant, words }: RowDrawing, place: number): Child {
  const marks = [drawn === null ? null : arrow(drawn), x === null ? null : mark(kind, x, y)];
  if (marks.every((each) => each === null)) return null;
  return inline(
    'g',
    { 'data-row': place },
    inline('title', {}, `${instant} ${words.join(' ')}`),
    marks,
  );
}

function messageArrow({ words, arrow: drawn }: MessageDrawing, place: number): Child {
  return inline('g', { 'data-message': place }, inline('title', {}, words), arrow(drawn));
}

function rowWords(row: RowDrawing, place: number, { timeRight, wordsLeft, width }: Diagram): Child {
  const { y, height, instant, words, kind, isFault } = row;
  const top = y - lineHeight / 2 - 4;
  const tone = kind === 'decisive' ? 'bad' : kind === 'message' ? kind : isFault ? 'fault' : null;
  const behind = { class: 'break', x: 0, y: top, width, height: height + 8, rx: 4 };
  return inline(
    'g',
    { 'data-row': place },
    kind === 'decisive' ? empty('rect', behind) : null,
    inline(
      'text',
      { class: 'time', x: timeRight, y: y + toBaseline, 'text-anchor': 'end' },
      instant,
    ),
    ...words.map((line, index) =>
      inline('text', { class: tone, x: wordsLeft, y: y + toBaseline + index * lineHeight }, line),
    ),
  );
}

interface LegendEntry {
  readonly meaning: string;
  draw(x: number, y: number): Child;
}

const lookMeanings: readonly (readonly [LaneLook, string])[] = [
  ['struck', 'under a fault'],
  ['paused', 'process stands still'],
  ['down', 'process is down'],
];

const markMeanings: readonly (readonly [MarkKind, string])[] = [
  ['decisive', 'where it breaks'],
  ['evidence', 'evidence'],
  ['event', 'event'],
  ['lost', 'lost'],
];

/** A short arrow beside its meaning. */
const sample = (x: number, y: number, isLost: boolean, isOpen = false): Child =>
  arrow({ fromX: x - 12, fromY: y, toX: x + 16, toY: y, isLost, isOpen });

/** What the shapes of this diagram mean: only those that are there. */
function legendOf({ rows, messages, stretches }: Diagram): LegendEntry[] {
  const marks = new Set(rows.flatMap(({ x, kind }) => (x === null ? [] : kind)));
  const looks = new Set(stretches.map(({ look }) => look));
  const hasArrow = messages.length > 0 || rows.some(({ arrow: drawn }) => drawn !== null);
  const isLost = messages.some(({ arrow: drawn }) => drawn.isLost);
  const isOpen = messages.some(({ arrow: drawn }) => drawn.isOpen === true);
  return [
    ...markMeanings.flatMap(([kind, meaning]) =>
      marks.has(kind) ? { meaning, draw: (x: number, y: number) => mark(kind, x, y) } : [],
    ),
    ...(hasArrow
      ? [
          {
            meaning: 'message or call',
            draw: (x: number, y: number) => sample(x, y, false),
          },
        ]
      : []),
    ...(isLost
      ? [{ meaning: 'lost message', draw: (x: number, y: number) => sample(x, y, true) }]
      : []),
    ...(isOpen
      ? [
          {
            meaning: 'its end is not told',
            draw: (x: number, y: number) => sample(x, y, false, true),
          },
        ]
      : []),
    ...lookMeanings.flatMap(([look, meaning]) =>
      looks.has(look)
        ? {
            meaning,
            draw: (x: number, y: number) => stretch({ x, from: y - 8, until: y + 8, look }),
          }
        : [],
    ),
  ];
}

/** The legend below a diagram, on as many lines as its width asks for; and where it ends. */
function legend(diagram: Diagram): { readonly parts: Child[]; readonly bottom: number } {
  const parts: Child[] = [];
  const left = 24;
  let x = left;
  let y = diagram.bottom + 24;
  for (const { meaning, draw } of legendOf(diagram)) {
    const width = 24 + meaning.length * cellWidth;
    if (x > left && x + width > diagram.width) {
      x = left;
      y += lineHeight + 8;
    }
    parts.push(draw(x, y));
    parts.push(inline('text', { class: 'key', x: x + 20, y: y + toBaseline }, meaning));
    x += width + legendGap;
  }
  return { parts, bottom: y + lineHeight };
}

/** The story in words, for those who cannot see it. */
function described({ rows, left }: Diagram): string {
  const said = rows.map(({ instant, words }) => `${instant} ${words.join(' ')}.`);
  const omitted = left > 0 ? [`${counted(left, 'more event')} left out.`] : [];
  return [...said, ...omitted].join(' ');
}

/** A space-time diagram as SVG. */
export function spaceTime(diagram: Diagram, title: string, at: { readonly y?: number } = {}) {
  const { width, top, bottom, lanes, stretches, rows, messages } = diagram;
  const { parts, bottom: height } = legend(diagram);
  const heads = lanes.flatMap(({ name, x, anchor, nameY }) => [
    nameY + lineHeight < top
      ? empty('line', { class: 'stair', x1: x, y1: nameY + 4, x2: x, y2: top })
      : null,
    inline(
      'text',
      { class: 'name', x: anchor === 'start' ? x - 4 : x, y: nameY, 'text-anchor': anchor },
      name,
    ),
  ]);
  const markup = block(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      class: 'space-time',
      role: 'img',
      y: at.y ?? null,
      width,
      height,
      viewBox: `0 0 ${width} ${height}`,
      'data-bottom': bottom,
    },
    inline('title', {}, title),
    inline('desc', {}, described(diagram)),
    ...rows.map((row, place) => rowWords(row, place, diagram)),
    ...heads,
    ...stretches.map(stretch),
    ...messages.map(messageArrow),
    ...rows.map(rowMarks),
    empty('line', { class: 'rule', x1: 0, y1: bottom, x2: width, y2: bottom }),
    ...parts,
  );
  return { markup, width, height };
}
