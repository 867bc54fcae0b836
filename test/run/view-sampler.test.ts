import { expect, it } from 'vitest';
import { NodeHost } from '../../src/cli/host/host.ts';
import { Simulation } from '../../src/run/simulation.ts';
import { loadScenario } from '../../src/scenario/load.ts';

const host = new NodeHost(process.env, () => import('../../src/index.ts'));

it('says in a few words what each node is, and that none is down before it has begun', async () => {
  const text = `
version: 1
name: all-kinds-of-trouble
duration: 5s
nodes:
  db: { count: 3, program: majority-failover }
  echoes: { count: 4, program: echo }
faults:
  stops: { fault: pause, target: echoes-1, at: 2500ms }
  dies: { fault: crash, target: echoes-2, at: 1s }
  dark: { fault: crash, scope: host, target: echoes-3, at: 1s }
  cut: { fault: partition, target: db-1 <-> echoes-4, at: 1s }
checks:
  elected: { check: occurs, event: elected }
`;
  const scenario = await loadScenario({ text, path: 'it.yaml' }, {}, host);
  const [plan] = scenario.runs;
  if (plan === undefined) throw new Error('there is no run');
  const simulation = new Simulation(plan, {
    host,
    storeEvents: true,
    maxEvents: 100_000,
    judges: null,
    file: 'it.yaml',
    describeError: String,
  });
  expect(new Set(simulation.sample().nodes.map(({ state }) => state))).toEqual(new Set(['up']));
  // Promises of programs are only run on from a macrotask.
  await new Promise<void>((resolve) => {
    setImmediate(() => {
      while (simulation.advance(10_000) !== 'done');
      resolve();
    });
  });
  const { nodes } = simulation.sample();
  const notes = Object.fromEntries(nodes.map(({ id, note }) => [id, note]));
  const leader = nodes.find(({ note }) => note?.startsWith('leader') === true)?.id;
  expect(leader).toMatch(/^db-/);
  expect(notes).toEqual({
    'db-1': leader === 'db-1' ? 'leader, cut off' : 'cut off',
    'db-2': leader === 'db-2' ? 'leader' : null,
    'db-3': leader === 'db-3' ? 'leader' : null,
    'echoes-1': 'paused (gc) since 2.500s',
    'echoes-2': 'down',
    'echoes-3': 'down with its machine',
    'echoes-4': 'cut off',
  });
});
