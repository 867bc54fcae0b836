import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { runScenario } from '../../../src/index.ts';

const world = `
version: 1
name: joined
duration: 10s
nodes:
  n1: { program: majority-failover }
  n2: { program: majority-failover }
  n3: { program: majority-failover }
  client:
switches:
  s1: { connects: [n1, n2, s2] }
  s2: { connects: [n3, client] }
workloads:
  w: { workload: requests, from: client, to: n1, rate: 20/s, ops: { write: 100% } }
checks:
  leads: { check: occurs, event: elected }
`;

/** What a fault did from 2 s to 8 s: the links that it lists as targets, and how often it hit. */
async function struck(fault: object) {
  const faults = { it: { at: '2s', duration: '6s', ...fault } };
  const { runs } = await runScenario({ ...parse(world), faults });
  const [run] = runs;
  if (run === undefined) throw new Error('nothing was played');
  return { targets: run.faults[0]?.targets, hits: run.coverage[0]?.touched ?? 0, run };
}

describe('faults of links', () => {
  it('name a switch and the rest: all nodes and other switches', async () => {
    const { targets, hits } = await struck({ fault: 'partition', target: 's1' });
    expect(targets).toContain('s1 -> s2');
    expect(targets).toContain('client -> s1');
    expect(hits).toBeGreaterThan(10);
  });

  it.each([
    [{ fault: 'loss', target: 's1 -> s2', probability: '50%' }],
    [{ fault: 'delay', target: 's2 <-> s1', by: '5ms' }],
    [{ fault: 'duplicate', target: 's2 -> s1' }],
    [{ fault: 'bandwidth', target: 's1 -> s2', to: '20kbit/s' }],
    [{ fault: 'hold', target: 's1 -> s2' }],
    [{ fault: 'unreachable', target: 's2 -> s1' }],
    [{ fault: 'route-withdrawal', target: 's1 <-> s2', converges: '1s' }],
    [{ fault: 'reorder', target: 's1 -> s2' }],
    [{ fault: 'corrupt', target: 's1 -> s2' }],
    [{ fault: 'flap', target: 's1 -> s2', off: '100ms..300ms', on: '100ms..300ms' }],
    [{ fault: 'slow-nic', target: 'n1', to: '30kbit/s' }],
    [{ fault: 'delay', by: '5ms', target: 'leader -> s1', match: { message: 'copy*' } }],
  ])('act on a hop: %j', async (fault) => {
    expect((await struck(fault)).hits).toBeGreaterThan(3);
  });

  it('with a share take each hop by a draw of its own', async () => {
    const { run } = await struck({ fault: 'loss', target: 's1 <-> rest', probability: '50%' });
    const { run: one } = await struck({ fault: 'loss', target: 'n1 -> s1', probability: '50%' });
    const lost = (of: typeof run): number =>
      of.ledger.filter(({ truth }) => truth !== 'done').length;
    expect(lost(run)).toBeGreaterThan(lost(one));
  });
});

describe('a nemesis among switches', () => {
  /** What it made of cutting both switches apart, when a sentence was to stay true. */
  async function drawn(fault: string, keep: string) {
    const pool = { apart: { fault, target: 's1 <-> s2', duration: '500ms' } };
    const nemesis = { at: '1s', until: '9s', rate: '1/s', keep, faults: pool };
    const { runs } = await runScenario({ ...parse(world), nemesis });
    return { leftOut: runs[0]?.nemesis?.leftOut, faults: runs[0]?.faults.length ?? 0 };
  }

  it.each(['partition', 'route-withdrawal'])('knows whom a %s of a hop parts', async (fault) => {
    const fine = await drawn(fault, 'majority of n* is connected');
    expect(fine.leftOut).toBe(0);
    expect(fine.faults).toBeGreaterThan(3);
    const parted = await drawn(fault, 'n1, n3 is connected');
    expect(parted.faults).toBe(0);
    expect(parted.leftOut).toBeGreaterThan(3);
  });
});
