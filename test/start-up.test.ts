import { beforeAll, describe, expect, it } from 'vitest';
import { startUpFigures } from '../scripts/bench/start-up.mjs';
import { ensureBuilt } from './support/built.ts';
import { isLong } from './support/long.ts';

/** What the first, uncompiled seconds of a small simulation take: no part of the start. */
const simulationMs = 15;

/** The most CPU time in ms that a start may take over an empty process. */
const budgetsMs: ReadonlyMap<string, number> = new Map([
  ['--version', 20],
  ['validate', 70],
  ['run', 100 + simulationMs],
  ['run, own program, cold', 270 + simulationMs],
  ['run, own program, cached', 120 + simulationMs],
]);

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

  overEmptyMs(command: string): number {
    return (this.#cpuMs.get(command) ?? Infinity) - this.#emptyMs;
  }
}

// CPU time over an empty process, so that a busy machine and an older Node count alike. Whatever
// disturbs only adds, and more rounds never make a slow start fast.
describe.runIf(isLong)('the start of the program', () => {
  const least = new Least();

  beforeAll(async () => {
    ensureBuilt();
    for (let round = 0; round < mostRounds; round += 1) {
      await least.measure();
      const isSlow = [...budgetsMs].some(([command, ms]) => least.overEmptyMs(command) > ms);
      if (!isSlow) break;
    }
  }, 300_000);

  it('is measured for every command that has a budget, and for no other', () => {
    expect(least.commands.toSorted()).toEqual([...budgetsMs.keys()].toSorted());
  });

  it.each([...budgetsMs])('%s stays within its budget', (command, budgetMs) => {
    expect(least.overEmptyMs(command)).toBeLessThanOrEqual(budgetMs);
  });
});
