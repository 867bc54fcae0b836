import { Draws, purpose, TurningDraws } from '../base/draw/draw.ts';
import { Agenda, eventClass } from './agenda.ts';
import type { EventClass, Happening } from './agenda.ts';
import type { Trace } from './trace.ts';

/** A closure that will run, unless cancelled. */
export interface Scheduled {
  cancel(): void;
}

/** A free choice that was made, so that a search can replay or change it. */
export interface Choice {
  readonly subject: string;
  readonly options: number;
  readonly chosen: number;
}

/** Decides free choices in place of the draws. */
export interface Chooser {
  /** A whole number from 0 up to, but not including, `options`; `drawn` is what the seed would say. */
  choose(subject: string, options: number, drawn: number): number;
}

/** Why `advance` returned: the end, the slice is used up, or microtasks must run first. */
export type Progress = 'done' | 'more' | 'drain';

class ClosureHappening implements Happening, Scheduled {
  #action: (() => void) | null;

  constructor(action: () => void) {
    this.#action = action;
  }

  cancel(): void {
    this.#action = null;
  }

  happen(): void {
    this.#action?.();
  }
}

/** What the engine asks of the machine it runs on. */
export interface EngineOptions {
  readonly seed: string;
  readonly untilNs: number;
  readonly trace: Trace;
  /** Runs pending microtasks now; false when only the event loop can (see `Host.drain`). */
  readonly drain: () => boolean;
  /** Stop after so many happenings. */
  readonly maxEvents: number;
  /** Choices to repeat, in their order, in place of drawing them. */
  readonly replay?: readonly Choice[];
  /** From an instant on everything is drawn anew; null: never. */
  readonly redraw?: Redraw | null;
  /** A search's own order, draws and choices, in place of the seed's. */
  readonly agenda?: Agenda;
  readonly draws?: Draws;
  readonly chooser?: Chooser | null;
}

/** Another future for the same past. */
export interface Redraw {
  /** True time, integer nanoseconds. */
  readonly fromNs: number;
  /** Which future: a whole number. */
  readonly salt: number;
}

/**
 * Virtual time: takes what happens next, in the one total order, until the end. Knows no networks.
 * Each happening wakes at most one program; what that program put off to microtasks runs before the
 * next happening does.
 */
export class Engine {
  readonly agenda: Agenda;
  readonly trace: Trace;
  readonly draws: Draws;
  readonly untilNs: number;
  readonly choices: Choice[] = [];
  /** True time, integer nanoseconds. */
  nowNs = 0;
  /** Happenings so far. */
  events = 0;
  /** A program woke and left something to microtasks. */
  wantsDrain = false;
  /** This happening began something that is to be settled: see `onSettle`. */
  unsettled = false;
  /** Why the run stopped before its end; null when it did not. */
  stopped: string | null = null;
  readonly #drain: () => boolean;
  #settle: () => void = () => undefined;
  readonly #maxEvents: number;
  readonly #replay: readonly Choice[];
  readonly #chooser: Chooser | null;
  readonly #occurrences = new Map<string, number>();
  #awaitsMacrotask = false;

  constructor(options: EngineOptions) {
    this.agenda = options.agenda ?? new Agenda();
    this.draws = options.draws ?? this.#drawsOf(options);
    this.trace = options.trace;
    this.untilNs = options.untilNs;
    this.#drain = options.drain;
    this.#maxEvents = options.maxEvents;
    this.#replay = options.replay ?? [];
    this.#chooser = options.chooser ?? null;
  }

  #drawsOf({ seed, redraw }: EngineOptions): Draws {
    if (redraw === undefined || redraw === null) return new Draws(seed);
    const draws = new TurningDraws(seed, redraw.salt);
    // The first of its instant: what happens there is drawn anew already.
    this.schedule(redraw.fromNs, eventClass.faultEnd, () => draws.turn());
    return draws;
  }

  /** Runs a closure at an instant: for faults, workloads and checks. Messages have their own path. */
  schedule(atNs: number, cls: EventClass, action: () => void): Scheduled {
    const happening = new ClosureHappening(action);
    this.agenda.push(Math.max(atNs, this.nowNs), cls, happening);
    return happening;
  }

  /**
   * A free choice: a whole number from 0 up to, but not including, `options`. Drawn by the subject
   * and how often it chose at this instant, so that no other subject's choice moves it; recorded.
   */
  choose(subject: string, options: number): number {
    const place = `${subject}@${this.nowNs}`;
    const ordinal = this.#occurrences.get(place) ?? 0;
    this.#occurrences.set(place, ordinal + 1);
    const repeated = this.#replay[this.choices.length];
    const drawn = Math.floor(
      this.draws.stream(subject).at(purpose.selection, this.nowNs, ordinal, 0) * options,
    );
    const chosen =
      repeated && repeated.subject === subject && repeated.options === options
        ? repeated.chosen
        : (this.#chooser?.choose(subject, options, drawn) ?? drawn);
    this.choices.push({ subject, options, chosen });
    return chosen;
  }

  /** Who ends what a happening began, after microtasks have run: the world closes its step there. */
  onSettle(settle: () => void): void {
    this.#settle = settle;
  }

  /** Stops before the next happening, for a reason that the report tells. The first one counts. */
  stop(reason: string): void {
    this.stopped ??= reason;
  }

  /** Plays at most so many happenings. After `drain`, come back from a macrotask. */
  advance(slice: number): Progress {
    if (this.#awaitsMacrotask) {
      this.#awaitsMacrotask = false;
      this.#close();
    }
    const { agenda, trace, untilNs } = this;
    for (let left = slice; left > 0; left--) {
      if (this.stopped !== null) return 'done';
      const nextNs = agenda.nextNs;
      if (nextNs > untilNs) {
        this.nowNs = untilNs;
        trace.nowNs = untilNs;
        return 'done';
      }
      if (this.events >= this.#maxEvents) {
        this.stop('max-events');
        return 'done';
      }
      this.events += 1;
      this.nowNs = nextNs;
      trace.nowNs = nextNs;
      agenda.pop().happen();
      if (this.wantsDrain || this.unsettled) {
        if (this.wantsDrain) {
          this.wantsDrain = false;
          if (!this.#drain()) {
            this.#awaitsMacrotask = true;
            return 'drain';
          }
        }
        this.#close();
      }
    }
    return 'more';
  }

  #close(): void {
    this.unsettled = false;
    this.#settle();
  }
}
