import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { runCli } from './support/cli.ts';
import { recipe } from './support/recipes.ts';
import { scratch } from './support/scratch.ts';
import { quietScenario } from './support/small-scenarios.ts';

const folder = scratch();
const scenario = folder.write('quiet.yaml', quietScenario('quiet'));

/** The commands of a recipe, out of the structure in which its engine wants them. */
const commands: Readonly<Record<string, (block: string) => string>> = {
  slurm: (block) => block.split('\n').find((line) => line.startsWith('fault-sim')) ?? '',
  kubernetes: (block) => parse(block).spec.template.spec.containers[0].command[2],
  'aws-batch': (block) => block.trim(),
  gitlab: (block) => parse(block).explore.script[0],
  circleci: (block) => parse(block).explore.steps[0].run,
  buildkite: (block) => parse(block).steps[0].command,
  github: (block) => parse(block).explore.steps[0].run.replaceAll('${{ matrix.part }}', '3'),
};

/** What each engine sets for the third of eight. */
const thirdOfEight: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  slurm: {
    SLURM_ARRAY_TASK_ID: '3',
    SLURM_ARRAY_TASK_COUNT: '8',
    SLURM_ARRAY_TASK_MIN: '1',
  },
  kubernetes: { JOB_COMPLETION_INDEX: '2', FAULT_SIM_SHARDS: '8' },
  'aws-batch': { AWS_BATCH_JOB_ARRAY_INDEX: '2', AWS_BATCH_JOB_ARRAY_SIZE: '8' },
  gitlab: { CI_NODE_INDEX: '3', CI_NODE_TOTAL: '8' },
  circleci: { CIRCLE_NODE_INDEX: '2', CIRCLE_NODE_TOTAL: '8' },
  buildkite: { BUILDKITE_PARALLEL_JOB: '2', BUILDKITE_PARALLEL_JOB_COUNT: '8' },
  github: { FAULT_SIM_SHARD: '3/8' },
};

describe('a recipe for many machines', () => {
  it.each(Object.keys(commands))('%s plays its part', async (name) => {
    const env = thirdOfEight[name] ?? {};
    const line = commands[name]?.(recipe(name)) ?? '';
    const [program, ...words] = line
      .replaceAll(/\$([A-Z_]+)/g, (_, variable: string) => env[variable] ?? 'unset')
      .replaceAll('"', '')
      .split(' ');
    expect(program).toBe('fault-sim');
    const out = words.at(words.indexOf('-o') + 1) ?? '';
    expect(out).toMatch(/^part-[23]\.json$/);
    const given = words
      .map((word) => (word === 'scenarios' ? scenario : word))
      .map((word) => (word === '1..10000' ? '1..32' : word));
    const { code, stderr } = await runCli([...given, '-q'], { cwd: folder.path, env });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const { shards } = JSON.parse(readFileSync(folder.of(out), 'utf8'));
    expect(shards).toMatchObject({ of: 8, parts: [{ index: 3, complete: true }] });
  });

  it('counts as many parts as the engine starts', () => {
    expect(recipe('slurm')).toContain('--array=1-8');
    const { spec } = parse(recipe('kubernetes'));
    const [{ env }] = spec.template.spec.containers;
    expect([spec.completions, spec.parallelism, Number(env[0].value)]).toEqual([8, 8, 8]);
    const { explore } = parse(recipe('github'));
    expect(explore.strategy.matrix.part).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(explore.env.FAULT_SIM_SHARD).toBe('${{ matrix.part }}/8');
  });
});
