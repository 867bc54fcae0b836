import { describe, expect, it } from 'vitest';
import { openPort } from '../../../src/world/queue/port-plan.ts';
import type { PortPlan } from '../../../src/world/queue/port-plan.ts';
import { listening, scripted } from '../../support/scripted-node.ts';
import { Stage } from '../../support/world-stage.ts';
import type { StageSetting } from '../../support/world-stage.ts';

/** `{"n":0}` and 40 bytes of headers: so many of them in a second. */
const perSecond = (packets: number): number => 47 * 8 * packets;

function port(packets: number, credits?: number, limit = openPort.queue.limit): PortPlan {
  return {
    ...openPort,
    rate: { bitsPerSecond: perSecond(packets), bucketBytes: 0 },
    queue: { ...openPort.queue, limit, ...(credits === undefined ? {} : { credits }) },
  };
}

const short = { kind: 'constant', ns: 10_000 } as const;

/** Sends a number to each of these, in turn, once in so many microseconds; and listens. */
const sending = (to: readonly string[], everyUs: number) =>
  scripted((node) => {
    listening(node);
    let n = 0;
    node.every(`${everyUs}us`, () => node.send(to[n++ % to.length] as string, 'tell', { n: 0 }));
  });

async function deliveredTo(stage: Stage, node: string, fromMs = 500): Promise<number> {
  await stage.play();
  return stage
    .events()
    .filter(({ type, at, node: to }) => type === 'delivered' && to === node && at >= fromMs * 1e6)
    .length;
}

/**
 * `a` and `b` send to `x`, whose wire is slow, `c` to `y`; `b` and `c` share the wire between two
 * switches, which is fast enough for all.
 */
function congested(credits: number | undefined, more: Partial<StageSetting> = {}): Stage {
  const limit = credits === undefined ? { packets: 8 } : openPort.queue.limit;
  return new Stage({
    nodes: {
      a: { program: sending(['x'], 1000) },
      b: { program: sending(['x'], 1000) },
      c: { program: sending(['y'], 1000) },
      x: { program: scripted(listening) },
      y: { program: scripted(listening) },
    },
    switches: { near: ['b', 'c', 'far'], far: ['a', 'x', 'y'] },
    hop: (_, to) => ({ latency: short, port: port(to === 'x' ? 400 : 4000, credits, limit) }),
    untilMs: 1500,
    ...more,
  });
}

describe('links with credits', () => {
  it('lose nothing, however full they are: what has no room at the other end waits', async () => {
    const stage = await congested(4).play();
    expect(stage.events().filter(({ type }) => type === 'lost')).toEqual([]);
    const dropping = await congested(undefined).play();
    expect(dropping.events().filter(({ type }) => type === 'lost').length).toBeGreaterThan(500);
  });

  it('pass on the pressure: who goes another way waits behind those who cannot go on', async () => {
    // Of 400 a second half is for b; c's share the wire with b's in turn, and so are as many.
    const victim = await deliveredTo(congested(4), 'y');
    expect(victim).toBeGreaterThan(190);
    expect(victim).toBeLessThan(210);
    // Where queues drop, c does not notice.
    expect(await deliveredTo(congested(undefined), 'y')).toBeGreaterThan(990);
  });

  it('spare those who share no wire with the crowd', async () => {
    const aside = congested(4, {
      switches: { near: ['b', 'far'], far: ['a', 'c', 'x', 'y'] },
    });
    expect(await deliveredTo(aside, 'y')).toBeGreaterThan(990);
  });

  it('are held back also between two nodes: no more are under way than there is room for', async () => {
    const stage = new Stage({
      nodes: { a: { program: sending(['b'], 1000) }, b: { program: scripted(listening) } },
      link: { latency: { kind: 'constant', ns: 10_000_000 }, port: port(100_000, 2) },
      untilMs: 1500,
    });
    // Two in 10 ms and what it takes to send them.
    const count = await deliveredTo(stage, 'b');
    expect(count).toBeGreaterThan(195);
    expect(count).toBeLessThan(201);
  });

  it('give room back for what is lost on the way', async () => {
    const stage = congested(2);
    for (let at = 100; at < 1400; at += 100) {
      const ends = [[stage.world.indexOf('near')], [stage.world.indexOf('far')]] as const;
      stage.between(at, at + 20, () => stage.world.verbs.cut(...ends));
    }
    expect(await deliveredTo(stage, 'y', 1420)).toBeGreaterThan(10);
  });

  it('stand still for good when they wait for each other in a ring', async () => {
    const ring = (credits: number | undefined): Stage => {
      const places = [0, 1, 2, 3, 4];
      const nodes = places.map((n) => [`h${n}`, { program: sending([`h${(n + 2) % 5}`], 100) }]);
      const switches = places.map((n) => [`s${n}`, [`h${n}`, `s${(n + 1) % 5}`]]);
      return new Stage({
        nodes: Object.fromEntries(nodes),
        switches: Object.fromEntries(switches),
        hop: () => ({ latency: short, port: port(4000, credits, { packets: 1e6 }) }),
        untilMs: 1500,
      });
    };
    const goesOn = ring(undefined);
    expect(await deliveredTo(goesOn, 'h0')).toBeGreaterThan(1000);
    const stuck = ring(1);
    expect(await deliveredTo(stuck, 'h0')).toBe(0);
    expect(stuck.events().some(({ type }) => type === 'lost')).toBe(false);
  });

  it('carry no more than heads of line let through: 62 % of a switch with 8 hosts (Karol et al. 1987)', async () => {
    const hosts = Array.from({ length: 8 }, (_, n) => `h${n}`);
    const flood = scripted((node) => {
      listening(node);
      const others = hosts.filter((host) => host !== node.id);
      node.every('500us', () => {
        node.send(node.random.pick(others), 'tell', { n: 0 });
      });
    });
    const stage = new Stage({
      nodes: Object.fromEntries(hosts.map((host) => [host, { program: flood }])),
      switches: { s: hosts },
      hop: () => ({ latency: short, port: port(1000, 3) }),
      untilMs: 3000,
    });
    await stage.play();
    const arrived = stage
      .events()
      .filter(({ type, at }) => type === 'delivered' && at >= 1e9).length;
    expect(arrived / (8 * 2000)).toBeGreaterThan(0.6);
    expect(arrived / (8 * 2000)).toBeLessThan(0.64);
  });
});
