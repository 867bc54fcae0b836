import { describe, expect, it } from 'vitest';
import { novelty } from '../../../src/search/strategies/novelty.ts';
import { readSteer } from '../../../src/search/steer.ts';
import { runCli } from '../../support/cli.ts';
import { scratch } from '../../support/scratch.ts';
import { replayed, searchIn } from '../../support/search-stage.ts';
import { Runs } from '../../../src/cli/explore/worker-runs.ts';
import type { CheckOutcome } from '../../../src/search/outcome.ts';
import { isRun } from '../../../src/search/trial-outcome.ts';
import type { TrialOutcome } from '../../../src/search/trial-outcome.ts';

const folder = scratch();

/**
 * A lock of six wheels: a crash in the half of each second in which it is open moves it one wheel
 * on, any other one puts it back. What it reached is an event of its own.
 */
folder.write(
  'lock.ts',
  `import { defineProgram } from 'fault-sim';

export const lock = defineProgram({
  name: 'lock',
  summary: 'Opens after six crashes at the right time.',
  events: { shut: {}, one: {}, two: {}, three: {}, four: {}, five: {}, opened: {} },
  start(node) {
    const words = ['shut', 'one', 'two', 'three', 'four', 'five', 'opened'] as const;
    const wasOpen = node.disk.read('open') === true;
    const wheel = wasOpen ? Number(node.disk.read('wheel') ?? 0) + 1 : 0;
    node.disk.write('wheel', wheel);
    node.observe(words[Math.min(wheel, 6)] ?? 'shut', {});
    node.disk.write('open', false);
    node.every('1s', () => {
      node.disk.write('open', true);
      node.after('500ms', () => node.disk.write('open', false));
    });
  },
});
`,
);

const scenario = folder.write(
  'lock.yaml',
  `version: 1
name: lock
duration: 14s
nodes:
  lock: { program: ./lock.ts }
nemesis:
  until: 13s
  rate: 1/s
  faults:
    crash: { fault: crash, target: lock, duration: 10ms..50ms }
checks:
  stays-shut: { check: never, event: opened, expect: held or violated }
`,
);

const isViolated = (checks: readonly CheckOutcome[]): boolean =>
  checks.some(({ verdict }) => verdict === 'violated');

describe('what is new', { timeout: 120_000 }, () => {
  it('leads step by step to what seeds hardly come to by themselves', async () => {
    const found = { random: [] as TrialOutcome[], novelty: [] as TrialOutcome[] };
    // Two islands of so many runs as a search of 16,000 seeds gives each of its 64.
    for (const block of [1, 2]) {
      for (const strategy of ['random', 'novelty'] as const) {
        const seeds = Array.from({ length: 250 }, (_, nth) => String(block * 250 + nth + 1));
        const setup = { targets: [scenario], load: {}, maxEvents: 10_000, verifies: false };
        const runs = await Runs.open({ ...setup, strategy });
        const wanted = { ticket: 0, design: 0, island: block, seeds, past: [] };
        const { outcomes } = await runs.play(wanted);
        found[strategy].push(...outcomes.filter(isRun).filter(({ checks }) => isViolated(checks)));
      }
    }
    expect(found.novelty.length).toBeGreaterThan(3 * found.random.length);
    const [first] = found.novelty;
    const steer = readSteer(first?.steer ?? '');
    if ('problem' in steer) throw new Error(steer.problem);
    expect(await replayed(scenario, steer, first?.seed ?? '')).toContain('violated');
    const words = ['shrink', scenario, '--seed', first?.seed ?? '', '--steer', first?.steer ?? ''];
    const { code, stdout } = await runCli(words);
    expect([code, stdout.match(/fault: crash/g)]).toEqual([0, Array(6).fill('fault: crash')]);
  });

  it('is remembered in another process: the same runs follow', async () => {
    const setup = { targets: [scenario], load: {}, maxEvents: 10_000, verifies: false };
    const seeds = Array.from({ length: 30 }, (_, nth) => String(nth + 1));
    const wanted = { ticket: 0, design: 0, island: 3, seeds, past: [] };
    const { outcomes } = await (await Runs.open({ ...setup, strategy: 'novelty' })).play(wanted);
    const past = outcomes.slice(0, 20).filter(isRun);
    const resumed = await Runs.open({ ...setup, strategy: 'novelty' });
    const rest = await resumed.play({ ...wanted, seeds: seeds.slice(20), past });
    expect(rest.outcomes).toEqual(outcomes.slice(20));
  });

  it('gives the same, however many play', async () => {
    const search = { strategy: 'novelty', seeds: 300 };
    const one = await searchIn(scenario, search);
    expect(await searchIn(scenario, { ...search, players: 3 })).toEqual(one);
  });

  it('refuses what is no schedule', () => {
    for (const how of ['', '1', '1/x5=1', '1/s5', 'x/', '1/s5=1;'])
      expect([how, novelty.replay({} as never, how)]).toEqual([
        how,
        expect.objectContaining({ problem: expect.any(String) }),
      ]);
  });
});
