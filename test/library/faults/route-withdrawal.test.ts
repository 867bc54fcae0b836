import { describe, expect, it } from 'vitest';
import { runScenario } from '../../../src/index.ts';
import { routeWithdrawal } from '../../../src/library/faults/route-withdrawal.ts';
import { listening, scripted } from '../../support/scripted-node.ts';
import { Stage } from '../../support/world-stage.ts';
import { fault, FaultStage, ms, second } from '../../run/faults/fault-stage.ts';

/** `a` tells `b` every 10 ms. There are two ways, by s1 and by s2; that by s1 is the first. */
function talking(withdrawn: readonly [number, number], convergesMs: number): Stage {
  const [a, b, s1] = [0, 2, 3];
  const sender = scripted((node) => {
    for (let n = 0; n < 20; n += 1) {
      node.after(`${n * 10 + 5}ms`, () => node.send('b', 'tell', { n }));
    }
  });
  const stage = new Stage({
    nodes: { a: { program: sender }, 'a-2': {}, b: { program: scripted(listening) } },
    switches: { s1: ['a', 'a-2', 'b'], s2: ['a', 'a-2', 'b'] },
    hop: (from) => (from === 's2' ? { latency: { kind: 'constant', ns: 3 * ms } } : {}),
    untilMs: 1000,
  });
  const { verbs } = stage.world;
  return stage.between(withdrawn[0], withdrawn[1], () =>
    verbs.withdraw([s1], [a, b], convergesMs * ms),
  );
}

/** Which messages came, and after how many ms. */
function took(stage: Stage): (readonly [n: number, ms: number])[] {
  return stage
    .events()
    .filter(({ type }) => type === 'delivered')
    .map(({ at, data }) => {
      const { body, sentAt } = data as { body: { n: number }; sentAt: number };
      return [body.n, (at - sentAt) / ms] as const;
    });
}

describe('route-withdrawal', () => {
  it('loses what is sent until the network has converged; then it goes another way', async () => {
    const found = took(await talking([40, 120], 30).play());
    // Lost: what passes s1 from 40 to 70. Back by the old way: what is sent from 150 on.
    const before = [0, 1, 2, 3].map((n) => [n, 2] as const);
    const detour = [7, 8, 9, 10, 11, 12, 13, 14].map((n) => [n, 4] as const);
    const after = [15, 16, 17, 18, 19].map((n) => [n, 2] as const);
    expect(found).toEqual([...before, ...detour, ...after]);
  });

  it('changes no way when it is over before the network has converged', async () => {
    const found = took(await talking([40, 60], 30).play());
    expect(found.map(([n]) => n)).toEqual(
      Array.from({ length: 20 }, (_, n) => n).filter((n) => n !== 4 && n !== 5),
    );
    expect(found.every(([, late]) => late === 2)).toBe(true);
  });

  it('of the only way says that nobody can be reached', async () => {
    const stage = talking([0, 1000], 0);
    stage.between(50, 1000, () => stage.world.verbs.withdraw([4], [0, 2], 0));
    let canPass = true;
    stage.at(500, () => {
      canPass = stage.world.canPass('a', 'b');
    });
    await stage.play();
    const why = stage.events().flatMap(({ type, data }) => (type === 'lost' ? [data] : []));
    expect(why[0]).toMatchObject({ why: 'unreachable' });
    expect(canPass).toBe(false);
  });

  it.each([
    // What is lost before the network has converged, what goes the other way, and then again the old one.
    ['two ways', { s1: { connects: ['a', 's4'] }, s2: { connects: ['a', 's4'] } }, 's2 <-> s4', 51],
    ['one way', { s1: { connects: ['a', 's4'] } }, 's4 <-> b', 51],
  ])('counts whom it turned back or away: %s', async (_, more, target, touched) => {
    const { runs } = await runScenario({
      version: 1,
      name: 'turned',
      duration: '10s',
      nodes: {
        a: { program: 'station', config: { to: 'b', gap: '100ms', rhythm: 'even' } },
        b: { program: 'station' },
      },
      switches: { ...more, s4: { connects: ['b'] } },
      faults: {
        w: { fault: 'route-withdrawal', target, converges: '1s', at: '2s', duration: '4s' },
      },
      checks: { hears: { check: 'occurs', event: 'heard' } },
    });
    // From 2 s to 7 s, as long as routes go without it.
    expect(runs[0]?.coverage[0]?.touched).toBeGreaterThanOrEqual(touched - 2);
    expect(runs[0]?.coverage[0]?.touched).toBeLessThanOrEqual(touched);
  });

  it('of a direct link, which has no other way, cuts it', () => {
    const given = { definition: routeWithdrawal, target: 'n1 -> n2', durationNs: 300 * ms };
    const stage = new FaultStage([fault('a', given)], { durationNs: 2 * second }).play();
    expect(stage.rows('lost').map(({ at }) => at / ms)).toEqual([1000, 1100, 1200]);
    expect(stage.schedule.coverage()).toMatchObject([{ touched: 3 }]);
  });
});
