import { describe, expect, it } from 'vitest';
import { TurningDraws } from '../../../src/base/draw/draw.ts';
import type { LinkClass } from '../../../src/world/network/link.ts';
import type { NetworkRule } from '../../../src/world/network/rule.ts';
import type { Ruling } from '../../../src/world/verbs.ts';
import { listening, scripted } from '../../support/scripted-node.ts';
import { Stage } from '../../support/world-stage.ts';

/** `a` tells `b` a number at each of these instants (ms); the link takes 10 ms. */
function talking(sendAtMs: readonly number[], link: Partial<LinkClass> = {}): Stage {
  const a = scripted((node) => {
    sendAtMs.forEach((at, n) => node.after(`${at}ms`, () => node.send('b', 'tell', { n })));
  });
  return new Stage({
    nodes: { a: { program: a }, b: { program: scripted(listening) } },
    link: { latency: { kind: 'constant', ns: 10_000_000 }, ...link },
    untilMs: 1000,
  });
}

function rule(ruling: Ruling, again: NetworkRule['again'] = null): NetworkRule {
  return { from: [0], to: [1], kind: null, again, ask: () => ruling };
}

/** A rule that speaks only when it is asked at sending. */
function atSending(ruling: Ruling): NetworkRule {
  return { ...rule(ruling), ask: (_, phase) => (phase === 'departure' ? ruling : 'pass') };
}

describe('what a node tells itself', () => {
  it('has a row of its own, and not that of what came before', async () => {
    const a = scripted((node) => {
      node.after('10ms', () => node.send('b', 'tell', { n: 1 }));
    });
    const b = scripted((node) => {
      node.on('tell', ({ n }) => {
        if (n === 1) node.after('5ms', () => node.send('b', 'tell', { n: 11 }));
      });
    });
    const stage = new Stage({ nodes: { a: { program: a }, b: { program: b } }, untilMs: 100 });
    const rows = (await stage.play()).events().filter(({ type }) => type === 'delivered');
    expect(rows.map(({ at, data }) => [at, data])).toMatchObject([
      [11e6, { sentAt: 10e6, body: { n: 1 } }],
      [16e6, { sentAt: 16e6, body: { n: 11 } }],
    ]);
  });
});

describe('a rule in force', () => {
  it('is looked at anew by those wires alone from whose sender one came or went', async () => {
    const stage = talking([10, 20, 30, 40]);
    const { verbs, engine } = stage.world;
    const readAtMs: number[] = [];
    verbs.addRule({
      ...rule('pass'),
      get to() {
        readAtMs.push(engine.nowNs / 1e6);
        return [1];
      },
    });
    engine.schedule(15e6, 0, () => verbs.addRule({ ...rule('drop'), from: [1], to: [0] }));
    engine.schedule(25e6, 0, () => verbs.addRule(rule('drop')));
    const rows = (await stage.play()).events().filter(({ type }) => type === 'lost');
    expect(rows.map(({ at }) => at / 1e6)).toEqual([30, 40]);
    expect([...new Set(readAtMs)]).toEqual([10, 30]);
  });
});

describe('a limit that is over', () => {
  it('leaves no trace: what is sent at once comes in the order in which it was sent', async () => {
    const passing = scripted((node) => node.on('tell', ({ n }) => node.send('x', 'tell', { n })));
    const a = scripted((node) => {
      node.after('10ms', () => {
        node.send('d', 'tell', { n: 1 });
        node.send('e', 'tell', { n: 2 });
      });
    });
    const order = async (limits: boolean): Promise<string[]> => {
      const stage = new Stage({
        nodes: {
          a: { program: a },
          d: { program: passing },
          e: { program: passing },
          x: { program: scripted(listening) },
        },
        untilMs: 100,
      });
      if (limits) stage.between(1, 2, () => stage.world.verbs.limit([0], [1], 1e9));
      return (await stage.play()).lines();
    };
    expect(await order(true)).toEqual(await order(false));
  });
});

