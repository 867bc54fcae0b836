import { compactJson } from '../../base/json.ts';
import type { ScenarioData } from '../../scenario/scenario.ts';
import type { Case, Oracle, Wanted } from './case.ts';
import { fewerFaults, moves } from './moves.ts';
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

/** One scenario on its way to a minimal one. */
class Shrinker {
  readonly #options: ShrinkOptions;
  readonly #refused = new Set<string>();
  #known: Case;
  #tried = 0;

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
      isSmaller = false;
      for (const move of moves) if (await this.#exhaust(move)) isSmaller = true;
    }
    const isMinimal = !this.#isOver && !(await this.#exhaust(fewerFaults));
    return { smallest: this.#known, tried: this.#tried, isMinimal };
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
