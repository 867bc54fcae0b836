import { parse, stringify } from 'yaml';
import { expect, it } from 'vitest';
import { faults } from '../../src/library/faults/index.ts';
import { runCli } from '../support/cli.ts';
import { stageScenario } from '../support/example-stage.ts';
import { scratch } from '../support/scratch.ts';

const folder = scratch();

/** The stage of the examples with programs of the library only, and every fault's example on it. */
function everyFault(): object {
  const scenario = stageScenario();
  const isServed = ({ to }: { to?: string }): boolean => to !== 'desk';
  const workloads = Object.entries<{ to?: string }>(scenario.workloads);
  return {
    ...scenario,
    nodes: { ...scenario.nodes, desk: { program: 'echo' }, member: { count: 4, program: 'echo' } },
    workloads: Object.fromEntries(workloads.filter(([, workload]) => isServed(workload))),
    faults: Object.fromEntries(faults.items.map(({ name, example }) => [name, parse(example)])),
    checks: { begun: { check: 'occurs', event: 'started' } },
  };
}

it('each fault is told on the plain timeline, in the table of faults and in the coverage', async () => {
  const path = folder.write('every-fault.yaml', stringify(everyFault()));
  const { code, stdout, stderr } = await runCli([
    'run',
    path,
    '--ui',
    'plain',
    '--reporter',
    'json',
  ]);
  expect(code, stderr).toBeLessThan(2);
  const [run] = JSON.parse(stdout).runs;
  for (const { name } of faults.items) {
    expect(stderr).toMatch(new RegExp(`fault on +${name} .*${name} of `));
    const [covered] = run.coverage.filter(({ id }: { id: string }) => id === name);
    expect(covered, name).toMatchObject({ fault: name, occurrences: expect.any(Number) });
    // Among so many some find their target down already; alone, each hits: see the shelves.
    expect(
      covered.touched > 0 || covered.note !== null,
      `${name} hit nothing and says no why`,
    ).toBe(true);
    expect(
      run.faults.some(({ id }: { id: string }) => id === name),
      `${name} is in no row`,
    ).toBe(true);
  }
});
