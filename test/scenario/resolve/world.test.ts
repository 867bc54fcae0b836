import { describe, expect, it } from 'vitest';
import { defineWorkload } from '../../../src/library/workloads/define.ts';
import { tcpPresets } from '../../../src/world/tcp/settings.ts';
import { head, load, people, planOf } from '../memory-host.ts';

const MS = 1_000_000;

describe('nodes', () => {
  it('stand in natural order; a group of one is numbered', async () => {
    const plan = await planOf(`${head}nodes: { db: { count: 11 }, lone: { count: 1 }, a: }\n`);
    expect(plan.nodes.map(({ id, group }) => `${id} ${group ?? '-'}`)).toEqual([
      'a -',
      ...Array.from({ length: 11 }, (_, index) => `db-${index + 1} db`),
      'lone-1 lone',
    ]);
  });

  it('have settings by the schema of their program, frozen and shared in a group', async () => {
    const plan = await planOf(
      `${head}nodes: { db: { count: 2, program: ./store.ts, config: { friend: c, nested: { depth: 3 } }, restart: { after: 1s..2s } }, c: }\n`,
    );
    const [c, first, second] = plan.nodes;
    expect(first?.config).toEqual({
      safe: false,
      lease: 10_000 * MS,
      friend: 'c',
      nested: { depth: 3 },
    });
    expect(Object.isFrozen(first?.config)).toBe(true);
    expect(second?.config).toBe(first?.config);
    expect(first?.restartAfter).toEqual({ kind: 'uniform', lowNs: 1000 * MS, highNs: 2000 * MS });
    expect([c?.program, c?.config]).toEqual([null, {}]);
  });

  it('have a kernel by name, by settings laid over one, or the usual one', async () => {
    const written =
      'a: , b: { tcp: linux-5.15 }, c: { tcp: { preset: linux-5.15, delayed-ack: 0s, keepalive: { idle: 1m } } }';
    const [a, b, c] = (await planOf(`${head}nodes: { ${written} }\n`)).nodes;
    expect(a?.tcp).toEqual(tcpPresets['linux-6.5']);
    expect(b?.tcp).toEqual(tcpPresets['linux-5.15']);
    expect(c?.tcp).toEqual({
      ...tcpPresets['linux-5.15'],
      delayedAckNs: 0,
      keepalive: { idleNs: 60_000 * MS, everyNs: 75_000 * MS, probes: 9 },
    });
  });

  it('have labels that selectors know', async () => {
    const plan = await planOf(
      `${head}nodes: { a: { labels: { tier: db } }, b: { labels: { tier: web } } }\nclocks: { tier:db: { offset: -3ms } }\n`,
    );
    expect(plan.nodes.map(({ clock }) => clock.offsetNs.low)).toEqual([-3 * MS, 0]);
  });

  it('bring their roles', async () => {
    expect([...(await planOf(people)).roles]).toEqual([
      ['leader', { event: 'elected', rank: 'term' }],
    ]);
  });
});

describe('clocks and disks', () => {
  it('are ideal unless the file says otherwise', async () => {
    const [node] = (await planOf(people)).nodes;
    expect(node?.clock).toEqual({
      offsetNs: { low: 0, high: 0 },
      driftPpb: { low: 0, high: 0 },
      errorNs: null,
      errorGrowthPpb: 0,
      resolutionNs: 1,
      wander: null,
      leap: 'step',
      sync: null,
      receiver: null,
    });
    expect(node?.disk).toEqual({ unsyncedKeptPpb: 500_000_000 });
  });

  it('take the entry that matches fewer, key by key, whatever the order', async () => {
    const entries = [
      'db: { offset: 1ms, drift: 5ppm }',
      'db-1: { offset: 2ms }',
      'all: { drift: 1ppm, error: 4ms }',
      'defaults: { error: 9ms }',
    ];
    for (const order of [entries, entries.toReversed()]) {
      const plan = await planOf(`${people}clocks: { ${order.join(', ')} }\n`);
      const clock = (id: string) => plan.nodes.find((node) => node.id === id)?.clock;
      expect(clock('db-1')).toMatchObject({
        offsetNs: { low: 2 * MS, high: 2 * MS },
        driftPpb: { low: 5000, high: 5000 },
        errorNs: 4 * MS,
      });
      expect(clock('db-2')?.offsetNs.low).toBe(MS);
      expect(clock('client-1')).toMatchObject({ driftPpb: { low: 1000 }, errorNs: 4 * MS });
    }
  });

  it('may be ranges, and disks keep, lose or a share', async () => {
    const plan = await planOf(
      `${people}clocks: { defaults: { drift: -50ppm..50ppm } }\ndisks: { db-1: { unsynced: lose }, db-2: { unsynced: keep }, db-3: { unsynced: 25% } }\n`,
    );
    expect(plan.nodes[0]?.clock.driftPpb).toEqual({ low: -50_000, high: 50_000 });
    expect(plan.nodes.slice(2).map(({ disk }) => disk.unsyncedKeptPpb)).toEqual([
      0, 1_000_000_000, 250_000_000,
    ]);
  });
});

