import { describe, expect, it } from 'vitest';
import { openPort } from '../../../src/world/queue/port-plan.ts';
import type { PortPlan } from '../../../src/world/queue/port-plan.ts';
import type { NetworkRule } from '../../../src/world/network/rule.ts';
import type { Program } from '../../../src/world/program/program.ts';
import { listening, scripted } from '../../support/scripted-node.ts';
import { Stage } from '../../support/world-stage.ts';
import type { StageSetting } from '../../support/world-stage.ts';

const line = { s1: ['a', 's2'], s2: ['b', 'c'] };
/** `{"n":0}` and 40 bytes of headers are 47 bytes: they take 1 ms. */
const port = (limit = openPort.queue.limit): PortPlan => ({
  ...openPort,
  rate: { bitsPerSecond: 47 * 8 * 1000, bucketBytes: 0 },
  queue: { ...openPort.queue, limit },
});

/** `a` tells `b` a number at each of these instants (ms), through s1 and s2. */
function talking(sendAtMs: readonly number[], more: Partial<StageSetting> = {}): Stage {
  const a = scripted((node) => {
    sendAtMs.forEach((at, n) => node.after(`${at}ms`, () => node.send('b', 'tell', { n })));
  });
  const nodes = { a: { program: a }, b: { program: scripted(listening) }, c: {} };
  return new Stage({ nodes, switches: line, untilMs: 1000, ...more });
}

describe('a way through switches', () => {
  it('takes the time of its hops together, and is one row', async () => {
    const stage = await talking([20]).play();
    expect(stage.got()).toEqual(['b tell 0 @23']);
    expect(stage.lines('sent', 'delivered')).toEqual(['20 sent a b tell', '23 delivered b a tell']);
    expect(stage.world.network).toMatchObject({ inFlight: 0, lost: 0 });
  });

  it('waits at each port for its turn', async () => {
    const hop = (from: string): object => (from === 's2' ? { port: port() } : {});
    const stage = await talking([20, 20, 20], { hop }).play();
    expect(stage.got()).toEqual(['b tell 0 @24', 'b tell 1 @25', 'b tell 2 @26']);
  });

  it('loses a message where it is lost, and says where', async () => {
    const hop = (from: string): object => (from === 's2' ? { port: port({ packets: 0 }) } : {});
    const stage = await talking([20, 20], { hop }).play();
    const lost = stage.events().filter(({ type }) => type === 'lost');
    expect(lost).toMatchObject([{ at: 22e6, data: { why: 'queue-full', hop: 's2 -> b' } }]);
  });

  it('is judged at each hop: by shares of that hop, once each', async () => {
    const many = Array.from({ length: 900 }, (_, n) => n);
    const hop = (from: string): object => (from === 'a' ? {} : { lossPpb: 100_000_000 });
    const stage = await talking(many, { hop }).play();
    const hops = stage
      .events()
      .flatMap(({ type, data }) => (type === 'lost' ? [(data as { hop: string }).hop] : []));
    // Two draws of 10 %: 90 and 81, with a standard deviation of 9.
    for (const [where, law] of [
      ['s1 -> s2', 90],
      ['s2 -> b', 81],
    ] as const) {
      expect(Math.abs(hops.filter((one) => one === where).length - law)).toBeLessThan(36);
    }
    expect(hops).not.toContain('a -> s1');
  });

  it('doubles at a hop, and corrupts', async () => {
    const hop = (from: string): object =>
      from === 's1' ? { duplicatePpb: 1e9 } : from === 's2' ? { corruptPpb: 1e9 } : {};
    const stage = await talking([20], { hop }).play();
    expect(stage.lines('duplicated', 'corrupted', 'delivered')).toEqual([
      '21 duplicated a b tell',
      '22 corrupted a b tell',
      '22 corrupted a b tell',
      '23 delivered b a tell',
      '23 delivered b a tell',
    ]);
    expect(stage.world.network.inFlight).toBe(0);
  });
});

describe('of several ways', () => {
  const slowSecond = (from: string): object =>
    from === 's2' ? { latency: { kind: 'constant', ns: 5e6 } } : {};
  const told = async (
    others: readonly string[],
    ofTheirOwn: readonly string[],
  ): Promise<string[]> => {
    const a = scripted((node) => {
      node.after('10ms', () => node.send(['b', 'c'], 'tell', { n: 1 }));
    });
    const heard = { program: scripted(listening) };
    const nodes = { a: { program: a }, b: heard, c: heard };
    const ways = { s1: ['a', 'b', 'c'], s2: ['a', 'b', 'c'] };
    const stage = new Stage({
      nodes: Object.fromEntries([
        ...others.map((id) => [id, {}] as const),
        ...Object.entries(nodes),
      ]),
      switches: ofTheirOwn.length > 0 ? { ...ways, s3: ofTheirOwn } : ways,
      hop: slowSecond,
      untilMs: 1000,
    });
    return (await stage.play()).got();
  };

  it('each receiver takes another one', async () => {
    expect(await told([], [])).toEqual(['c tell 1 @12', 'b tell 1 @16']);
  });

  it('each takes the same one, whoever is there that these switches do not join', async () => {
    expect(await told(['a-0'], [])).toEqual(await told([], []));
    expect(await told(['a-0', 'a-1', 'a-2'], ['a-0', 'a-1', 'a-2'])).toEqual(await told([], []));
  });
});

