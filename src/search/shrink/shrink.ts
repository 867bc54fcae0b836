import { compactJson } from '../../base/json/json.ts';
import type { ScenarioData } from '../../scenario/scenario.ts';
import type { Case, Oracle, Wanted } from './case.ts';
import { sectionOf, withoutKeys, withSection } from './data.ts';
import { drawnAnew } from './drawn-anew.ts';
import { cheaper, moves } from './moves.ts';
import type { Move } from './moves.ts';

/** What shrinking came to. */
export interface Shrunk {
  readonly smallest: Case;
  /** Scenarios that were played on the way. */
  readonly tried: number;
  /** No fault can go; false when it was stopped before that was known. */
  readonly isMinimal: boolean;
}

/** How far shrinking may go. */
export interface ShrinkOptions {
  readonly oracle: Oracle;
  readonly wanted: Wanted;
  /** Most scenarios to play. */
  readonly mostTries: number;
  /** Asked before each try: whether somebody wants it to end. */
  readonly isStopped: () => boolean;
  /** Told of every scenario that became the smallest. */
  readonly onSmaller: (known: Case, tried: number) => void;
}

/** Most scenarios that are drawn anew, so that enough is left for all else. */
const mostAnew = 5000;

/** One scenario on its way to a minimal one. */
class Shrinker {
  readonly #options: ShrinkOptions;
  readonly #refused = new Set<string>();
  #known: Case;
  /** The smallest with the draws that it was found with. */
  #first: Case | null = null;
  #tried = 0;
  /** Scenarios of these that were drawn anew. */
  #anew = 0;

  constructor(known: Case, options: ShrinkOptions) {
    this.#known = known;
    this.#options = options;
  }

  get #isOver(): boolean {
    return this.#tried >= this.#options.mostTries || this.#options.isStopped();
  }

  async run(): Promise<Shrunk> {
    let isSmaller = true;
    while (isSmaller && !this.#isOver) {
      isSmaller = await this.#fewestFaults();
      for (const move of moves) if (await this.#exhaust(move)) isSmaller = true;
    }
    // Somebody may want it to end while the last faults are tried.
    const isMinimal = !this.#isOver && !(await this.#leaveOut()) && !this.#isOver;
    return { smallest: this.#known, tried: this.#tried, isMinimal };
  }

  /** Leaves out faults until none can go, also with other draws. */
  async #fewestFaults(): Promise<boolean> {
    let isSmaller = false;
    do {
      for (const move of cheaper) if (await this.#exhaust(move)) isSmaller = true;
      if (await this.#leaveOut()) isSmaller = true;
      this.#first ??= this.#known;
    } while (await this.#drawAnew());
    return isSmaller;
  }

  /**
   * Whole faults go, many at a time where that is possible (ddmin: Zeller & Hildebrandt, TSE 2002).
   * Single ones are tried until none can go.
   */
  async #leaveOut(): Promise<boolean> {
    let isSmaller = false;
    for (let size = this.#faults.length; size >= 1 && !this.#isOver;) {
      const wentOne = await this.#leaveOutEach(size);
      if (wentOne) isSmaller = true;
      if (size > 1 || !wentOne) size = Math.floor(size / 2);
    }
    return isSmaller;
  }

  /** So many neighbours at a time, from the first to the last. */
  async #leaveOutEach(size: number): Promise<boolean> {
    let isSmaller = false;
    for (let from = 0; from < this.#faults.length && !this.#isOver;) {
      const { data } = this.#known;
      const gone = this.#faults.slice(from, from + size);
      const fewer = withoutKeys(sectionOf(data, 'faults'), gone);
      if (await this.#try(withSection(data, 'faults', fewer))) isSmaller = true;
      else from += size;
    }
    return isSmaller;
  }

  get #faults(): readonly string[] {
    return Object.keys(sectionOf(this.#known.data, 'faults'));
  }

  /** Some of the faults with other draws; for all times together no more often than is sensible. */
  async #drawAnew(): Promise<boolean> {
    const before = this.#tried;
    const how = { first: this.#first ?? this.#known, mostTries: mostAnew - this.#anew };
    const isSmaller = await this.#step((known, wanted) => drawnAnew(known, wanted, how));
    this.#anew += this.#tried - before;
    return isSmaller;
  }

  /** Makes one kind of move as long as it makes the scenario smaller. */
  async #exhaust(move: Move): Promise<boolean> {
    let isSmaller = false;
    while (await this.#step(move)) isSmaller = true;
    return isSmaller;
  }

  async #step(move: Move): Promise<boolean> {
    for (const data of move(this.#known, this.#options.wanted)) {
      if (this.#isOver) return false;
      if (await this.#try(data)) return true;
    }
    return false;
  }

  async #try(data: ScenarioData): Promise<boolean> {
    const text = compactJson(data);
    if (this.#refused.has(text)) return false;
    // Whatever it comes to: the same scenario is never played twice.
    this.#refused.add(text);
    this.#tried += 1;
    const smaller = await this.#options.oracle(data);
    if (smaller === null) return false;
    this.#known = smaller;
    this.#options.onSmaller(smaller, this.#tried);
    return true;
  }
}

/**
 * Makes a scenario that shows a violation as small as it gets, one accepted step after another,
 * until no fault can be left out and no other move helps.
 */
export async function shrink(known: Case, options: ShrinkOptions): Promise<Shrunk> {
  return await new Shrinker(known, options).run();
}