describe('links', () => {
  const between = async (links: string, from: string, to: string) => {
    const { nodes, links: table } = await planOf(`${people}links: { ${links} }\n`);
    const at = (id: string): number => nodes.findIndex((node) => node.id === id);
    return table.classes[table.classOf(at(from), at(to))];
  };

  it('take 1 ms and are sound unless the file says otherwise', async () => {
    expect(await between('', 'db-1', 'db-2')).toEqual({
      latency: { kind: 'constant', ns: MS },
      lossPpb: 0,
      duplicatePpb: 0,
      reorderPpb: 0,
      corruptPpb: 0,
      connected: true,
      mtuBytes: 1500,
      messages: [],
    });
  });

  it('have an mtu of their own', async () => {
    const links = 'defaults: { mtu: 9000B }, db-1 -> db-2: { mtu: 1400B }';
    expect(await between(links, 'db-1', 'db-2')).toMatchObject({ mtuBytes: 1400 });
    expect(await between(links, 'db-2', 'db-1')).toMatchObject({ mtuBytes: 9000 });
  });

  it('are directed, and the entry that matches fewer wins, key by key', async () => {
    const links =
      'defaults: { latency: 5ms, loss: 1% }, db -> client: { latency: 2ms }, db-1 -> client-1: { loss: 3% }';
    expect(await between(links, 'db-1', 'client-1')).toMatchObject({
      latency: { ns: 2 * MS },
      lossPpb: 30_000_000,
    });
    expect(await between(links, 'db-2', 'client-1')).toMatchObject({
      latency: { ns: 2 * MS },
      lossPpb: 10_000_000,
    });
    expect(await between(links, 'client-1', 'db-1')).toMatchObject({ latency: { ns: 5 * MS } });
  });

  it('count both directions of <-> and no node with itself', async () => {
    // db <-> db are 6 pairs, db-1 <-> all others 8: the former is the more specific.
    const links = 'db <-> db: { latency: 2ms }, db-1 <-> rest: { latency: 3ms }';
    expect(await between(links, 'db-1', 'db-2')).toMatchObject({ latency: { ns: 2 * MS } });
    expect(await between(links, 'client-1', 'db-1')).toMatchObject({ latency: { ns: 3 * MS } });
  });

  it('may not exist, and may treat types of messages in their own way', async () => {
    const links =
      'db -> client: { connect: false }, client -> db: { loss: 1%, messages: { write: { latency: 7ms }, "*": { loss: 2% } } }';
    expect((await between(links, 'db-1', 'client-1'))?.connected).toBe(false);
    const messages = (await between(links, 'client-1', 'db-1'))?.messages;
    expect(messages?.map(({ type }) => type)).toEqual(['write', '*']);
    expect(messages?.[0]?.parameters).toMatchObject({
      latency: { ns: 7 * MS },
      lossPpb: 10_000_000,
    });
    expect(messages?.[1]?.parameters).toMatchObject({ latency: { ns: MS }, lossPpb: 20_000_000 });
  });

  it('have a port and bursts where an entry says so, key by key', async () => {
    const links =
      'defaults: { queue: { limit: 64KiB } }, db -> client: { bandwidth: 10Mbit/s, burst: { enter: 1%, leave: 20%, loss: 50% } }, db-1 -> client: { bandwidth: { rate: 1Mbit/s, bucket: 4KiB }, queue: { limit: 5, discipline: priority, first: [write*] }, sharing: { circuits: 2 } }';
    expect(await between(links, 'db-2', 'client-1')).toMatchObject({
      burst: { enterPpb: 10_000_000, leavePpb: 200_000_000, lossPpb: 500_000_000 },
      port: {
        rate: { bitsPerSecond: 10_000_000, bucketBytes: 0 },
        queue: { limit: { bytes: 65_536 }, discipline: 'fifo', first: [] },
        circuits: null,
      },
    });
    expect((await between(links, 'db-1', 'client-1'))?.port).toEqual({
      rate: { bitsPerSecond: 1_000_000, bucketBytes: 4096 },
      queue: { limit: { packets: 5 }, discipline: 'priority', first: ['write*'] },
      circuits: { count: 2, idleNs: 1000 * MS },
    });
  });

  it('of a hundred thousand nodes need few classes', async () => {
    const text = `${head}nodes: { a: { count: 50000 }, b: { count: 50000 } }\nlinks: { a -> b: { latency: 2ms }, a-7 -> b: { latency: 3ms } }\n`;
    const { links, nodes } = await planOf(text);
    expect(nodes).toHaveLength(100_000);
    expect(links.classes.length).toBeLessThan(10);
    expect(links.classes[links.classOf(6, 50_000)]?.latency).toEqual({
      kind: 'constant',
      ns: 3 * MS,
    });
    expect(links.classes[links.classOf(7, 50_000)]?.latency).toEqual({
      kind: 'constant',
      ns: 2 * MS,
    });
    expect(links.classes[links.classOf(50_000, 7)]?.latency).toEqual({ kind: 'constant', ns: MS });
  });
});

