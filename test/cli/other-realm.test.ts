import { createContext, runInContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import * as api from '../../src/index.ts';

/** What is said of a program's mistake, whose scenario comes from a realm of its own, as Jest has them. */
async function told(act: string): Promise<string | null> {
  const realm = createContext({ api, setTimeout });
  const scenario: unknown = runInContext(
    `(({ defineProgram, request, integer, value }) => ({
      version: 1, name: 'realms', duration: '3s',
      nodes: {
        server: {
          program: defineProgram({
            name: 'server', summary: 'Adds.',
            messages: { add: request({ n: integer() }, { n: integer() }), tell: { v: value() } },
            start(node) {
              node.state({ n: 0 });
              node.on('tell', () => {});
              node.on('add', async ({ n }) => {
                node.disk.write('sum', { parts: [n] });
                await node.disk.sync();
                ${act};
                return { n: node.disk.read('sum', {}).parts[0] };
              });
            },
          }),
        },
        client: {},
      },
      workloads: { adding: { workload: 'requests', to: 'server', every: '1s', timeout: '100ms' } },
      checks: { sound: { check: 'no-program-errors' }, answers: { check: 'responds', of: 'adding', share: '100%' } },
    }))(api)`,
    realm,
    { filename: '/tests/realms.js' },
  );
  const { runs } = await api.runScenario(scenario as api.ScenarioInput);
  const checks = runs[0]?.checks ?? [];
  if (checks.length === 0) return 'nothing was judged';
  return checks.find(({ id }) => id === 'sound')?.witness?.why ?? null;
}

describe('a scenario from another realm', () => {
  it('is played like any other', async () => {
    expect(await told('')).toBeNull();
    expect(await told(`node.send('server', 'tell', { v: [{ deep: {} }] })`)).toBeNull();
    expect(await told(`throw new RangeError('own')`)).toContain('RangeError: own (realms.js:');
    expect(await told(`node.send('server', 'tell', { v: new Map() })`)).toContain('of Map');
  });

  it('finds its programs guarded, with the clock and the dice of that realm', async () => {
    for (const touch of ['Date.now()', 'new Date()', 'Math.random()', 'setTimeout(() => {}, 1)'])
      expect(await told(touch)).toContain('is outside of the simulation');
  });
});
