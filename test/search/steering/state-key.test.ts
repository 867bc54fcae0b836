import { describe, expect, it } from 'vitest';
import { quietDriver } from '../../../src/cli/driver.ts';
import { Runs } from '../../../src/cli/explore/worker-runs.ts';
import { NodeHost } from '../../../src/cli/host/host.ts';
import { loadTarget } from '../../../src/cli/play/loading.ts';
import { Player } from '../../../src/cli/play/player.ts';
import { exhaustive } from '../../../src/search/strategies/exhaustive.ts';
import { isRun } from '../../../src/search/trial-outcome.ts';
import { scratch } from '../../support/scratch.ts';

const folder = scratch();

/** Requests, writes that are synced, timers and datagrams, of several nodes at the same instants. */
folder.write(
  'desk.ts',
  `import { defineProgram, integer, node as nodeId, request, text } from 'fault-sim';

export const desk = defineProgram({
  name: 'desk',
  summary: 'Stores what it is sent, and tells a witness.',
  config: { to: nodeId('Whom it asks.').optional(), witness: nodeId('Whom it tells.').optional() },
  messages: { put: request({ n: integer() }, { place: integer() }), tell: { n: integer() } },
  events: { stored: { from: text(), place: integer() }, done: { place: integer() }, told: { from: text() } },
  start(node, { to, witness }) {
    let places = 0;
    node.on('put', async (_, from) => {
      const place = ++places;
      node.disk.write('last', from);
      await node.disk.sync();
      node.observe('stored', { from, place });
      return { place };
    });
    node.on('tell', (_, from) => node.observe('told', { from }));
    if (to === undefined) return;
    node.after('10ms', async () => {
      const outcome = await node.call(to, 'put', { n: 1 }, { timeout: '1s', via: 'datagram' });
      await node.disk.sync();
      if (outcome.status === 'ok') node.observe('done', { place: outcome.value.place });
      if (witness !== undefined) node.send(witness, 'tell', { n: 1 });
    });
    // Something is left to choose when all of that is seen.
    node.after('16ms', () => node.send(to, 'tell', { n: 2 }));
  },
});
`,
);

const scenario = (name: string, more: string): string =>
  folder.write(
    `${name}.yaml`,
    `version: 1
name: ${name}
duration: 20ms
nodes:
  a: { program: ./desk.ts, config: { to: c, witness: b } }
  b: { program: ./desk.ts, config: { to: c, witness: a } }
  c: { program: ./desk.ts }
links:
  defaults: { latency: 1ms }
checks:
  fine: { check: no-program-errors }
${more}`,
  );

/** A fault that never comes, but that remembers: states do not say all any more. */
const remembering = `faults:
  never: { fault: crash, target: c, when: { event: done, where: place > 99 }, duration: 1ms }
`;

/** What was observed, in its order, in each run of a search to its end. */
async function storiesOf(path: string): Promise<{ runs: number; stories: Set<string> }> {
  const setup = { targets: [path], load: {}, strategy: 'exhaustive', maxEvents: 10_000 };
  const runs = await Runs.open({ ...setup, verifies: false });
  const seeds = Array.from({ length: 20_000 }, (_, nth) => String(nth + 1));
  const steers: string[] = [];
  for (let from = 0; from < seeds.length; from += 100) {
    const batch = {
      ticket: 0,
      design: 0,
      island: 0,
      seeds: seeds.slice(from, from + 100),
      past: [],
    };
    const played = (await runs.play(batch)).outcomes.filter(isRun);
    steers.push(...played.map(({ steer = '' }) => steer.slice('exhaustive:'.length)));
    if (played.length < 100) break;
  }
  const host = new NodeHost(process.env, () => import('../../../src/index.ts'));
  const { scenario: loaded } = await loadTarget(path, {}, host);
  const [plan] = loaded?.runs ?? [];
  if (loaded === null || plan === undefined) throw new Error(`${path} has no run`);
  const player = new Player({
    host,
    driver: quietDriver(host),
    storeEvents: true,
    maxEvents: 10_000,
  });
  const stories = new Set<string>();
  for (const steer of steers) {
    const trial = exhaustive.replay(plan, steer);
    if ('problem' in trial) throw new Error(trial.problem);
    const played = await player.play(plan, loaded, null, trial.steering?.() ?? null);
    const told = [...played.events()].filter(({ type }) => type === 'observed');
    stories.add(
      told.map(({ at, node, name, data }) => JSON.stringify([at, node, name, data])).join(),
    );
  }
  return { runs: steers.length, stories };
}

describe('the name of a state', { timeout: 120_000 }, () => {
  it('leaves out no story that an enumeration without it tells', async () => {
    const told = await storiesOf(scenario('told', ''));
    const plain = await storiesOf(scenario('plain', remembering));
    expect(plain.runs).toBeLessThan(20_000);
    expect(told.runs).toBeLessThan(plain.runs);
    expect(told.stories.size).toBeGreaterThan(4);
    expect([...told.stories].toSorted()).toEqual([...plain.stories].toSorted());
  });
});
