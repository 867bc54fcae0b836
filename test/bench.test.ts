import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { families } from '../scripts/bench/history-families.mjs';
import { ensureBuilt } from './support/built.ts';
import { finished } from './support/cli.ts';
import { root } from './support/source-tree.ts';

interface Figure {
  readonly figure: string;
  readonly ratio: number;
  readonly [name: string]: unknown;
}

/** The names of the numbers that figures of a sort have beside `ratio`. */
const numbersOf: Readonly<Record<string, readonly string[]>> = {
  engine: ['nodes', 'pending', 'nsPerEvent', 'holdNsPerEvent', 'spread'],
  async: ['nodes', 'callbackNsPerEvent', 'asyncNsPerEvent', 'spread'],
  seeds: ['nodes', 'seeds', 'seedsPerSecond', 'holdNsPerEvent', 'spread'],
  raft: ['nodes', 'seeds', 'seedsPerSecond', 'rowsPerSeed', 'holdNsPerEvent', 'spread'],
  scale: ['nodes', 'nsPerMessage', 'spread'],
  idle: ['nodes', 'bytesPerNode'],
  'start-up': ['cpuMs', 'emptyCpuMs', 'overEmptyMs'],
};

// How fast anything is depends on the machine: only that everything is measured is tested.
describe('npm run bench -- --quick', { timeout: 120_000 }, () => {
  let answer: { readonly schema: string; readonly node: string; readonly figures: Figure[] };

  beforeAll(async () => {
    ensureBuilt();
    const bench = join(root, 'scripts/bench.mjs');
    const { code, stdout, stderr } = await finished(process.execPath, [bench, '--quick']);
    expect(code, stderr).toBe(0);
    answer = JSON.parse(stdout);
  }, 120_000);

  it('prints one object with its schema and its Node', () => {
    expect(Object.keys(answer)).toEqual(['schema', 'node', 'figures']);
    expect(answer).toMatchObject({ schema: 'fault-sim.bench/1', node: process.version });
  });

  it('has every number of every figure, and a ratio to a baseline', () => {
    for (const figure of answer.figures) {
      const names = numbersOf[figure.figure];
      expect(names, figure.figure).toBeDefined();
      for (const name of [...(names ?? []), 'ratio']) {
        const number = figure[name];
        expect(Number.isFinite(number), `${name} of ${JSON.stringify(figure)}`).toBe(true);
      }
      expect(figure.ratio).toBeGreaterThan(0);
    }
  });

  it('measures callbacks and await, with the digest alone and with the whole trace', () => {
    const cases = answer.figures
      .filter(({ figure }) => figure === 'engine')
      .map(({ scenario, nodes, handlers, trace }) => [scenario, nodes, handlers, trace].join(' '));
    expect(cases).toEqual([
      ...[5, 50].flatMap((nodes) => [
        `flat ${nodes} callback digest`,
        `flat ${nodes} callback stored`,
        `flat ${nodes} async digest`,
      ]),
      'entries 5 callback digest',
      'entries 5 callback stored',
    ]);
    const scenarios = answer.figures
      .filter(({ figure }) => figure === 'async')
      .map(({ scenario, nodes }) => `${String(scenario)} ${String(nodes)}`);
    expect(scenarios).toEqual(['flat 5', 'flat 50', 'calls 5']);
  });

  it('measures what many nodes cost, and how much an idle one keeps', () => {
    const of = (sort: string) => answer.figures.filter(({ figure }) => figure === sort);
    expect(of('scale').map(({ nodes }) => nodes)).toEqual([5, 50]);
    expect(of('scale')[0]?.ratio).toBe(1);
    // Memory is the same on a busy machine as on an idle one, so this is judged: 2 KB, and what
    // Versions of Node differ by.
    expect(of('idle').map(({ bytesPerNode }) => Number(bytesPerNode) < 2300)).toEqual([true]);
  });

  it('measures whole runs and every start of the program', () => {
    const commands = answer.figures
      .filter(({ figure }) => figure === 'start-up')
      .map(({ command }) => command);
    expect(answer.figures.filter(({ figure }) => figure === 'seeds')).toHaveLength(1);
    expect(commands).toEqual([
      '--version',
      'validate',
      'run',
      'run, own program, cold',
      'run, own program, cached',
    ]);
  });
});

describe('npm run bench check -- --quick', { timeout: 120_000 }, () => {
  it('prints steps beside CPU time for histories of every family, and the speed of reading', async () => {
    const bench = join(root, 'scripts/bench.mjs');
    const env = { FAULT_SIM_TEST_DATA: undefined };
    const { code, stdout, stderr } = await finished(process.execPath, [bench, 'check', '--quick'], {
      env,
    });
    expect(code, stderr).toBe(0);
    const { schema, figures } = JSON.parse(stdout);
    expect(schema).toBe('fault-sim.bench/1');
    const of = (sort: string): Record<string, unknown>[] =>
      figures.filter(({ figure }: Figure) => figure === sort);
    expect(of('recorded')).toEqual([
      { figure: 'recorded', skipped: 'FAULT_SIM_TEST_DATA names no histories' },
    ]);
    expect(new Set(of('family').map(({ family }) => family))).toEqual(
      new Set([...families, 'list-append', 'rw-register']),
    );
    for (const figure of of('family')) {
      expect(figure['verdict'], JSON.stringify(figure)).toBe('held');
      for (const name of ['operations', 'steps', 'cpuMs', 'peakMb']) {
        expect(Number(figure[name]), `${name} of ${JSON.stringify(figure)}`).toBeGreaterThan(0);
      }
    }
    expect(of('reading').map(({ format }) => format)).toEqual(['ndjson', 'jepsen-edn']);
    for (const { mbPerSecond } of of('reading')) expect(Number(mbPerSecond)).toBeGreaterThan(0);
  });
});
