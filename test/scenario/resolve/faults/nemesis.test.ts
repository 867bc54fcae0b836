import { describe, expect, it } from 'vitest';
import type { NemesisPlan } from '../../../../src/scenario/plan/fault.ts';
import { people, planOf, wrongIn } from '../../memory-host.ts';

const S = 1_000_000_000;

const head = `${people}heal: 40s\n`;
const pool = 'faults: { gc: { fault: pause, target: one of db, duration: 1s..2s } }';

async function nemesisOf(keys: string, top = head): Promise<NemesisPlan> {
  const { nemesis } = await planOf(`${top}nemesis: { ${keys} }\n`);
  if (nemesis === null) throw new Error('no nemesis');
  return nemesis;
}

/** Code, line below `nemesis:` and column, and words of what is wrong with a file that ends in it. */
async function wrong(nemesis: string, top = head): Promise<readonly string[]> {
  const first = top.split('\n').length;
  return (await wrongIn(`${top}nemesis:\n${nemesis}`)).map(
    ({ code, place, message, suggestion }) => {
      const meant = suggestion === null ? '' : ` (${suggestion})`;
      return `${code} ${(place?.line ?? 0) - first}:${place?.column} ${message}${meant}`;
    },
  );
}

describe('the nemesis of a file', () => {
  it('is not there unless the file has one', async () => {
    expect((await planOf(people)).nemesis).toBeNull();
  });

  it('draws until `heal`, one at a time, whatever it keeps', async () => {
    const { pool: drawable, ...plan } = await nemesisOf(`rate: 15/min, ${pool}`);
    expect(plan).toEqual({
      atNs: 0,
      untilNs: 40 * S,
      turns: { kind: 'rate', perSecond: 0.25 },
      atOnce: 1,
      budget: null,
      keep: [],
      alignedPpb: 0,
    });
    expect(drawable).toMatchObject([{ weight: 1, fault: { id: 'gc', kind: 'pause' } }]);
  });

  it('reads all its keys', async () => {
    const keys = 'at: 2s, until: 30s, every: 5s, at-once: 3, budget: 9, aligned: 20%';
    const keep = 'keep: [majority of db is connected, client is up]';
    expect(await nemesisOf(`${keys}, ${keep}, ${pool}`)).toMatchObject({
      atNs: 2 * S,
      untilNs: 30 * S,
      turns: { kind: 'every', everyNs: 5 * S, firstNs: 2 * S },
      atOnce: 3,
      budget: 9,
      keep: [{ text: 'majority of db is connected' }, { text: 'client is up' }],
      alignedPpb: 200_000_000,
    });
  });

  it('goes by the median of the lengths in the settings of the programs when it is a swarm', async () => {
    const { turns } = await nemesisOf(`swarm: true, ${pool}`);
    expect(turns).toEqual({ kind: 'swarm', timerNs: 10 * S });
  });

  it('is merged and set as everything else', async () => {
    const set = 'variants: { v: { set: { nemesis.faults.gc.weight: 7, nemesis.at-once: 2 } } }';
    const plan = await planOf(`${head}nemesis: { rate: 1/s, ${pool} }\n${set}\n`);
    expect(plan.nemesis).toMatchObject({ atOnce: 2, pool: [{ weight: 7 }] });
  });
});

describe('a nemesis that is wrong', () => {
  it('without an end, without turns, with two kinds of them, without a pool', async () => {
    expect(await wrong(`  rate: 1/s\n  ${pool}\n`, people)).toEqual([
      expect.stringMatching(/^E_NO_HEAL .*`until`.* needs `heal`/),
    ]);
    expect(await wrong(`  ${pool}\n`)).toEqual([
      expect.stringMatching(/^E_MISSING_KEY .*one of `every`, `rate` and `swarm: true`/),
    ]);
    expect(await wrong(`  every: 1s\n  rate: 1/s\n  ${pool}\n`)).toEqual([
      'E_TWO_SCHEDULES 2:3 `every` and `rate` both say how often',
    ]);
    expect(await wrong('  rate: 1/s\n')).toEqual([
      expect.stringMatching(/^E_MISSING_KEY .*nothing to draw from/),
    ]);
    expect(await wrong('  rate: 1/s\n  faults: [{ fault: pause, target: db }]\n')).toEqual([
      'E_TYPE 2:11 the pool is a map of names to faults, e.g. { gc: { fault: pause, ... } }',
    ]);
  });

  it('with keys that it does not know, or that say when', async () => {
    expect(await wrong(`  rate: 1/s\n  at-onse: 2\n  ${pool}\n`)).toEqual([
      expect.stringMatching(/^E_UNKNOWN_KEY 2:3 unknown key "at-onse".*at-once/),
    ]);
    const timed = 'faults: { gc: { fault: pause, target: db, at: 3s, duration: forever } }';
    expect(await wrong(`  rate: 1/s\n  ${timed}\n`)).toEqual([
      'E_SCHEDULE 2:45 the nemesis says when: a fault of its pool has no `at`',
      'E_SCHEDULE 2:53 what the nemesis draws ends: no `forever`',
    ]);
  });

  it('with weights outside the pool, of nothing, or names that stand twice', async () => {
    const outside = `${people}faults: { gc: { fault: pause, target: db-1, weight: 2 } }\n`;
    expect(await wrongIn(outside)).toMatchObject([
      { code: 'E_UNKNOWN_KEY', message: 'unknown key "weight"' },
    ]);
    const none = 'faults: { gc: { fault: pause, target: db, weight: 0 } }';
    expect(await wrong(`  rate: 1/s\n  ${none}\n`)).toEqual([
      'E_BOUND 2:53 a weight of 0 is never drawn',
    ]);
    const same = `${head}faults: { gc: { fault: pause, target: db-1, at: 1s } }\n`;
    expect(await wrong(`  rate: 1/s\n  ${pool}\n`, same)).toEqual([
      expect.stringMatching(/^E_NAME 2:13 there is a fault "gc" under `faults`/),
    ]);
    const numbered = same.replace('gc:', 'gc-12:');
    expect(await wrong(`  rate: 1/s\n  ${pool}\n`, numbered)).toEqual([
      expect.stringMatching(/^E_NAME 2:13 what is drawn of "gc" may be called "gc-12"/),
    ]);
  });

  it('at times that do not fit', async () => {
    expect(await wrong(`  at: 40s\n  rate: 1/s\n  ${pool}\n`)).toEqual([
      expect.stringMatching(/^E_ZERO_LENGTH 1:3 the nemesis begins at 40s and ends at 40s/),
    ]);
    expect(await wrong(`  until: 50s\n  rate: 1/s\n  ${pool}\n`)).toEqual([
      expect.stringMatching(/^E_AFTER_HEAL 1:10 everything is healed before, at 40s/),
    ]);
  });
});
