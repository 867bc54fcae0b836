import { afterEach, describe, expect, it, vi } from 'vitest';
import { defineProgram, explore, runScenario } from '../../src/index.ts';

afterEach(() => {
  vi.useRealTimers();
});

/** A scenario with a program that does nothing, or what `act` does once it has slept. */
function scenarioOf(act: () => void): Parameters<typeof runScenario>[0] {
  const sleeper = defineProgram({
    name: 'sleeper',
    summary: 'Sleeps a second.',
    start: (node) => {
      node.task(async () => {
        await node.sleep('1s');
        act();
      });
    },
  });
  const checks = { sound: { check: 'no-program-errors' } };
  return {
    version: 1,
    name: 'sleepers',
    duration: '5s',
    nodes: { a: { program: sleeper } },
    checks,
  };
}

const harmless = scenarioOf(() => undefined);
const clocked = scenarioOf(() => void Date.now());
const timed = scenarioOf(() => void setTimeout(() => undefined, 1));

/** What is said of the program's mistake; null: it made none. */
async function told(scenario: Parameters<typeof runScenario>[0]): Promise<string | null> {
  const { runs } = await runScenario(scenario);
  return runs[0]?.checks[0]?.witness?.why ?? null;
}

describe('a test that fakes timers', () => {
  it('plays runs on the real ones', { timeout: 20_000 }, async () => {
    vi.useFakeTimers({
      toFake: ['setTimeout', 'setImmediate', 'setInterval', 'Date', 'performance'],
    });
    expect((await runScenario(harmless)).verdict).toBe('pass');
    const seeds: string[] = [];
    for await (const { seed } of explore(harmless, { seeds: [1, 3] })) seeds.push(seed);
    expect(seeds).toEqual(['1', '2', '3']);
  });

  it('finds programs guarded, while it does so and when it does so no more', async () => {
    vi.useFakeTimers({ now: 0 });
    expect(await told(clocked)).toContain('Date.now() is outside of the simulation');
    expect(await told(timed)).toContain('setTimeout() is outside of the simulation');
    expect(Date.now()).toBe(0);
    vi.useRealTimers();
    expect(await told(clocked)).toContain('Date.now() is outside of the simulation');
    expect(await told(timed)).toContain('setTimeout() is outside of the simulation');
    expect(Date.now()).toBeGreaterThan(0);
  });
});