describe('the draws of a message on its way', () => {
  const shared = { s1: ['a', 'c', 's2'], s2: ['b'] };
  const instants = Array.from({ length: 300 }, (_, n) => n);
  const telling = (at: readonly number[]): Program =>
    scripted((node) => {
      at.forEach((n) => node.after(`${n}ms`, () => node.send('b', 'tell', { n })));
    });

  /** `c` tells `b` something each ms; so does `a`, which comes first, at some of these instants. */
  async function told(of: readonly number[], hop: (from: string) => object): Promise<Stage> {
    const nodes = {
      a: { program: telling(of) },
      b: { program: scripted(listening) },
      c: { program: telling(instants) },
    };
    return await new Stage({ nodes, switches: shared, untilMs: 1000, hop }).play();
  }

  /** The numbers of a node's messages that came to `b`. */
  const arrived = (stage: Stage, from: string): number[] =>
    stage
      .events()
      .filter(({ type, peer }) => type === 'delivered' && peer === from)
      .map(({ data }) => (data as { readonly body: { readonly n: number } }).body.n);

  it.each([
    ['loss', 's1', { lossPpb: 300_000_000 }],
    ['loss at the last hop', 's2', { lossPpb: 300_000_000 }],
    ['duplicates', 's1', { duplicatePpb: 300_000_000 }],
    ['corruption', 's1', { corruptPpb: 300_000_000 }],
  ])('are moved by nobody else who shares a hop: %s', async (_, where, share) => {
    const hop = (from: string): object => (from === where ? share : {});
    const alone = arrived(await told([], hop), 'c');
    expect(alone).not.toEqual(instants);
    expect(arrived(await told(instants, hop), 'c')).toEqual(alone);
    expect(arrived(await told(instants.slice(100), hop), 'c')).toEqual(alone);
  });

  it('stay when it comes to a hop at another instant', async () => {
    const loss = (from: string): object => (from === 's1' ? { lossPpb: 300_000_000 } : {});
    const slow = (from: string): object =>
      from === 'c' ? { latency: { kind: 'constant', ns: 7_500_000 } } : loss(from);
    expect(arrived(await told([], slow), 'c')).toEqual(arrived(await told([], loss), 'c'));
  });

  it('are those of its sender: what two send at once fares apart', async () => {
    const hop = (from: string): object => (from === 's1' ? { lossPpb: 500_000_000 } : {});
    const stage = await told(instants, hop);
    const [first, second] = [arrived(stage, 'a'), arrived(stage, 'c')];
    // Of 300 each half comes through, and of these half of the other's: 75, deviation 7.5.
    const both = first.filter((n) => second.includes(n)).length;
    expect(Math.abs(both - 75)).toBeLessThan(30);
  });

  it('are those of each copy, wherever it was made', async () => {
    const hop = (from: string): object =>
      from === 's2' ? { lossPpb: 500_000_000 } : { duplicatePpb: 1e9 };
    const stage = await told([], hop);
    const copies = stage
      .events()
      .flatMap(({ type, data }) =>
        type === 'duplicated' ? [(data as { readonly copy: number }).copy] : [],
      );
    // One more at the first hop, and at the second one more of each.
    for (const copy of [1, 2, 3]) {
      expect(copies.filter((one) => one === copy)).toHaveLength(instants.length);
    }
    const left = instants.map((n) => arrived(stage, 'c').filter((one) => one === n).length);
    // Four draws of 50 %: all or none one time in eight each way, not every time.
    expect(left.filter((count) => count === 0 || count === 4).length).toBeLessThan(75);
  });
});