describe('another future', () => {
  it('has other latencies from the instant on at which it begins, and the same before', async () => {
    const sendAtMs = [10, 20, 30, 40, 50, 60, 70, 80];
    const latency = { kind: 'uniform', lowNs: 1_000_000, highNs: 9_000_000 } as const;
    const arrivals = async (salt: number | null) => {
      const draws = salt === null ? undefined : new TurningDraws('1', salt);
      const a = scripted((node) => {
        sendAtMs.forEach((at, n) => node.after(`${at}ms`, () => node.send('b', 'tell', { n })));
      });
      const stage = new Stage({
        nodes: { a: { program: a }, b: { program: scripted(listening) } },
        link: { latency },
        untilMs: 1000,
        ...(draws === undefined ? {} : { draws }),
      });
      stage.at(45, () => draws?.turn());
      return (await stage.play()).got();
    };
    const [usual, one, other] = [await arrivals(null), await arrivals(1), await arrivals(2)];
    expect(one.slice(0, 4)).toEqual(usual.slice(0, 4));
    expect(one.slice(4)).not.toEqual(usual.slice(4));
    expect(one.slice(4)).not.toEqual(other.slice(4));
  });
});

describe('a cut', () => {
  it.each<[string, number, number, string[]]>([
    ['that is there at sending takes it', 15, 25, []],
    ['that begins on its way takes it at arrival', 25, 35, []],
    ['that is there at the very instant of arrival takes it', 30, 31, []],
    ['that ends at the very instant of arrival does not', 25, 30, ['b tell 0 @30']],
    ['that begins and ends in between does not touch it', 22, 28, ['b tell 0 @30']],
    ['after its arrival does not touch it', 31, 40, ['b tell 0 @30']],
  ])('%s', async (_, from, to, got) => {
    const stage = talking([20]);
    stage.between(from, to, () => stage.world.verbs.cut([0], [1]));
    expect((await stage.play()).got()).toEqual(got);
  });

  it('is directed', async () => {
    const stage = talking([20]);
    stage.between(0, 100, () => stage.world.verbs.cut([1], [0]));
    expect((await stage.play()).got()).toEqual(['b tell 0 @30']);
  });

  it('holds until the last of several cuts is healed, and heals once each', async () => {
    const stage = talking([20, 45, 65]);
    let first = (): void => undefined;
    stage.at(5, () => {
      first = stage.world.verbs.cut([0], [1]);
    });
    stage.between(6, 60, () => stage.world.verbs.cut([0], [1]));
    stage.at(40, () => {
      first();
      first();
    });
    expect((await stage.play()).got()).toEqual(['b tell 2 @75']);
    expect(stage.world.canPass('a', 'b')).toBe(true);
  });

  it('by a rule is judged at both ends too, and partition beats unreachable beats refuse', async () => {
    const why = async (...rules: NetworkRule[]): Promise<unknown[]> => {
      const stage = talking([20, 5]);
      stage.between(12, 100, () => {
        const undos = rules.map((one) => stage.world.verbs.addRule(one));
        return () => undos.forEach((undo) => undo());
      });
      await stage.play();
      return stage
        .events()
        .flatMap(({ type, data }) => (type === 'lost' ? [(data as { why: string }).why] : []));
    };
    const [refuse, unreachable, drop] = [
      rule('refuse', 'cut'),
      rule('unreachable', 'cut'),
      rule('drop', 'cut'),
    ];
    expect(await why(refuse)).toEqual(['refuse', 'refuse']);
    expect(await why(refuse, unreachable)).toEqual(['unreachable', 'unreachable']);
    expect(await why(unreachable, refuse)).toEqual(['unreachable', 'unreachable']);
    expect(await why(unreachable, drop, refuse)).toEqual(['partition', 'partition']);
  });
});

