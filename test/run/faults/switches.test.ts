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

/** Two who send each message once to `b` through two switches; where the first begins it is doubled. */
const doubled = `
version: 1
name: doubled
duration: 5s
nodes:
  a: { program: numbered-stream, config: { to: b, over: datagrams, gap: 20ms, count: 200 } }
  c: { program: numbered-stream, config: { to: b, over: datagrams, gap: 1ms, count: 1 } }
  b: { program: numbered-stream }
switches: { s1: { connects: [a, c, s2] }, s2: { connects: [s3] }, s3: { connects: [b] } }
links:
  a -> s1: { duplicate: 100%, latency: 1ms..9ms }
  s1 -> s2: { latency: 1ms..9ms }
checks: { hears: { check: occurs, event: delivered } }
`;

describe('a share of messages on a hop', () => {
  /** How many of the two of each message of `a` came to `b`. */
  async function arrived(fault: object, set: readonly string[] = []): Promise<number[]> {
    const faults = { it: { at: '0s', duration: '5s', ...fault } };
    const { runs } = await runScenario(
      { ...parse(doubled), faults },
      { set: [...set], events: true },
    );
    const counts: number[] = Array.from({ length: 200 }, () => 0);
    for (const { type, node, peer, data } of runs[0]?.events ?? []) {
      if (type !== 'delivered' || node !== 'b' || peer !== 'a') continue;
      const { number } = (data as { readonly body: { readonly number: number } }).body;
      counts[number - 1] = (counts[number - 1] ?? 0) + 1;
    }
    return counts;
  }
  const crowd = ['nodes.c.config.count=4000'];
  const loss = { fault: 'loss', target: 's2 -> s3', probability: '50%' };

  it('takes each of two duplicates by a draw of its own, whoever else is on the way', async () => {
    const alone = await arrived(loss);
    for (const count of [0, 1, 2]) expect(alone).toContain(count);
    expect(await arrived(loss, crowd)).toEqual(alone);
  });

  it('takes with `match` both or none, whichever comes first', async () => {
    const matching = { ...loss, match: { message: '*' } };
    const alone = await arrived(matching);
    expect(alone).not.toContain(1);
    const slower = ['links.s1 -> s2.latency=1ms..60ms'];
    expect(await arrived(matching, slower)).toEqual(alone);
  });
});

describe('a hold on a hop', () => {
  it('lets go after all else that ends with it, whatever the faults are called', async () => {
    const delivered = async (hold: string, target: string): Promise<number> => {
      const { runs } = await runScenario({
        version: 1,
        name: 'let-go',
        duration: '1s',
        heal: '60ms',
        nodes: {
          a: {
            program: 'numbered-stream',
            config: { to: 'b', over: 'datagrams', gap: '1ms', count: 30 },
          },
          b: { program: 'numbered-stream' },
        },
        switches: { s: { connects: ['a', 'b'] } },
        links: { 's -> b': { latency: '20ms' } },
        faults: {
          [hold]: { fault: 'hold', target, at: '10ms' },
          crash: { fault: 'crash', target: 'b', at: '10ms' },
        },
        metrics: { heard: { metric: 'count', event: 'delivered' } },
        checks: { hears: { check: 'occurs', event: 'delivered' } },
      });
      return Number(runs[0]?.metrics[0]?.value);
    };
    const direct = await delivered('hold', 'a -> b');
    expect(direct).toBeGreaterThan(10);
    expect(await delivered('a-hold', 's -> b')).toBe(direct);
    expect(await delivered('z-hold', 's -> b')).toBe(direct);
  });
});

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
