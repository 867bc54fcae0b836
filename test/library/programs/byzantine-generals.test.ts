import { describe, expect, it } from 'vitest';
import { runScenario } from '../../../src/index.ts';

/** What each general decides. */
async function decided(
  generals: number,
  faults: { readonly [id: string]: object } = {},
  config: object = {},
) {
  const ids = Array.from({ length: generals }, (_, at) => `general-${at + 1}`);
  const run = (value: string) =>
    runScenario({
      version: 1,
      name: 'generals',
      duration: '1s',
      nodes: {
        general: {
          count: generals,
          program: 'byzantine-generals',
          config: { commander: 'general-1', ...config },
        },
      },
      faults,
      checks: Object.fromEntries(
        ids.map((id) => [
          id,
          {
            check: 'occurs',
            of: id,
            event: 'decided',
            where: `value = "${value}"`,
            within: '900ms',
          },
        ]),
      ),
    });
  const report = await run('attack');
  const checks = report.runs[0]?.checks ?? [];
  return ids.map((id) => checks.find((check) => check.id === id)?.verdict === 'held');
}

const treason = (target: string, more: object) => ({ treason: { target, ...more } });

describe('byzantine generals', () => {
  it('all do what the commander orders when all are loyal', async () => {
    expect(await decided(3)).toEqual([true, true, true]);
    expect(await decided(4, {}, { signed: true })).toEqual([true, true, true, true]);
    expect(await decided(4, {}, { order: 'retreat' })).toEqual([false, false, false, false]);
  });

  it('retreat when the commander says nothing', async () => {
    const mute = treason('general-1', { fault: 'withhold', match: { message: 'order' } });
    expect(await decided(4, mute)).toEqual([true, false, false, false]);
  });

  it('by word of mouth outvote one liar of four, and not two', async () => {
    const lie = { fault: 'lie', lie: 'contradict-relays' };
    const one = await decided(4, treason('general-2', lie));
    expect(one[2] && one[3]).toBe(true);
    const two = await decided(4, treason('general-2, general-3', lie));
    expect(two[3]).toBe(false);
  });

  it('in writing do not believe what is not signed', async () => {
    const lie = treason('general-2', { fault: 'lie', lie: 'contradict-relays' });
    expect((await decided(3, lie))[2]).toBe(false);
    expect((await decided(3, lie, { signed: true }))[2]).toBe(true);
  });

  it('in writing convict a commander who has signed two orders', async () => {
    const split = treason('general-1', { fault: 'lie', lie: 'split-orders' });
    expect((await decided(3, split, { signed: true })).slice(1)).toEqual([false, false]);
  });
});
