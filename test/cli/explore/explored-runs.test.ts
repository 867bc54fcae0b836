import { describe, expect, it } from 'vitest';
import {
  defineFault,
  defineProgram,
  explore,
  runScenario,
  ScenarioError,
} from '../../../src/index.ts';
import type { ExploreOptions, Run, ScenarioInput } from '../../../src/index.ts';
import { scratch } from '../../support/scratch.ts';
import { failingScenario, quietScenario } from '../../support/small-scenarios.ts';

const folder = scratch();

/** Two variants by two cells; half of the requests of one cell are lost, so its seeds differ. */
const lossy = `version: 1
name: lossy
duration: 3s
params: { lost: 0% }
nodes: { server: { program: echo }, client: {} }
links: { defaults: { latency: 1ms..20ms } }
workloads:
  asking: { workload: requests, to: server, rate: 2/s, timeout: 100ms, until: 2s }
faults:
  loss: { fault: loss, target: client -> server, at: 0s, probability: $lost }
checks:
  answered: { check: responds, of: asking, share: 100% }
variants: { plain: {}, slow: { set: { links.defaults.latency: 30ms } } }
matrix: { $lost: [10%, 20%] }
`;

async function all(
  scenario: string | ScenarioInput,
  options: ExploreOptions,
): Promise<readonly Run[]> {
  const runs: Run[] = [];
  for await (const run of explore(scenario, options)) runs.push(run);
  return runs;
}

const keyOf = ({ seed, cell, variant }: Run): string => `${seed} ${cell} ${variant}`;

