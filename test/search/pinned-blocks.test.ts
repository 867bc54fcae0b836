import { describe, expect, it } from 'vitest';
import { Runs } from '../../src/cli/explore/worker-runs.ts';
import { brokenDesigns } from '../support/searched-designs.ts';

/** Seeds of a block: enough to see that the sound design holds where the other one does not. */
const blockSeeds = 3;

async function violationsIn(scenario: string, variant: string, last: number): Promise<string[]> {
  const runs = await Runs.open({
    targets: [scenario],
    load: { variants: [variant] },
    strategy: 'random',
    maxEvents: 1_000_000,
    verifies: false,
  });
  const first = Math.max(1, last - blockSeeds + 1);
  const seeds = Array.from({ length: last - first + 1 }, (_, nth) => String(first + nth));
  const designs = runs.designs.map(({ design }) => design);
  const violated = new Set<string>();
  for (const [place, { checks }] of designs.entries()) {
    const wanted = { ticket: 0, design: place, island: null, seeds, past: [] };
    for (const outcome of (await runs.play(wanted)).outcomes) {
      if ('isNothing' in outcome) continue;
      outcome.checks.forEach(({ verdict }, nth) => {
        if (verdict === 'violated') violated.add(checks[nth]?.id ?? '');
      });
    }
  }
  return [...violated];
}

describe('a block of seeds', { timeout: 60_000 }, () => {
  it.each(brokenDesigns.map((one) => [one.variant, one] as const))(
    'shows %s, and nothing in the sound design',
    async (_, { scenario, variant, check, sound, pinned }) => {
      expect(await violationsIn(scenario, variant, pinned)).toContain(check);
      expect(await violationsIn(scenario, sound, pinned)).toEqual([]);
    },
  );
});
