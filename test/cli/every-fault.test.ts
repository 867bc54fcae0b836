import { parse, stringify } from 'yaml';
import { expect, it } from 'vitest';
import { faults } from '../../src/library/faults/index.ts';
import { runCli } from '../support/cli.ts';
import { stageScenario } from '../support/example-stage.ts';
import { scratch } from '../support/scratch.ts';

const folder = scratch();

/** What examples say of messages that members send among one another only there. */
const ofEcho: Readonly<Record<string, object>> = {
  equivocate: { match: { message: 'echo-reply' }, field: 'words', say: ['yes', 'no'] },
};

/** The stage of the examples with programs of the library only, and every fault's example on it. */
function everyFault(): object {
  const scenario = stageScenario();
  const isServed = ({ to }: { to?: string }): boolean => to !== 'desk';
  const workloads = Object.entries<{ to?: string }>(scenario.workloads);
  return {
    ...scenario,
    nodes: { ...scenario.nodes, desk: { program: 'echo' }, member: { count: 4, program: 'echo' } },
    workloads: Object.fromEntries(workloads.filter(([, workload]) => isServed(workload))),
    faults: Object.fromEntries(
      faults.items.map(({ name, example }) => [name, { ...parse(example ?? ''), ...ofEcho[name] }]),
    ),
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
  for (const definition of faults.items) {
    const { name } = definition;
    // What wears out shows its failures, each a fault of its own; all others themselves.
    const told = definition.wears === null ? `${name} .*${name} of ` : `${name}-`;
    expect(stderr).toMatch(new RegExp(`fault on +${told}`));
    const [covered] = run.coverage.filter(({ id }: { id: string }) => id === name);
    expect(covered, name).toMatchObject({ fault: name, occurrences: expect.any(Number) });
    // Among so many some find their target down already; alone, each hits: see the shelves.
    expect(
      covered.touched > 0 || covered.note !== null,
      `${name} hit nothing and says no why`,
    ).toBe(true);
    expect(
      run.faults.some(({ id }: { id: string }) => id === name || id.startsWith(`${name}-`)),
      `${name} is in no row`,
    ).toBe(true);
  }
});
