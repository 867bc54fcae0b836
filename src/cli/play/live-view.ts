import type { Units } from '../../run/report/report.ts';
import type { RunView } from '../../run/view/view.ts';
import { momentLine } from '../../reports/moments.ts';
import { chalkPaint } from '../../reports/text/paint.ts';
import type { Simulation } from '../../run/simulation.ts';
import type { LiveView } from '../../ui/live.tsx';
import { startLive } from '../../ui/live.tsx';
import type { Viewer } from '../driver.ts';
import { forcedSize, glyphsFor, wantsColour } from '../terminal.ts';
import type { Terminal } from '../terminal.ts';

/** What the live view is opened with. */
export interface LiveRequest {
  readonly terminal: Terminal;
  readonly colour: boolean | null;
  readonly ascii: boolean;
  readonly speed: number;
  readonly framesPerSecond: number;
  /** Ctrl+C, which is no signal while the terminal is raw. */
  readonly onInterrupt: () => void;
  /** The key that ends the run. */
  readonly onQuit: () => void;
}

const slowest = 0.001;
const fastest = 10_000;
/** A silence this much longer than a frame is no busy machine: the process itself was stopped. */
const stoppedMs = 1000;
/** Of the process's own time: a stopped one has none. */
const wakeMs = 50;
/** `+` and `-` go this many times faster or slower. */
const gear = 2;

/** Shows runs on the terminal, and lets its keys pause, step, and set the pace. */
export class TerminalView implements Viewer {
  readonly frameMs: number;
  readonly #live: LiveView;
  #speed: number;
  #isPaused = false;
  #steps = 0;
  #nextFrameMs = 0;
  /** Of the run whose moments are shown. */
  #units: Units | undefined;
  /** From where the pace counts: a place in virtual time and one in real time. */
  #origin: { readonly simulation: Simulation; readonly ns: number; readonly ms: number } | null =
    null;
  #askedMs: number | null = null;
  #rate = { ms: 0, events: 0, perSecond: 0 };

  constructor(request: LiveRequest) {
    const { env, streams } = request.terminal;
    this.frameMs = 1000 / request.framesPerSecond;
    this.#speed = request.speed;
    const terminal = sized(streams.stderr, env);
    this.#live = startLive({
      terminal,
      keyboard: streams.stdin.isTTY ? streams.stdin : null,
      glyphs: glyphsFor(request.ascii, env),
      paint: chalkPaint(wantsColour(request.colour, env, terminal) ? 1 : 0),
      framesPerSecond: Math.ceil(request.framesPerSecond),
      plain: env['INK_SCREEN_READER'] === 'true',
      describe: (moment) => momentLine(moment, this.#units),
      onKey: (key) => {
        if (key === 'interrupt') request.onInterrupt();
        else if (key === 'quit') request.onQuit();
        else if (key === 'suspend') this.#suspend();
        else if (key === 'pause') this.#pause(!this.#isPaused);
        else if (key === 'step') this.#step();
        else this.#setSpeed(key === 'faster' ? gear : 1 / gear);
      },
    });
  }

  look(simulation: Simulation, nowMs: number, isOver: boolean): void {
    if (!isOver && nowMs < this.#nextFrameMs) return;
    this.#nextFrameMs = nowMs + this.frameMs;
    this.#units = simulation.units;
    const view = simulation.sample();
    this.#live.sample(view, {
      speed: this.#speedText(),
      eventsPerSecond: this.#eventsPerSecond(view, nowMs),
      paused: this.#isPaused,
    });
  }

  limitNs(simulation: Simulation, nowMs: number): number {
    const wasStopped = this.#askedMs !== null && nowMs - this.#askedMs > this.frameMs + stoppedMs;
    this.#askedMs = nowMs;
    // What a stopped process has missed is not made up for: nobody has seen it.
    if (wasStopped) this.#origin = null;
    if (this.#isPaused) return -1;
    if (this.#speed === Infinity) return Infinity;
    if (this.#origin?.simulation !== simulation) {
      this.#origin = { simulation, ns: simulation.instantNs, ms: nowMs };
    }
    return this.#origin.ns + (nowMs - this.#origin.ms) * this.#speed * 1e6;
  }

  takeStep(): boolean {
    if (this.#steps === 0) return false;
    this.#steps -= 1;
    return true;
  }

  /** A line above the picture. */
  message(line: string): void {
    this.#live.message(line);
  }

  /** Gives the terminal back. */
  async close(): Promise<void> {
    await this.#live.stop();
  }

  #pause(isPaused: boolean): void {
    this.#isPaused = isPaused;
    this.#steps = 0;
    this.#origin = null;
  }

  /** What Ctrl+Z does where it is a signal: all that the shell started with us stops until it says go on. */
  #suspend(): void {
    if (process.platform === 'win32') return;
    this.#live.suspend();
    process.kill(0, 'SIGTSTP');
    // Where nobody could wake us, the system ignores it, and we go on at once.
    setTimeout(() => {
      this.#origin = null;
      this.#live.resume();
    }, wakeMs);
  }

  #step(): void {
    if (!this.#isPaused) this.#pause(true);
    this.#steps += 1;
  }

  #setSpeed(factor: number): void {
    const base = this.#speed === Infinity ? (factor < 1 ? gear : Infinity) : this.#speed;
    const speed = base * factor;
    this.#speed = speed > fastest ? Infinity : Math.max(speed, slowest);
    this.#origin = null;
  }

  #speedText(): string {
    return this.#speed === Infinity ? 'max' : `x${Number(this.#speed.toPrecision(3))}`;
  }

  #eventsPerSecond(view: RunView, nowMs: number): number {
    const { ms, events } = this.#rate;
    const passedMs = nowMs - ms;
    if (view.events < events) this.#rate = { ...this.#rate, ms: nowMs, events: view.events };
    else if (passedMs >= 250) {
      const perSecond = Math.round(((view.events - events) / passedMs) * 1000);
      this.#rate = { ms: nowMs, events: view.events, perSecond };
    }
    return this.#rate.perSecond;
  }
}

/** The stream, or one that says it is a terminal of the size that FAULT_SIM_FORCE_TTY gives. */
function sized(stream: NodeJS.WriteStream, env: NodeJS.ProcessEnv): NodeJS.WriteStream {
  const size = forcedSize(env);
  if (size === null) return stream;
  const forced: Record<string | symbol, unknown> = { ...size, isTTY: true };
  return new Proxy(stream, {
    get(target, name) {
      if (name in forced) return forced[name];
      const member: unknown = Reflect.get(target, name, target);
      return typeof member === 'function' ? member.bind(target) : member;
    },
  });
}
