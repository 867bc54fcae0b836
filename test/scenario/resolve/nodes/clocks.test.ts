import { describe, expect, it } from 'vitest';
import { people, planOf } from '../../memory-host.ts';

const MS = 1_000_000;
const MINUTE = 60_000 * MS;

/** The clock of one node, of which this is said. */
async function clockWith(keys: string) {
  const { nodes } = await planOf(`${people}clocks: { db-1: { ${keys} } }\n`);
  return nodes.find(({ id }) => id === 'db-1')?.clock;
}

describe('the error that a clock claims', () => {
  it('is one width, or grows from one by so much', async () => {
    expect(await clockWith('error: 4ms')).toMatchObject({ errorNs: 4 * MS, errorGrowthPpb: 0 });
    expect(await clockWith('error: { base: 1ms, growth: 200ppm }')).toMatchObject({
      errorNs: MS,
      errorGrowthPpb: 200_000,
    });
  });
});

describe('the wander of a clock', () => {
  it('is a walk: a step each minute unless it says how often', async () => {
    expect((await clockWith('wander: { random-walk: 2ppm }'))?.wander).toEqual({
      kind: 'random-walk',
      stepPpb: 2000,
      everyNs: MINUTE,
    });
    expect((await clockWith('wander: { random-walk: 2ppm, every: 5s }'))?.wander).toEqual({
      kind: 'random-walk',
      stepPpb: 2000,
      everyNs: 5000 * MS,
    });
  });

  it('is weather: a day from heat to heat unless it says how long', async () => {
    expect((await clockWith('wander: { temperature: 3ppm }'))?.wander).toEqual({
      kind: 'temperature',
      depthPpb: 3000,
      periodNs: 24 * 60 * MINUTE,
    });
    expect((await clockWith('wander: { temperature: 3ppm, period: 2h }'))?.wander).toEqual({
      kind: 'temperature',
      depthPpb: 3000,
      periodNs: 120 * MINUTE,
    });
  });
});
