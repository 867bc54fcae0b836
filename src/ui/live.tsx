import { type Instance, render, Static, Text } from 'ink';
import type { Glyphs } from '../base/text/glyphs.ts';
import type { Paint } from '../base/text/paint.ts';
import type { WitnessEvent } from '../run/report/report.ts';
import type { RunView } from '../run/view/view.ts';
import { frame, type Pace } from './frame.ts';
import { Keyboard, type LiveKey } from './keyboard.tsx';
import { Moments } from './moments.ts';
import { type Surface, surfaceOf, wrappedRows } from './surface.ts';
import { Timeline } from './timeline.ts';

/** What the live view is given: it looks nothing up by itself. */
export interface LiveOptions {
  /** The terminal to draw on (stderr, so that stdout stays clean). */
  readonly terminal: NodeJS.WriteStream;
  /** The keyboard, only if it is a terminal; else null and no key works. */
  readonly keyboard: NodeJS.ReadStream | null;
  readonly glyphs: Glyphs;
  readonly paint: Paint;
  readonly framesPerSecond: number;
  /** For screen readers: the story as plain lines, no picture that changes. */
  readonly plain: boolean;
  /** The line of one moment. */
  readonly describe: (moment: WitnessEvent) => string;
  /** Keys that concern the run; those that only change the picture are handled here. */
  readonly onKey: (key: Exclude<LiveKey, 'faults' | 'detail'>) => void;
}

/** A view of runs that only ever receives samples: it cannot reach the run. */
export interface LiveView {
  /** Shows a sample. */
  sample(view: RunView, pace: Pace): void;
  /** Prints a line above the picture: a warning, a verdict. */
  message(line: string): void;
  /** Gives the terminal back for a while: nothing is drawn and no key is read. */
  suspend(): void;
  /** Takes it again, wherever its cursor is now. */
  resume(): void;
  /** Leaves the last picture standing, gives the terminal back, resolves when all is written. */
  stop(): Promise<void>;
}

interface ScreenProps {
  readonly told: readonly string[];
  readonly lines: readonly string[];
  readonly onKey: ((key: LiveKey) => void) | null;
}

function Screen({ told, lines, onKey }: ScreenProps) {
  return (
    <>
      <Static items={[...told]}>{(line, index) => <Text key={index}>{line}</Text>}</Static>
      <Text wrap="truncate-end">{lines.join('\n')}</Text>
      {onKey === null ? null : <Keyboard onKey={onKey} />}
    </>
  );
}

/** The picture on a terminal. */
class Picture implements LiveView {
  readonly #options: LiveOptions;
  readonly #surface: Surface;
  readonly #moments: Moments;
  readonly #resized = (): void => {
    // A terminal that became narrow has wrapped the lines that stand there; ink counts them as before.
    const { columns, rows } = this.#options.terminal;
    const more = wrappedRows(this.#drawn, columns || 80);
    this.#surface.erase(Math.min(more, Math.max(0, rows - 1)));
    this.#draw();
    this.#surface.resized();
  };
  /** Null while it is suspended. */
  #instance: Instance | null;
  #told: readonly string[] = [];
  #latest: { readonly view: RunView; readonly pace: Pace } | null = null;
  #timeline: { readonly run: string; readonly of: Timeline } | null = null;
  #faults = true;
  #detail = false;
  #stopped = false;
  /** The lines of the last picture. */
  #drawn: readonly string[] = [];

  constructor(options: LiveOptions) {
    this.#options = options;
    this.#moments = new Moments(options.describe);
    this.#surface = surfaceOf(options.terminal);
    this.#instance = this.#opened();
    options.terminal.on('resize', this.#resized);
  }

  #opened(): Instance {
    const { keyboard, framesPerSecond } = this.#options;
    return render(this.#screen(), {
      stdout: this.#surface.stream,
      ...(keyboard === null ? {} : { stdin: keyboard }),
      patchConsole: false,
      exitOnCtrlC: false,
      // Draws stale lines in this version of ink.
      incrementalRendering: false,
      isScreenReaderEnabled: false,
      maxFps: framesPerSecond,
    });
  }

  sample(view: RunView, pace: Pace): void {
    if (this.#stopped) return;
    this.#latest = { view, pace };
    this.#timelineOf(view).add(view);
    const lines = this.#moments.take(view.moments);
    if (lines.length > 0) this.#told = [...this.#told, ...lines];
    this.#draw();
  }

  message(line: string): void {
    if (this.#stopped) return;
    this.#told = [...this.#told, line];
    this.#draw();
  }

  suspend(): void {
    if (this.#stopped) return;
    this.#instance?.unmount();
    this.#instance = null;
    // What stands there stays, and the picture of later goes below it.
    this.#told = [];
  }

  resume(): void {
    if (!this.#stopped) this.#instance ??= this.#opened();
  }

  async stop(): Promise<void> {
    if (this.#stopped) return;
    this.resume();
    this.#told = [...this.#told, ...this.#moments.rest()];
    this.#stopped = true;
    this.#options.terminal.off('resize', this.#resized);
    const ended = this.#instance?.waitUntilExit();
    this.#draw();
    this.#instance?.unmount();
    await ended;
  }

  /** The timeline of the run that a sample belongs to: the next run begins a new one. */
  #timelineOf(view: RunView): Timeline {
    const run = [view.scenario, view.variant, view.cell, view.seed].join('\n');
    if (this.#timeline?.run !== run) {
      this.#timeline = { run, of: new Timeline(view.durationNs) };
    }
    return this.#timeline.of;
  }

  #draw(): void {
    this.#instance?.rerender(this.#screen());
  }

  #screen() {
    const keys = this.#options.keyboard !== null && !this.#stopped;
    return <Screen told={this.#told} lines={this.#lines(keys)} onKey={keys ? this.#key : null} />;
  }

  #lines(keys: boolean): readonly string[] {
    if (this.#latest === null || this.#timeline === null) return [];
    const { glyphs, paint, terminal } = this.#options;
    const model = {
      ...this.#latest,
      timeline: this.#timeline.of,
      faults: this.#faults,
      detail: this.#detail,
      keys,
    };
    // A terminal that does not know its size says 0.
    this.#drawn = frame(model, terminal.columns || 80, terminal.rows || 24, glyphs, paint);
    return this.#drawn;
  }

  readonly #key = (key: LiveKey): void => {
    if (key === 'faults') this.#faults = !this.#faults;
    else if (key === 'detail') this.#detail = !this.#detail;
    else this.#options.onKey(key);
    if (!this.#stopped) this.#draw();
  };
}

/** The same for screen readers: each moment once, nothing drawn over. */
class Story implements LiveView {
  readonly #options: LiveOptions;
  readonly #moments: Moments;

  constructor(options: LiveOptions) {
    this.#options = options;
    this.#moments = new Moments(options.describe);
  }

  sample(view: RunView): void {
    for (const line of this.#moments.take(view.moments)) this.message(line);
  }

  message(line: string): void {
    this.#options.terminal.write(`${line}\n`);
  }

  suspend(): void {}

  resume(): void {}

  stop(): Promise<void> {
    for (const line of this.#moments.rest()) this.message(line);
    return Promise.resolve();
  }
}

/** Opens the live view. Nothing is drawn before the first sample. */
export function startLive(options: LiveOptions): LiveView {
  return options.plain ? new Story(options) : new Picture(options);
}