describe('loss, delay and duplication', () => {
  it('act at sending only, hence not on what is under way', async () => {
    const stage = talking([20]);
    for (const ruling of ['drop', 'duplicate', { delay: 5_000_000 }] as Ruling[]) {
      stage.between(25, 100, () => stage.world.verbs.addRule(rule(ruling)));
    }
    expect((await stage.play()).got()).toEqual(['b tell 0 @30']);
  });

  it('add up: sums of delays, products of factors, copies, in whatever order faults came', async () => {
    const rulings: Ruling[] = [
      { delay: 5_000_000 as never },
      { factor: 3 },
      { delay: 7_000_000 as never },
      { factor: 1.1 },
      { factor: 0.7 },
      'duplicate',
      'duplicate',
    ];
    const got = async (order: readonly Ruling[]): Promise<string[]> => {
      const stage = talking([20]);
      stage.at(10, () => order.forEach((one) => void stage.world.verbs.addRule(rule(one))));
      return (await stage.play()).got();
    };
    const expected = Array.from({ length: 3 }, () => 'b tell 0 @55.1');
    expect(await got(rulings)).toEqual(expected);
    expect(await got(rulings.toReversed())).toEqual(expected);
  });

  it('of one body put in place by two faults takes the same whoever spoke first', async () => {
    const got = async (...bodies: number[]): Promise<string[]> => {
      const stage = talking([20]);
      stage.at(10, () =>
        bodies.forEach((n) => void stage.world.verbs.addRule(rule({ body: { n } }))),
      );
      return (await stage.play()).got();
    };
    expect(await got(5, 8)).toEqual(await got(8, 5));
    expect(await got(8)).toEqual(['b tell 8 @30']);
  });

  it('asks every rule of every message, also of those that another one has lost', async () => {
    const stage = talking([20, 40]);
    const asked: number[] = [];
    const asking = (n: number, ruling: Ruling): NetworkRule => ({
      ...rule(ruling),
      ask: () => (asked.push(n), ruling),
    });
    stage.at(1, () => {
      stage.world.verbs.cut([0], [1]);
      stage.world.verbs.addRule(asking(1, 'drop'));
      stage.world.verbs.addRule(asking(2, 'duplicate'));
    });
    await stage.play();
    expect(asked).toEqual([1, 2, 1, 2]);
  });
});

describe('a rule that is gone', () => {
  it('says nothing any more, on a link with shares of its own either', async () => {
    const stage = talking([20, 40], { duplicatePpb: 1 });
    stage.between(10, 30, () => stage.world.verbs.addRule(rule('drop')));
    expect((await stage.play()).got()).toEqual(['b tell 1 @50']);
  });
});

describe("a link's own shares", () => {
  const many = Array.from({ length: 4000 }, (_, i) => i / 5);

  async function rows(link: Partial<LinkClass>, type: string): Promise<number> {
    const stage = talking(many, link);
    await stage.play();
    return stage.lines(type).length;
  }

  it.each([
    ['lossPpb', 'lost'],
    ['duplicatePpb', 'duplicated'],
    ['corruptPpb', 'corrupted'],
  ] as const)('%s strike about as many messages as they say', async (share, type) => {
    // 4,000 draws of 10 %: 400, with a standard deviation of 19.
    expect(await rows({ [share]: 100_000_000 }, type)).toBeGreaterThan(400 - 4 * 19);
    expect(await rows({ [share]: 100_000_000 }, type)).toBeLessThan(400 + 4 * 19);
    expect(await rows({ [share]: 1_000_000_000 }, type)).toBe(4000);
    expect(await rows({ [share]: 0 }, type)).toBe(0);
  });

  it('reorder gives a share of messages one more latency', async () => {
    const stage = talking(many, { reorderPpb: 100_000_000 });
    await stage.play();
    const late = stage
      .events()
      .filter(({ type }) => type === 'delivered')
      .filter(({ at, data }) => at - (data as { sentAt: number }).sentAt === 20_000_000);
    expect(late.length).toBeGreaterThan(400 - 4 * 19);
    expect(late.length).toBeLessThan(400 + 4 * 19);
  });

  it('corrupt redraws one declared field: the body stays of its shape', async () => {
    const stage = talking(many, { corruptPpb: 1_000_000_000 });
    await stage.play();
    const heard = stage.events().filter(({ type }) => type === 'observed');
    expect(heard.length).toBe(4000);
    const same = heard.filter(({ data }, n) => (data as { n: number }).n === n);
    expect(same.length).toBeLessThan(4);
  });

  it('are those of the message type where a link has some of its own', async () => {
    const { latency } = { latency: { kind: 'constant', ns: 40_000_000 } } as const;
    const own = { latency, lossPpb: 0, duplicatePpb: 0, reorderPpb: 0, corruptPpb: 0 };
    const got = async (type: string): Promise<string[]> => {
      const stage = talking([20], { messages: [{ type, parameters: own }] });
      return (await stage.play()).got();
    };
    expect(await got('t*l')).toEqual(['b tell 0 @60']);
    expect(await got('ask')).toEqual(['b tell 0 @30']);
  });

  it('count for nothing where there is no link', async () => {
    const stage = talking([20], { connected: false });
    expect((await stage.play()).got()).toEqual([]);
    expect(stage.lines('lost')).toEqual(['20 lost a b tell']);
    expect(stage.world.canPass('a', 'b')).toBe(false);
  });
});

