import { describe, expect, it } from 'vitest';
import { integer, size, text } from '../../../src/base/schema.ts';
import { defineProgram } from '../../../src/world/program/program.ts';
import { ack } from '../../../src/world/program/protocol.ts';
import type { NetworkRule } from '../../../src/world/network/rule.ts';
import type { LinkClass } from '../../../src/world/network/link.ts';
import { openPort } from '../../../src/world/queue/port-plan.ts';
import type { PortPlan } from '../../../src/world/queue/port-plan.ts';
import { listening, scripted, told } from '../../support/scripted-node.ts';
import { Stage } from '../../support/world-stage.ts';

/** `{"n":0}` and 40 bytes of headers are 47 bytes: they take 1 ms. */
const rate = { bitsPerSecond: 47 * 8 * 1000, bucketBytes: 0 };
const port = (more: Partial<PortPlan['queue']> = {}): PortPlan => ({
  ...openPort,
  rate,
  queue: { ...openPort.queue, ...more },
});

/** `a` tells `b` a number at each of these instants (ms); the link takes 10 ms besides. */
function talking(sendAtMs: readonly number[], link: Partial<LinkClass>): Stage {
  const a = scripted((node) => {
    sendAtMs.forEach((at, n) => node.after(`${at}ms`, () => node.send('b', 'tell', { n })));
  });
  return new Stage({
    nodes: { a: { program: a }, b: { program: scripted(listening) } },
    link: { latency: { kind: 'constant', ns: 10_000_000 }, ...link },
    untilMs: 1000,
  });
}

describe('a queue without a bandwidth', () => {
  const plan = { ...openPort, queue: { ...openPort.queue, limit: { packets: 2 } } };

  /** `a` tells `b` six numbers in one step, at each of these instants (ms). */
  function bursting(...atMs: readonly number[]): Stage {
    const burst = scripted((node) => {
      for (const at of atMs) {
        node.after(`${at}ms`, () => {
          for (let n = 0; n < 6; n += 1) node.send('b', 'tell', { n });
        });
      }
    });
    return new Stage({
      nodes: { a: { program: burst }, b: { program: scripted(listening) } },
      link: { latency: { kind: 'constant', ns: 10_000_000 }, port: plan },
      untilMs: 1000,
    });
  }

  it('keeps nothing, however many come at one instant: nothing slows them', async () => {
    const stage = bursting(20);
    expect((await stage.play()).got()).toHaveLength(6);
    expect(stage.world.network).toMatchObject({ inFlight: 0, lost: 0 });
  });

  it('is the queue of the link while a fault limits it, each time', async () => {
    const stage = bursting(20, 120, 220);
    for (const from of [10, 210]) {
      stage.between(from, from + 80, () => stage.world.verbs.limit([0], [1], rate.bitsPerSecond));
    }
    expect((await stage.play()).got()).toHaveLength(3 + 6 + 3);
    expect(stage.world.network.lost).toBe(6);
  });
});

describe('a link with a bandwidth', () => {
  it('sends one message after the other, by their size', async () => {
    const stage = talking([20, 20, 20.5, 40], { port: port() });
    expect((await stage.play()).got()).toEqual([
      'b tell 0 @31',
      'b tell 1 @32',
      'b tell 2 @33',
      'b tell 3 @51',
    ]);
  });

  it('drops what finds no room, and says so', async () => {
    const stage = talking([20, 20, 20, 20], { port: port({ limit: { packets: 2 } }) });
    expect((await stage.play()).got()).toHaveLength(3);
    const why = stage.events().flatMap(({ type, data }) => (type === 'lost' ? [data] : []));
    expect(why).toMatchObject([{ why: 'queue-full' }]);
    expect(stage.world.network).toMatchObject({ inFlight: 0, lost: 1 });
  });

  it('has separate wires for each direction and pair', async () => {
    const stage = talking([20, 20], { port: port() });
    stage.at(19, () => stage.world.verbs.limit([1], [0], 8));
    expect((await stage.play()).got()).toEqual(['b tell 0 @31', 'b tell 1 @32']);
  });

  it('is busy for as long as it sends, also when its rate changes meanwhile', async () => {
    const stage = talking([20, 40], { port: port() });
    // Half of the first has left; a tenth of the rate takes ten times as long for what is left.
    stage.between(20.5, 25, () => stage.world.verbs.limit([0], [1], rate.bitsPerSecond / 10));
    const used: number[] = [];
    stage.world.watchPorts = true;
    stage.hook({
      portUsed: (_from, _to, use, ns, tookNs) => void (use === 'sent' && used.push(ns, tookNs)),
    });
    expect((await stage.play()).got()).toEqual(['b tell 0 @35.05', 'b tell 1 @51']);
    expect(used).toEqual([5_050_000, 5_050_000, 1_000_000, 1_000_000]);
  });

  it('loses a waiting message to a cut that is there when it would arrive', async () => {
    const stage = talking([20, 20], { port: port() });
    stage.between(31.5, 40, () => stage.world.verbs.cut([0], [1]));
    expect((await stage.play()).got()).toEqual(['b tell 0 @31']);
  });

  it('holds what has left the queue, while the hold lasts', async () => {
    const hold: NetworkRule = { from: [0], to: [1], kind: null, again: 'hold', ask: () => 'hold' };
    const stage = talking([20, 20], { port: port() });
    stage.between(15, 21.5, () => stage.world.verbs.addRule(hold));
    expect((await stage.play()).got()).toEqual(['b tell 0 @31.5', 'b tell 1 @32']);
  });

  it('is slower while a limit is in force; of several the least counts', async () => {
    const stage = talking([20, 20], { port: port() });
    const { verbs } = stage.world;
    stage.between(10, 100, () => verbs.limit([0], [1], rate.bitsPerSecond / 2));
    stage.between(10, 22, () => verbs.limit([0], [1], rate.bitsPerSecond / 4));
    // Half of the first at a quarter of the rate, the other half at half of it.
    expect((await stage.play()).got()).toEqual(['b tell 0 @33', 'b tell 1 @35']);
  });
});

