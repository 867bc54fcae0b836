import { describe, expect, it } from 'vitest';
import { refuses } from '../../broken.ts';
import { head, people, planOf } from '../../memory-host.ts';

const MS = 1_000_000;
const joined = `${people}switches: { front: { connects: [client, back], port: { latency: 3ms, bandwidth: 1Gbit/s } }, back: { connects: [db-1, db-2] } }\n`;

async function table(text: string) {
  const { nodes, links } = await planOf(text);
  const ids = [...nodes.map(({ id }) => id), ...(links.switches ?? []).map(({ id }) => id)];
  const between = (from: string, to: string) =>
    links.classes[links.classOf(ids.indexOf(from), ids.indexOf(to))];
  return { ids, links, between };
}

describe('switches', () => {
  it('stand behind the nodes, in natural order, with what they connect', async () => {
    const { ids, links } = await table(joined);
    expect(ids).toEqual(['client-1', 'client-2', 'db-1', 'db-2', 'db-3', 'back', 'front']);
    expect(links.switches).toEqual([
      { id: 'back', connects: [2, 3] },
      { id: 'front', connects: [0, 1, 5] },
    ]);
  });

  it('take the direct links of those whom they join; others keep them', async () => {
    const { between } = await table(joined);
    expect(between('client-1', 'db-1')).toMatchObject({ switched: true, latency: { ns: 0 } });
    expect(between('client-1', 'client-2')).toMatchObject({ switched: true });
    expect(between('client-1', 'db-3')).toMatchObject({ latency: { ns: MS } });
    expect(between('client-1', 'db-3')?.switched).toBeUndefined();
  });

  it('have links of their own: by their port, or by an entry, which says more', async () => {
    const links =
      'defaults: { latency: 2ms, loss: 1% }, front -> client-1: { latency: 7ms }, client -> db: { messages: { write: { loss: 5% } } }';
    const { between } = await table(`${joined}links: { ${links} }\n`);
    expect(between('front', 'client-1')).toMatchObject({
      latency: { ns: 7 * MS },
      lossPpb: 10_000_000,
      port: { rate: { bitsPerSecond: 1e9 } },
    });
    expect(between('front', 'back')).toMatchObject({ latency: { ns: 3 * MS } });
    expect(between('client-2', 'front')).toMatchObject({ latency: { ns: 2 * MS }, messages: [] });
    expect(between('client-2', 'db-1')).toMatchObject({
      switched: true,
      lossPpb: 0,
      messages: [{ type: 'write', parameters: { lossPpb: 50_000_000, latency: { ns: 0 } } }],
    });
  });

  it('leave the mtu to the whole way', async () => {
    const links = 'defaults: { mtu: 9000B }, client -> db: { mtu: 1280B }';
    const { between } = await table(`${joined}links: { ${links} }\n`);
    expect(between('client-1', 'db-1')).toMatchObject({ switched: true, mtuBytes: 1280 });
    expect(between('db-1', 'client-1')).toMatchObject({ switched: true, mtuBytes: 9000 });
  });

  it('have no more classes than kinds of nodes', async () => {
    const text = `${head}nodes: { a: { count: 50000 }, b: { count: 50000 } }\nswitches: { s: { connects: [a, b] } }\nlinks: { s -> a-1: { latency: 2ms } }\n`;
    const { links } = await planOf(text);
    expect(links.classes.length).toBeLessThan(12);
  });

  it('may be named where links are meant: rest has all nodes and other switches in it', async () => {
    const plan = await planOf(
      `${joined}faults: { cut: { fault: partition, target: front }, late: { fault: delay, by: 1ms, target: back -> db-1 } }\nmetrics: { used: { metric: utilisation, of: front -> client } }\n`,
    );
    expect(plan.faults.map(({ target }) => target)).toMatchObject([
      { selector: { text: 'front <-> rest' } },
      { selector: { text: 'back -> db-1' } },
    ]);
  });
});

