import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { runScenario } from '../../../src/index.ts';

const scenario = `
version: 1
name: liars
duration: 1s
nodes:
  general: { count: 4, program: byzantine-generals, config: { commander: general-1 } }
links: { defaults: { latency: 5ms } }
checks:
  loyal-agree: { check: agreement, of: general, expect: held or violated }
`;

async function decisions(fault: object) {
  const report = await runScenario({ ...parse(scenario), faults: { treason: fault } });
  const [run] = report.runs;
  return {
    verdict: run?.checks.find(({ id }) => id === 'loyal-agree')?.verdict,
    touched: run?.coverage[0]?.touched,
  };
}

describe('lie', () => {
  it('says what the program would say if it lied by that name', async () => {
    expect(await decisions({ fault: 'lie', target: 'general-1', lie: 'split-orders' })).toEqual({
      verdict: 'held',
      touched: 2,
    });
    expect(
      await decisions({ fault: 'lie', target: 'general-2', lie: 'contradict-relays' }),
    ).toEqual({ verdict: 'held', touched: 2 });
  });

  it('knows its accomplices, and may keep its message back', async () => {
    const lie = { fault: 'lie', target: ['general-2', 'general-3'], lie: 'shield-accomplices' };
    // Each of the two tells the other, and not general-4.
    expect(await decisions(lie)).toMatchObject({ touched: 2 });
  });
});