describe('explore', () => {
  it('gives the runs of each seed as runScenario does, seed after seed', async () => {
    const runs = await all(lossy, { seeds: [7, 9] });
    const reports = [];
    for (const seed of [7, 8, 9]) reports.push(await runScenario(lossy, { seed }));
    expect(JSON.stringify(runs)).toBe(JSON.stringify(reports.flatMap((one) => one.runs)));
    expect(runs.slice(0, 5).map(keyOf)).toEqual([
      '7 lost=10% plain',
      '7 lost=10% slow',
      '7 lost=20% plain',
      '7 lost=20% slow',
      '8 lost=10% plain',
    ]);
    const same = runs.filter(({ cell, variant }) => cell === 'lost=20%' && variant === 'plain');
    expect(new Set(same.map(({ trace }) => trace.digest)).size).toBe(3);
  });

  it('reads files, and takes what selects and sets', async () => {
    const path = folder.write('lossy.yaml', lossy);
    const options = { variant: 'slow', until: '2s', set: ['lost=0%'], maxEvents: 50 } as const;
    const runs = await all(path, { ...options, seeds: [1, 2] });
    expect(runs.map(keyOf)).toEqual(['1 lost=0% slow', '2 lost=0% slow']);
    expect(runs.map(({ durationNs }) => durationNs)).toEqual([2e9, 2e9]);
    const { runs: single } = await runScenario(path, { ...options, seed: 2 });
    expect(JSON.stringify(runs.slice(1))).toBe(JSON.stringify(single));
  });

  it('plays the cells that a seed has, where the matrix chooses by it', async () => {
    const chosen = lossy.replace(
      '$lost: [10%, 20%]',
      '$lost: [10%, 20%], seed: [1, 2], exclude: "seed = 2 and $lost = 10%"',
    );
    const runs = await all(chosen, { seeds: [1, 3], variant: 'plain' });
    expect(runs.map(keyOf)).toEqual([
      '1 lost=10% plain',
      '1 lost=20% plain',
      '2 lost=20% plain',
      '3 lost=10% plain',
      '3 lost=20% plain',
    ]);
  });

  it('ends after so many runs that did not pass', async () => {
    const failed = ({ verdict }: Run): boolean => verdict !== 'pass';
    const every = await all(lossy, { seeds: [1, 20], variant: 'plain' });
    const third = every.findIndex(
      (_, place) => every.slice(0, place + 1).filter(failed).length === 3,
    );
    expect(third).toBeGreaterThan(2);
    const some = await all(lossy, { seeds: [1, 20], variant: 'plain', stopAfter: 3 });
    expect(JSON.stringify(some)).toBe(JSON.stringify(every.slice(0, third + 1)));
  });

  it('plays nothing that nobody takes, and can be gone through again', async () => {
    let starts = 0;
    const counting = defineProgram({
      name: 'counting',
      summary: 'Counts how often it was started.',
      start: () => {
        starts += 1;
      },
    });
    const scenario = {
      version: 1,
      name: 'counted',
      duration: '1s',
      nodes: { n1: { program: counting } },
      checks: { sound: { check: 'no-program-errors', expect: 'held or vacuous' } },
    } as const;
    // A value goes to no other thread: it is played in this one.
    const runs = explore(scenario, { seeds: [1, 1000], jobs: 4 });
    expect(starts).toBe(0);
    for (const last of ['2', '1']) {
      for await (const { seed } of runs) if (seed === last) break;
    }
    expect(starts).toBe(3);
  });

  it('rejects with ScenarioError when the scenario is not valid or nothing is selected', async () => {
    const wrong = explore(quietScenario('wrong').replace('echo', 'ecko'), { seeds: [1, 2] });
    await expect(wrong[Symbol.asyncIterator]().next()).rejects.toMatchObject({
      name: 'ScenarioError',
      diagnostics: [{ code: 'E_UNKNOWN_PROGRAM' }],
    });
    const nothing = all(lossy, { seeds: [1, 2], variant: 'plane' });
    await expect(nothing).rejects.toBeInstanceOf(ScenarioError);
    await expect(nothing).rejects.toThrow('the file has no variant "plane"');
  });

  it.each<[string, object, string]>([
    ['no seeds', {}, 'explore: seeds are the first and the last one: [1, 1000]'],
    ['one seed', { seeds: [1] }, 'explore: seeds are the first and the last one: [1, 1000]'],
    [
      'a part of a seed',
      { seeds: [1, 2.5] },
      'explore: the last of the seeds is 2.5; it is a whole number, at least 0',
    ],
    [
      'a negative one',
      { seeds: [-1, 2] },
      'explore: the first of the seeds is -1; it is a whole number, at least 0',
    ],
    [
      'a seed in words',
      { seeds: ['1', 2] },
      'explore: the first of the seeds is 1; it is a whole number, at least 0',
    ],
    ['seeds that run backwards', { seeds: [3, 1] }, 'explore: seeds [3, 1] run backwards: [1, 3]'],
    [
      'no threads',
      { seeds: [1, 2], jobs: 0 },
      'explore: jobs is 0; it is a whole number, at least 1',
    ],
    [
      'no end',
      { seeds: [1, 2], stopAfter: NaN },
      'explore: stopAfter is NaN; it is a whole number, at least 1',
    ],
  ])('rejects %s', async (_, options, sentence) => {
    const runs = all(quietScenario('quiet'), options as ExploreOptions);
    await expect(runs).rejects.toThrow(new TypeError(sentence));
  });

  it('gives what was played before a fault of the user threw, then rejects with what it threw', async () => {
    const brittle = defineFault({
      name: 'brittle',
      summary: 'Throws for some seeds.',
      chapter: 'Testing',
      targets: 'nodes',
      needs: {},
      example: '{ fault: brittle, target: n1, at: 1s, duration: 1s }',
      begin(world) {
        if (world.random.integer(1, 6) === 6) throw new Error('it broke');
      },
    });
    const scenario = {
      version: 1,
      name: 'brittle',
      duration: '3s',
      nodes: { counter: { program: 'counter-service' } },
      faults: { brittle: { fault: brittle, target: 'counter', at: '1s', duration: '1s' } },
      checks: { sound: { check: 'no-program-errors', expect: 'held or vacuous' } },
    } as const;
    const seeds: string[] = [];
    const playing = async (): Promise<void> => {
      for await (const { seed } of explore(scenario, { seeds: [1, 200] })) seeds.push(seed);
    };
    await expect(playing()).rejects.toThrow('it broke');
    expect(seeds).toEqual(seeds.map((_, place) => String(place + 1)));
    expect(seeds.length).toBeLessThan(200);
    // The next one plays as if nothing had been.
    expect(await all(failingScenario('after'), { seeds: [1, 1] })).toHaveLength(1);
  });
});
