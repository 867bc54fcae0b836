/**
 * The marks of timelines and tables, each one cell wide unless it says otherwise. Meaning never
 * depends on colour alone.
 */
export interface Glyphs {
  /** Verdicts: as expected, not as expected, nobody can tell. */
  readonly ok: string;
  readonly wrong: string;
  readonly doubt: string;
  /** An event, and an event that is evidence for a verdict. */
  readonly event: string;
  readonly evidence: string;
  readonly lost: string;
  readonly sent: string;
  readonly received: string;
  /** Sent and received in one cell. */
  readonly both: string;
  /** A node's lane, upright and lying; where something crosses it; under a fault; paused. */
  readonly upright: string;
  readonly lying: string;
  readonly crossing: string;
  readonly cut: string;
  readonly paused: string;
  readonly arrowLeft: string;
  readonly arrowRight: string;
  /** A fault's bar: first cell, inside, last cell, still going on. */
  readonly barFrom: string;
  readonly bar: string;
  readonly barUntil: string;
  readonly barOn: string;
  readonly progress: string;
  readonly remaining: string;
  /** The mark on a time axis. */
  readonly tick: string;
  /** The key with the arrow to the right: may be wider than a cell. */
  readonly rightKey: string;
  readonly ellipsis: string;
  readonly dash: string;
  /** Levels of a series, lowest first. */
  readonly levels: readonly string[];
}

/** Box drawing and geometric shapes that every terminal draws in one cell. */
export const unicodeGlyphs: Glyphs = {
  ok: '✓',
  wrong: '✗',
  doubt: '?',
  event: '○',
  evidence: '●',
  lost: '×',
  sent: '▴',
  received: '▾',
  both: '┿',
  upright: '│',
  lying: '─',
  crossing: '┼',
  cut: '┆',
  paused: '░',
  arrowLeft: '◂',
  arrowRight: '▸',
  barFrom: '┝',
  bar: '━',
  barUntil: '┥',
  barOn: '▸',
  progress: '▒',
  remaining: '░',
  tick: '╵',
  rightKey: '→',
  ellipsis: '…',
  dash: '–',
  levels: ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'],
};

/** The same in ASCII, for terminals and fonts without them. */
export const asciiGlyphs: Glyphs = {
  ok: '+',
  wrong: 'x',
  doubt: '?',
  event: 'o',
  evidence: '*',
  lost: 'X',
  sent: '^',
  received: 'v',
  both: '#',
  upright: '|',
  lying: '-',
  crossing: '+',
  cut: ':',
  paused: '%',
  arrowLeft: '<',
  arrowRight: '>',
  barFrom: '[',
  bar: '=',
  barUntil: ']',
  barOn: '>',
  progress: '#',
  remaining: '.',
  tick: "'",
  rightKey: 'right',
  ellipsis: '~',
  dash: '-',
  levels: ['_', '.', ':', '-', '=', '+', '*', '#'],
};
