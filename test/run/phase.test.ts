import { describe, expect, it } from 'vitest';
import { quietDriver } from '../../src/cli/driver.ts';
import { NodeHost } from '../../src/cli/host/host.ts';
import { Player } from '../../src/cli/play/player.ts';
import type { Run } from '../../src/run/report/report.ts';
import { loadScenario } from '../../src/scenario/load.ts';
import type { Scenario, ScenarioData } from '../../src/scenario/scenario.ts';
import { writeScenario } from '../../src/scenario/source/write.ts';
import { explicitScenario } from '../../src/search/shrink/explicit.ts';

const host = new NodeHost(process.env, () => import('../../src/index.ts'));
const player = new Player({
  host,
  driver: quietDriver(host),
  storeEvents: false,
  maxEvents: 1_000_000,
});
const path = 'scenarios/majority/raft-core.yaml';
const heal = 4_000_000_000;

async function load(seed: number, phase: boolean): Promise<Scenario> {
  const options = { seed: String(seed), variants: ['no-check-quorum'], phase };
  return await loadScenario(path, options, host);
}

async function playFirst(scenario: Scenario): Promise<Run> {
  const [plan] = scenario.runs;
  if (plan === undefined) throw new Error('there is no run');
  return (await player.play(plan, scenario)).run;
}

const verdictOf = ({ checks }: Run, wanted: string): string | undefined =>
  checks.find(({ id }) => id === wanted)?.verdict;

/** Seeds in which a leader outside the core is deaf, and leads on. */
const deafLeader = 23;

describe('safety, then liveness of a core', { timeout: 60_000 }, () => {
  it('finds a design that only goes on when everything is mended', async () => {
    const all = await playFirst(await load(deafLeader, false));
    const core = await playFirst(await load(deafLeader, true));
    expect(verdictOf(all, 'lives-again')).toBe('held');
    expect(verdictOf(core, 'lives-again')).toBe('violated');
    expect(core.notes).toContainEqual(expect.stringMatching(/^only a core is mended at 4\.000s/));
    // What lasts on whom the core does without is no failure of the model.
    expect(verdictOf(core, 'linearizable')).toBe('held');
  });

  it('changes nothing before `heal`, and lets only what touches others last after it', async () => {
    for (const seed of [1, 2, 3, deafLeader]) {
      const all = await playFirst(await load(seed, false));
      const core = await playFirst(await load(seed, true));
      const before = (run: Run) => run.schedule.filter(({ at }) => at < heal);
      expect(before(core)).toEqual(before(all));
      const note = core.notes.find((one) => one.startsWith('only a core')) ?? '';
      const [, names = ''] = /with (.*) then lasts$/.exec(note) ?? [];
      const outside = names.split(', ');
      for (const { id, at, durationNs, targets } of core.schedule.filter((one) => one.at >= heal)) {
        expect(id).toMatch(/-lasts$/);
        expect({ at, durationNs }).toEqual({ at: heal, durationNs: null });
        for (const target of targets) {
          expect(target.split(' -> ').some((end) => outside.includes(end))).toBe(true);
        }
      }
    }
  });

  it('can be written as a file that needs no phase and plays the same', async () => {
    const scenario = await load(deafLeader, true);
    const [plan] = scenario.runs;
    if (plan === undefined) throw new Error('there is no run');
    const run = await playFirst(scenario);
    const data: ScenarioData = explicitScenario(scenario.dataOf(plan), plan, run);
    const again = await loadScenario({ text: writeScenario(data, []), path }, {}, host);
    const played = await playFirst(again);
    expect(played.trace.events).toBe(run.trace.events);
    expect(verdictOf(played, 'lives-again')).toBe('violated');
  });

  it('is refused where there is nothing to mend, or nothing to demand', async () => {
    const text = 'version: 1\nname: x\nduration: 5s\nnodes:\n  n1: { program: echo }\n';
    const asked = async (more: string) =>
      await loadScenario({ text: `${text}${more}`, path: 'x.yaml' }, { phase: true }, host);
    const refused = (message: string) => ({
      diagnostics: expect.arrayContaining([
        expect.objectContaining({ code: 'E_NO_PHASES', message: `--phase: ${message}` }),
      ]),
    });
    await expect(asked('')).rejects.toMatchObject(refused('the scenario has no `heal`'));
    const unasked = refused('the scenario has no check of progress with `within`');
    await expect(asked('heal: 3s\n')).rejects.toMatchObject(unasked);
  });
});
