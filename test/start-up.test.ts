import { beforeAll, describe, expect, it } from 'vitest';
import { startUpFigures } from '../scripts/bench/start-up.mjs';
import { ensureBuilt } from './support/built.ts';
import { isLong } from './support/long.ts';

/**
 * The most CPU time that a start may take over an empty process, in starts of an empty process:
 * a slower machine is slower at both.
 */
const budgets: ReadonlyMap<string, number> = new Map([
  ['--version', 0.5],
  ['validate', 1.2],
  ['run', 2],
  ['run, own program, cold', 5],
  ['run, own program, cached', 2.5],
]);

/** An empty process of a later Node starts in half the time: there the budgets mean something else. */
const isBudgeted = process.versions.node.startsWith('20.');

/** On a quiet machine the first round is enough; on a busy one a later round finds it quiet. */
const mostRounds = 12;
const attempts = 4;

/** The least of all attempts so far, by command. */
class Least {
  readonly #cpuMs = new Map<string, number>();
  #emptyMs = Infinity;

  /** Starts everything some times, each in turn, so that a busy moment meets all alike. */
  async measure(): Promise<void> {
    for (const figure of await startUpFigures({ attempts, say: () => undefined })) {
      const command = figure.command;
      const before = this.#cpuMs.get(command) ?? Infinity;
      this.#cpuMs.set(command, Math.min(before, figure.cpuMs));
      this.#emptyMs = Math.min(this.#emptyMs, figure.emptyCpuMs);
    }
  }

  get commands(): readonly string[] {
    return [...this.#cpuMs.keys()];
  }

  /** CPU time over that of an empty process, in starts of an empty process. */
  overEmpty(command: string): number {
    return (this.#cpuMs.get(command) ?? Infinity) / this.#emptyMs - 1;
  }
}

// A ratio, so that a slow machine and a fast one are judged alike. Whatever disturbs only adds, and
// more rounds never make a slow start fast.
describe.runIf(isLong && isBudgeted)('the start of the program', () => {
  const least = new Least();

  beforeAll(async () => {
    ensureBuilt();
    for (let round = 0; round < mostRounds; round += 1) {
      await least.measure();
      const isSlow = [...budgets].some(([command, most]) => least.overEmpty(command) > most);
      if (!isSlow) break;
    }
  }, 300_000);

  it('is measured for every command that has a budget, and for no other', () => {
    expect(least.commands.toSorted()).toEqual([...budgets.keys()].toSorted());
  });

  it.each([...budgets])('%s stays within its budget', (command, most) => {
    expect(least.overEmpty(command)).toBeLessThanOrEqual(most);
  });
});
