import { describe, expect, it } from 'vitest';
import { Draws } from '../../../src/base/draw/draw.ts';
import { NemesisDraws } from '../../../src/run/nemesis/draws.ts';
import { swarmOf } from '../../../src/run/nemesis/swarm.ts';
import { second } from '../faults/fault-stage.ts';
import { drawnRun, nemesis, pool } from './pool-stage.ts';

const swarms = Array.from({ length: 400 }, (_, seed) =>
  swarmOf(pool, second, new NemesisDraws(new Draws(String(seed)))),
);

describe('a swarm', () => {
  it('draws a part of the pool for each seed, never nothing', () => {
    for (const { pool: part } of swarms) expect(part.length).toBeGreaterThan(0);
    for (const { fault } of pool) {
      const has = swarms.filter((one) => one.pool.some((drawn) => drawn.fault === fault));
      expect(has.length / swarms.length).toBeGreaterThan(0.4);
      expect(has.length / swarms.length).toBeLessThan(0.6);
    }
  });

  it('gives weights from 1 to 100', () => {
    const weights = swarms.flatMap((one) => one.pool.map(({ weight }) => weight));
    expect(Math.min(...weights)).toBe(1);
    expect(Math.max(...weights)).toBe(100);
  });

  it('draws its interval from half a timer to fifty, each factor of it as likely as another', () => {
    const timers = swarms.map(({ intervalNs }) => intervalNs / second);
    expect(Math.min(...timers)).toBeGreaterThanOrEqual(0.5);
    expect(Math.max(...timers)).toBeLessThanOrEqual(50);
    // The middle of the logarithms of 0.5 and 50 is that of 5.
    const below = timers.filter((one) => one < 5).length / timers.length;
    expect(below).toBeGreaterThan(0.42);
    expect(below).toBeLessThan(0.58);
  });

  it('leaves weights and membership of the others alone when a fault leaves the pool', () => {
    const [gone, ...rest] = pool;
    swarms.forEach(({ pool: part }, seed) => {
      if (!part.some((one) => rest.some(({ fault }) => fault === one.fault))) return;
      const less = swarmOf(rest, second, new NemesisDraws(new Draws(String(seed))));
      expect(less.pool).toEqual(part.filter(({ fault }) => fault !== gone?.fault));
    });
  });

  it('is told in the report, and draws from nothing else', () => {
    const turns = { kind: 'swarm', timerNs: 200_000_000 } as const;
    for (let seed = 1; seed <= 12; seed += 1) {
      const { schedule } = drawnRun(nemesis({ turns }), seed);
      const weights = schedule.nemesis?.report().swarm?.weights ?? {};
      for (const { drawnFrom } of schedule.scheduled())
        expect(weights).toHaveProperty([drawnFrom ?? '']);
      const out = schedule.coverage().filter(({ id }) => !Object.hasOwn(weights, id));
      for (const { note } of out) expect(note).toBe('it is not in the swarm of this seed');
    }
  });
});
