import { describe, expect, it } from 'vitest';
import { explore, runScenario, shrink } from '../../src/index.ts';
import { failingScenario } from '../support/small-scenarios.ts';

const scenario = failingScenario('failing');

async function first(options: unknown, of: unknown = scenario): Promise<unknown> {
  for await (const run of explore(of as string, options as never)) return run;
  return null;
}

/** That each of these calls is refused as a mistake of the caller, in these words. */
async function expectRefused(
  rows: readonly (readonly [call: () => Promise<unknown>, told: string])[],
): Promise<void> {
  for (const [call, told] of rows) {
    const called = call();
    await expect(called).rejects.toThrow(TypeError);
    await expect(called).rejects.toThrow(told);
  }
}

const noScenario = (given: string): string =>
  `the scenario is ${given}; it is YAML text, the path of a YAML file, or an object`;

describe('what the functions of the API are given', () => {
  it('is a scenario', async () => {
    await expectRefused([
      [() => runScenario(undefined as never), `runScenario: ${noScenario('undefined')}`],
      [() => runScenario(null as never), `runScenario: ${noScenario('null')}`],
      [() => runScenario(['a.yaml'] as never), `runScenario: ${noScenario('a list')}`],
      [() => first({ seeds: [1, 1] }, 5), `explore: ${noScenario('5')}`],
      [() => shrink(undefined as never, undefined as never), `shrink: ${noScenario('undefined')}`],
    ]);
  });

  it('has no options but those that there are', async () => {
    const misspelt = { sed: 1 } as never;
    await expectRefused([
      [
        () => runScenario(scenario, misspelt),
        'runScenario: the options: there is no key `sed`, did you mean seed?',
      ],
      [() => runScenario(scenario, 5 as never), 'it is given 5; a map of keys is wanted'],
      [() => runScenario(scenario, { set: 'a=b' } as never), '`set` is "a=b"; a list is wanted'],
      [
        () => runScenario(scenario, { maxEvents: 0 }),
        'maxEvents is 0; it is a whole number, at least 1',
      ],
      [() => first({ seeds: [1, 2], job: 2 }), 'there is no key `job`, did you mean jobs?'],
      [
        () => first(undefined),
        'explore: the options: it is given undefined; a map of keys is wanted',
      ],
      [
        () => first({ seeds: [1, 2], jobs: 65 }),
        'explore: jobs is 65; it is a whole number, at most 64',
      ],
      [() => shrink(scenario, undefined as never, { chek: 'x' } as never), 'did you mean check?'],
    ]);
  });

  it('has no option that is null: who wants none leaves it out', async () => {
    const options = ['seed', 'variant', 'until', 'set', 'maxEvents', 'events'];
    await expectRefused(
      options.map((option) => [
        () => runScenario(scenario, { [option]: null } as never),
        `runScenario: the options: \`${option}\` is null; leave it out`,
      ]),
    );
    await expectRefused([
      [() => first({ seeds: [1, 2], jobs: null }), 'explore: the options: `jobs` is null'],
      [() => runScenario(scenario, { until: '' as never }), '`until` is ""; a length of time'],
    ]);
  });

  it('to make smaller is one run', async () => {
    const report = await runScenario(scenario);
    await expectRefused([
      [
        () => shrink(scenario, report as never),
        'shrink: that is a whole report; give one of its `runs`',
      ],
      [
        () => shrink(scenario, undefined as never),
        'shrink: the run is undefined; it is one that `runScenario` or `explore` gave',
      ],
    ]);
  });
});