describe('a link on which some go first', () => {
  it('lets the words of their kernels go first too', async () => {
    const asking = scripted((node) => {
      node.after('30ms', () => {
        node.call('b', 'poke', {}, { timeout: '1s' }).done((outcome) => told(node, outcome));
      });
    });
    const busy = scripted((node) => {
      node.on('poke', () => ack);
      // What it sends by the way takes its link for 400 ms.
      node.after('20ms', () => {
        for (let n = 0; n < 400; n += 1) node.send('a', 'tell', { n });
      });
    });
    const stage = new Stage({
      nodes: { a: { program: asking }, b: { program: busy } },
      link: {
        latency: { kind: 'constant', ns: 10_000_000 },
        port: port({ discipline: 'priority', first: ['poke*'] }),
      },
      untilMs: 2000,
    });
    const [answered] = (await stage.play()).got();
    // A handshake and an answer are two round trips, each word a millisecond and a rest of another one.
    expect(Number(answered?.split('@')[1])).toBeLessThan(80);
  });
});

describe('a link without a bandwidth', () => {
  it('has one while it is limited; what waits then leaves at once', async () => {
    const stage = talking([20, 20, 20, 200], {});
    stage.between(10, 23.5, () => stage.world.verbs.limit([0], [1], rate.bitsPerSecond / 2));
    expect((await stage.play()).got()).toEqual([
      'b tell 0 @32',
      'b tell 1 @33.5',
      'b tell 2 @33.5',
      'b tell 3 @210',
    ]);
  });
});

describe('bursts', () => {
  it('take messages whether a cut takes them too or not', async () => {
    const burst = { enterPpb: 100_000_000, leavePpb: 200_000_000, lossPpb: 1_000_000_000 };
    const many = Array.from({ length: 800 }, (_, n) => n);
    const plain = await talking(many, { burst }).play();
    const cut = talking(many, { burst });
    cut.between(399.5, 450.5, () => cut.world.verbs.cut([0], [1]));
    await cut.play();
    const lost = (stage: Stage): number[] =>
      stage.events().flatMap(({ type, at }) => (type === 'lost' ? [at / 1e6] : []));
    const outside = (at: number): boolean => at < 380 || at > 460;
    expect(lost(plain).filter(outside).length).toBeGreaterThan(50);
    expect(lost(cut).filter(outside)).toEqual(lost(plain).filter(outside));
  });
});

describe('the size of a message', () => {
  it('is its body as JSON, 40 bytes of headers, and what its sizes stand for', async () => {
    const program = defineProgram({
      name: 'loader',
      summary: 'Sends a load.',
      messages: { load: { name: text(), payload: size(), count: integer() } },
      start(node) {
        node.after('20ms', () => node.send('b', 'load', { name: 'é', payload: 1000, count: 7 }));
      },
    });
    const stage = new Stage({ nodes: { a: { program }, b: {} }, link: { port: port() } });
    const used: number[] = [];
    stage.world.watchPorts = true;
    stage.hook({ portUsed: (_from, _to, use, ns) => void (use === 'sent' && used.push(ns)) });
    await stage.play();
    const json = '{"count":7,"name":"é","payload":1000}'.length + 1;
    expect(used).toEqual([Math.ceil(((json + 40 + 1000) * 1e6) / 47)]);
  });
});
