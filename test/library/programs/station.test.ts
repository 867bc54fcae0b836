import { describe, expect, it } from 'vitest';
import { station } from '../../../src/library/programs/station.ts';
import { readConfig } from '../../support/stage.ts';
import { Stage } from '../../support/world-stage.ts';

const ms = 1_000_000;

/** When `a` sends, in ms, within half a second. */
async function sends(config: object): Promise<number[]> {
  const own = readConfig(station.contents.config, { to: 'far', gap: '100ms', ...config });
  const stage = new Stage({
    nodes: {
      a: { program: station, config: own },
      far: { program: station, config: readConfig(station.contents.config, {}) },
    },
    untilMs: 500,
  });
  await stage.play();
  return stage.events().flatMap(({ type, at }) => (type === 'sent' ? [at / ms] : []));
}

describe('station', () => {
  it('sends evenly from some instant on, or from the first on together with all others', async () => {
    expect(await sends({ rhythm: 'together' })).toEqual([0, 100, 200, 300, 400, 500]);
    const [first = 0, ...others] = await sends({ rhythm: 'even' });
    expect(first).toBeGreaterThan(0);
    expect(others.map((at, n) => Math.round(at - 100 * (n + 1)))).toEqual(
      others.map(() => Math.round(first)),
    );
  });

  it('sends bursts at random instants', async () => {
    const found = await sends({ burst: 3 });
    expect(new Set(found).size).toBe(found.length / 3);
  });

  it('notes how old what it hears is', async () => {
    const config = readConfig(station.contents.config, { to: 'far', kind: 'voice', gap: '100ms' });
    const far = readConfig(station.contents.config, {});
    const stage = new Stage({
      nodes: { a: { program: station, config }, far: { program: station, config: far } },
      untilMs: 300,
    });
    const heard = (await stage.play()).observed();
    expect(heard.length).toBeGreaterThan(1);
    expect(heard[0]).toContain('far heard {"kind":"voice","age":1000000} @');
  });
});