describe('duplicates that are made on the way', () => {
  const many = Array.from({ length: 200 }, (_, n) => n);
  const spread = { kind: 'uniform', lowNs: 1_000_000, highNs: 90_000_000 } as const;

  it('have numbers of their own, also when the first is corrupted before the others leave', async () => {
    const hop = (from: string): object =>
      from === 'a' ? { corruptPpb: 1e9 } : { duplicatePpb: 1e9, latency: spread };
    const stage = talking([20], { hop });
    const twice: NetworkRule = {
      from: [0],
      to: [1],
      kind: null,
      again: null,
      ask: () => 'duplicate',
    };
    stage.between(0, 100, () => stage.world.verbs.addRule(twice));
    const copies = (await stage.play())
      .events()
      .filter(({ type }) => type === 'delivered')
      .map(({ data }) => (data as { readonly copy?: number }).copy ?? 0);
    expect(copies.toSorted((x, y) => x - y)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  });

  it('fare alike whatever the order in which they come to the hops', async () => {
    const half = { duplicatePpb: 500_000_000, lossPpb: 300_000_000, latency: spread };
    const hop = (from: string): object => (from === 'a' ? { ...half, lossPpb: 0 } : half);
    const slower = (from: string): object =>
      from === 's1' ? { ...half, latency: { ...spread, lowNs: 40_000_000 } } : hop(from);
    const arrived = async (how: typeof hop): Promise<number[]> => {
      const got = (await talking(many, { hop: how }).play()).got();
      return many.map((n) => got.filter((row) => row.startsWith(`b tell ${n} `)).length);
    };
    const counts = await arrived(hop);
    expect(new Set(counts).size).toBeGreaterThan(3);
    expect(await arrived(slower)).toEqual(counts);
  });
});

describe('faults on switches', () => {
  const [a, b, c, s1, s2] = [0, 1, 2, 3, 4];

  it.each<[string, number, number, string[]]>([
    ['that is there when it is sent on takes it', 20.5, 21.5, []],
    ['that is there when it would arrive takes it', 21.5, 22.5, []],
    ['that is over before it comes there does not', 15, 21, ['b tell 0 @23']],
    ['that comes when it has passed does not', 22.5, 40, ['b tell 0 @23']],
  ])('a cut of a hop %s', async (_, from, to, got) => {
    const stage = talking([20]);
    stage.between(from, to, () => stage.world.verbs.cut([s1], [s2]));
    expect((await stage.play()).got()).toEqual(got);
  });

  it('a cut of two nodes is a cut of the whole way', async () => {
    const stage = talking([20]);
    stage.between(22.5, 40, () => stage.world.verbs.cut([a], [b]));
    expect((await stage.play()).got()).toEqual([]);
  });

  it('a cut switch cuts off whom it joins, and they know it', async () => {
    const stage = talking([20]);
    const { world } = stage;
    const seen: boolean[] = [];
    stage.at(10, () => seen.push(world.canPass('a', 'b'), world.canPass('b', 'c')));
    stage.between(15, 30, () => world.verbs.cut([s1], [a, s2]));
    stage.at(20, () => seen.push(world.canPass('a', 'b'), world.canPass('b', 'c')));
    expect((await stage.play()).got()).toEqual([]);
    expect(seen).toEqual([true, true, false, true]);
  });

  it('a rule acts at the hop that it names, and one of nodes once on the whole way', async () => {
    const asked: string[] = [];
    const rule = (from: readonly number[] | null, to: readonly number[] | null): NetworkRule => ({
      from,
      to,
      kind: null,
      again: null,
      ask: (message) => {
        asked.push(`${message.from} -> ${message.to}`);
        return { delay: 5_000_000 as never };
      },
    });
    const stage = talking([20]);
    for (const one of [rule(null, null), rule([a], null), rule(null, [s1]), rule([s2], [b, c])]) {
      stage.between(0, 100, () => stage.world.verbs.addRule(one));
    }
    expect((await stage.play()).got()).toEqual(['b tell 0 @43']);
    expect(asked).toEqual(['a -> b', 'a -> b', 'a -> s1', 's2 -> b']);
  });

  it('a hold keeps what it meets at its hop and lets it go on from there', async () => {
    const hold: NetworkRule = {
      from: [s1],
      to: [s2],
      kind: null,
      again: 'hold',
      ask: () => 'hold',
    };
    const stage = talking([20, 21, 30]);
    stage.between(21.5, 40, () => stage.world.verbs.addRule(hold));
    expect((await stage.play()).got()).toEqual(['b tell 0 @41', 'b tell 1 @42', 'b tell 2 @42']);
  });

  it('a limit makes a hop slower', async () => {
    const stage = talking([20, 20]);
    stage.between(0, 100, () => stage.world.verbs.limit([s1], [s2], 47 * 8 * 100));
    expect((await stage.play()).got()).toEqual(['b tell 0 @33', 'b tell 1 @43']);
  });

  it('a slow card is slow towards its switch', async () => {
    const stage = talking([20, 20]);
    stage.between(0, 100, () => stage.world.verbs.limitNode(a, 47 * 8 * 100));
    expect((await stage.play()).got()).toEqual(['b tell 0 @33', 'b tell 1 @43']);
  });
});