describe('a hold', () => {
  const hold = rule('hold', 'hold');
  /** As a fault's verb has it: one word at sending, one at arrival. */
  const both = (stage: Stage) => (): (() => void) => {
    const undos = [atSending('hold'), hold].map((one) => stage.world.verbs.addRule(one));
    return () => undos.forEach((undo) => undo());
  };

  it('keeps what is sent and what would arrive, and releases it in the order it was held', async () => {
    // 0 is on its way when the hold begins; 1 is sent during it, then 2.
    const stage = talking([20, 27, 35]);
    stage.between(25, 100, both(stage));
    await stage.play();
    expect(stage.lines('held', 'released')).toEqual([
      '27 held a b tell',
      '30 held a b tell',
      '35 held a b tell',
      '100 released a b tell',
      '100 released a b tell',
      '100 released a b tell',
    ]);
    // What had arrived is there at once; what had been sent still has its way to go.
    expect(stage.got()).toEqual(['b tell 0 @100', 'b tell 1 @110', 'b tell 2 @110']);
  });

  it('keeps a message while any hold holds it', async () => {
    const stage = talking([20]);
    stage.between(10, 50, both(stage));
    stage.between(15, 80, both(stage));
    expect((await stage.play()).got()).toEqual(['b tell 0 @90']);
  });

  it('asks about what it keeps when it ends, and not when something else does', async () => {
    const asked: number[] = [];
    const stage = talking([20]);
    const ask = (): Ruling => {
      asked.push(stage.engine.nowNs / 1e6);
      return 'hold';
    };
    stage.between(10, 80, both(stage));
    stage.between(40, 90, () => stage.world.verbs.addRule({ ...hold, ask }));
    stage.between(50, 60, () => stage.world.verbs.addRule({ ...rule('drop'), from: [1], to: [0] }));
    expect((await stage.play()).got()).toEqual(['b tell 0 @100']);
    expect(asked).toEqual([80]);
  });

  it('is judged at arrival again after its release', async () => {
    const stage = talking([20]);
    stage.between(10, 50, both(stage));
    stage.between(55, 80, both(stage));
    expect((await stage.play()).got()).toEqual(['b tell 0 @80']);
  });

  it('lets a cut take what it releases, at its release and at arrival', async () => {
    for (const [from, to] of [
      [45, 55],
      [52, 70],
    ] as const) {
      const stage = talking([20]);
      stage.between(10, 50, both(stage));
      stage.between(from, to, () => stage.world.verbs.cut([0], [1]));
      expect((await stage.play()).got()).toEqual([]);
    }
  });

  it('draws a second loss for what it releases, apart from the first', async () => {
    const many = Array.from({ length: 2000 }, (_, i) => i / 10);
    const stage = talking(many, { lossPpb: 300_000_000 });
    stage.between(0, 500, both(stage));
    await stage.play();
    const [lost, held, got] = ['lost', 'held', 'observed'].map(
      (type) => stage.lines(type).length,
    ) as [number, number, number];
    expect(held).toBeGreaterThan(1400 - 90);
    expect(held).toBeLessThan(1400 + 90);
    expect(lost + got).toBe(2000);
    // 70 % of 70 %.
    expect(got).toBeGreaterThan(980 - 90);
    expect(got).toBeLessThan(980 + 90);
  });
});
