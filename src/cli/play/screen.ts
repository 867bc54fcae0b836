import type { Simulation } from '../../run/simulation.ts';
import type { Given } from '../command.ts';
import type { Viewer } from '../driver.ts';
import { forcedSize } from '../terminal.ts';
import type { Terminal } from '../terminal.ts';
import { PlainView } from './plain-view.ts';
import type { TerminalView } from './live-view.ts';

/** What is shown while runs are played. */
export type Ui = 'live' | 'plain' | 'none';

/**
 * What to show: as asked for, and in doubt the live view on a terminal that can draw and that
 * somebody looks at.
 */
export function uiOf(given: Given, { env, streams }: Terminal): Ui {
  if (given.flag('quiet')) return 'none';
  const asked = given.text('ui');
  if (asked === 'live' || asked === 'plain' || asked === 'none') return asked;
  const isTerminal = streams.stderr.isTTY || forcedSize(env) !== null;
  const isWatched = env['TERM'] !== 'dumb' && /^(|0|false)$/.test(env['CI'] ?? '');
  return isTerminal && isWatched ? 'live' : 'none';
}

/** What the views need. */
export interface ScreenOptions {
  readonly terminal: Terminal;
  readonly colour: boolean | null;
  readonly ascii: boolean;
  readonly speed: number;
  readonly framesPerSecond: number;
}

/** The view of a whole session; what it needs is loaded when it is opened. */
export class Screen implements Viewer {
  readonly frameMs: number;
  readonly ui: Ui;
  onInterrupt: () => void = () => {};
  onQuit: () => void = () => {};
  readonly #options: ScreenOptions;
  #view: TerminalView | PlainView | null = null;
  #live: TerminalView | null = null;

  constructor(ui: Ui, options: ScreenOptions) {
    this.ui = ui;
    this.#options = options;
    this.frameMs = 1000 / options.framesPerSecond;
  }

  get isShown(): boolean {
    return this.ui !== 'none';
  }

  /** Opens the view, once. */
  async open(): Promise<void> {
    if (this.#view !== null || !this.isShown) return;
    if (this.ui === 'plain') {
      this.#view = new PlainView(this.#options.terminal.stderr);
      return;
    }
    const { TerminalView: Live } = await import('./live-view.ts');
    this.#live = new Live({
      ...this.#options,
      onInterrupt: () => this.onInterrupt(),
      onQuit: () => this.onQuit(),
    });
    this.#view = this.#live;
  }

  look(simulation: Simulation, nowMs: number, isOver: boolean): void {
    this.#view?.look(simulation, nowMs, isOver);
  }

  limitNs(simulation: Simulation, nowMs: number): number {
    return this.#view?.limitNs(simulation, nowMs) ?? Infinity;
  }

  takeStep(): boolean {
    return this.#view?.takeStep() ?? false;
  }

  /** A line on standard error that does not tear the picture. */
  async say(text: string): Promise<void> {
    if (this.#live === null) await this.#options.terminal.stderr.write(text);
    else for (const line of text.trimEnd().split('\n')) this.#live.message(line);
  }

  /** Gives the terminal back; the last picture stays. */
  async close(): Promise<void> {
    const live = this.#live;
    this.#live = null;
    this.#view = null;
    await live?.close();
  }
}