describe('switches of a topology', () => {
  const hosts =
    'version: 1\nname: t\nduration: 5s\nnodes: { h: { count: 8 } }\nchecks: { c: { check: occurs, event: started } }\n';
  const wired = async (entry: string, links = ''): Promise<readonly string[]> => {
    const { links: net } = await planOf(`${hosts}switches: { fab: ${entry} }\n${links}`);
    const switches = net.switches ?? [];
    const ids = [
      ...Array.from({ length: 8 }, (_, n) => `h-${n + 1}`),
      ...switches.map(({ id }) => id),
    ];
    return switches.map(({ id, connects }) => `${id}: ${connects.map((at) => ids[at]).join(' ')}`);
  };

  it('stand for themselves: nodes in equal shares at the edge, the others as it says', async () => {
    expect(await wired('{ topology: leaf-spine, connects: h, leaves: 2, spines: 2 }')).toEqual([
      'fab-leaf-1: h-1 h-2 h-3 h-4',
      'fab-leaf-2: h-5 h-6 h-7 h-8',
      'fab-spine-1: fab-leaf-1 fab-leaf-2',
      'fab-spine-2: fab-leaf-1 fab-leaf-2',
    ]);
  });

  it('may be named in links and faults, also by a glob', async () => {
    const entry =
      '{ topology: leaf-spine, connects: h, leaves: 2, spines: 2, port: { latency: 5us } }';
    const links =
      'links: { fab-leaf-* <-> fab-spine-*: { latency: 7us } }\nfaults: { cut: { fault: partition, target: fab-spine-1 } }\n';
    const { links: net, faults } = await planOf(`${hosts}switches: { fab: ${entry} }\n${links}`);
    const latency = (from: number, to: number): unknown =>
      net.classes[net.classOf(from, to)]?.latency;
    expect(latency(8, 10)).toEqual({ kind: 'constant', ns: 7000 });
    expect(latency(8, 0)).toEqual({ kind: 'constant', ns: 5000 });
    expect(faults[0]?.target).toMatchObject({ selector: { text: 'fab-spine-1 <-> rest' } });
  });

  it('know how far sites are apart, unless an entry says so', async () => {
    const entry =
      '{ topology: wan, connects: h, sites: [us-east, europe], port: { latency: 1ms } }';
    const { links: net } = await planOf(`${hosts}switches: { fab: ${entry} }\n`);
    const latency = (from: number, to: number): unknown =>
      net.classes[net.classOf(from, to)]?.latency;
    const half = { kind: 'constant', ns: 37_500_000 };
    expect([latency(8, 9), latency(9, 8)]).toEqual([half, half]);
    expect(latency(8, 4)).toEqual({ kind: 'constant', ns: 1_000_000 });
  });
});

const joinsAll = `${people}switches: { front: { connects: [client, db] } }\n`;

describe('mistakes in switches', () => {
  refuses([
    {
      what: 'a switch as a node',
      text: `${joinsAll}faults: { f: { fault: pause, target: front } }\n`,
      told: ['E_SELECTOR 8:38 "front" is a switch: it has links, and nothing runs on it'],
    },
    {
      what: 'a message that is awaited at a hop',
      text: `${joinsAll}faults: { f: { fault: pause, target: db-1, when: { message: write, link: client -> front } } }\n`,
      told: ['E_SELECTOR 8:84 "front" is a switch: it has links, and nothing runs on it'],
    },
    {
      what: 'a link between nodes that are joined',
      text: `${joinsAll}links: { client -> db: { latency: 2ms } }\n`,
      told: [
        'E_NO_LINK 8:10 client-1 and db-1 have no direct link: what they send goes through switches',
      ],
    },
    {
      what: 'an mtu of a hop',
      text: `${joinsAll}links: { client -> db: { mtu: 1280B }, client -> front: { mtu: 9000B } }\n`,
      told: ['E_NO_LINK 8:64 an `mtu` is of the whole way between two nodes'],
    },
    {
      what: 'a misspelt switch',
      text: `${joinsAll}links: { client -> fornt: { latency: 2ms } }\n`,
      told: ['E_UNKNOWN_NODE 8:20 unknown node "fornt" [did you mean "front"?]'],
    },
    {
      what: 'topologies that cannot be, or are unknown',
      text: `${people}switches: { s: { topology: fat-tree, connects: db, arity: 3 }, t: { topology: leafspine, connects: db }, u: { topology: torus, connects: client }, v: { connects: db, leaves: 3 } }\n`,
      told: [
        'E_BOUND 7:13 the arity of a fat tree is even, and 3 is odd',
        'E_UNKNOWN_WORD 7:79 unknown word "leafspine" [did you mean "leaf-spine"?]',
        'E_MISSING_KEY 7:106 missing key "size" (list of whole numbers)',
        'E_UNKNOWN_KEY 7:167 unknown key "leaves"',
      ],
    },
    {
      what: 'switches that join nobody or themselves, or have the name of a node',
      text: `${people}switches: { s: { conects: [db] }, t: { connects: [t] }, db-1: { connects: all } }\n`,
      told: [
        'E_UNKNOWN_KEY 7:18 unknown key "conects" [did you mean "connects"?]',
        'E_SELECTOR 7:51 "t" connects others, not itself',
        'E_NAME 7:57 "db-1" is a switch and something else: rename one of them',
        'E_SELECTOR 7:75 "db-1" connects others, not itself',
      ],
    },
  ]);
});
