import { expect, it } from 'vitest';
import { runScenario } from '../../src/index.ts';

const payOnce = 'scenarios/your-own-program/pay-once.yaml';

it('a payment that nobody wants is not missing: the check of wishes is vacuous', async () => {
  const { runs } = await runScenario(payOnce, {
    variant: 'careful',
    set: ['nodes.payer.config.every=1h'],
  });
  const [run] = runs;
  expect(run?.checks.find(({ id }) => id === 'all-confirmed')?.verdict).toBe('vacuous');
});