describe('the frame', () => {
  it('has its defaults', async () => {
    const plan = await planOf(people);
    expect(plan).toMatchObject({
      seed: '1',
      epoch: '2020-01-01T00:00:00Z',
      durationNs: 60_000 * MS,
      healNs: null,
      model: null,
    });
  });

  it('reads a seed of 64 bits, exactly', async () => {
    expect((await planOf(`${people}seed: 18446744073709551615\n`)).seed).toBe(
      '18446744073709551615',
    );
  });

  it('reads the model; bounds hold from heal', async () => {
    const plan = await planOf(
      `${people}heal: 40s\nmodel: { timing: partially-synchronous, failures: crash-recovery, at-most: minority of db }\n`,
    );
    expect(plan.model).toMatchObject({
      timing: 'partially-synchronous',
      gstNs: 40_000 * MS,
      atMost: { text: 'minority of db' },
      bound: null,
    });
    const sync = await planOf(
      `${people}model: { timing: synchronous, bound: { delay: 5ms, drift: 50ppm } }\n`,
    );
    expect(sync.model?.bound).toEqual({ delayNs: 5 * MS, driftPpb: 50_000, pauseNs: null });
  });

  it('lets links of a model be what it allows', async () => {
    const links = '{ latency: 2ms, loss: 0%, reorder: 1%, corrupt: 1% }';
    const model = '{ timing: synchronous, failures: byzantine, bound: { delay: 5ms } }';
    const text = `${people}model: ${model}\nlinks: { defaults: ${links}, db -> db: { loss: 0% } }\n`;
    expect((await planOf(text)).model?.timing).toBe('synchronous');
    const lossy = `${people}model: { timing: partially-synchronous, failures: omission }\nlinks: { defaults: { loss: 1%, duplicate: 1% } }\n`;
    expect((await planOf(lossy)).model?.failures).toBe('omission');
  });

  it('has one hash for one meaning, whatever the layout, comments and free keys', async () => {
    const { hash } = await load(people);
    expect((await load(`# comment\n${people}x-free: { a: 1 }\n`)).hash).toBe(hash);
    expect((await load(people.replaceAll('\n', '\r\n'))).hash).toBe(hash);
    expect((await load(people.replace('5/s', '6/s'))).hash).not.toBe(hash);
  });
});

describe('a workload of the user', () => {
  const asker = defineWorkload({
    name: 'asker',
    summary: 'Asks for one thing.',
    next: (_, n) => (n > 3 ? null : { op: 'read', body: { key: 'k' } }),
  });

  it('needs no `ops` of a program with several requests: it says itself what comes next', async () => {
    const text = `${head}nodes: { client: , db: { program: ./store.ts } }
workloads: { w: { workload: ./asker.ts, rate: 1/s } }
`;
    const { workloads } = await planOf(text, { modules: { 'asker.ts': { exports: { asker } } } });
    expect(workloads).toMatchObject([{ kind: 'asker', ops: [], from: ['client'] }]);
    expect(workloads[0]?.to).not.toBeNull();
  });
});
