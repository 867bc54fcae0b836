import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { chooseDrain } from '../../../src/cli/host/drain.ts';
import { runCli } from '../../support/cli.ts';
import { scratch } from '../../support/scratch.ts';
import { ownScenario, programText } from '../../support/small-scenarios.ts';

const folder = scratch();
const modes = ['checkpoint', 'tick', 'macrotask'] as const;
/** Scenarios with programs in handlers, callbacks and promises of every kind. */
const withPrograms = ['scenarios/your-own-program', 'scenarios/persian', 'scenarios/pauses'];

const inMacrotask = <T>(act: () => T): Promise<T> =>
  new Promise((resolve) => setImmediate(() => resolve(act())));

describe('draining', () => {
  it('works at once in a macrotask', async () => {
    for (const wanted of ['checkpoint', 'tick'] as const) {
      const steps = await inMacrotask(() => {
        const { mode, drain } = chooseDrain({ wanted, hearsRejections: false });
        const seen: string[] = [mode];
        const chain = async (): Promise<void> => {
          await Promise.resolve();
          await Promise.resolve().then(() => seen.push('inner'));
          seen.push('outer');
        };
        void chain();
        seen.push(String(drain()));
        return [...seen];
      });
      expect(steps).toEqual([wanted, 'inner', 'outer', 'true']);
    }
  });

  it('is found not to work in a microtask', async () => {
    await Promise.resolve();
    expect(chooseDrain({ hearsRejections: false }).mode).toBe('macrotask');
    expect(chooseDrain({ wanted: 'tick', hearsRejections: true }).drain()).toBe(false);
  });

  it('by a checkpoint is not for code that may reject what nobody handles', async () => {
    const wish = { wanted: 'checkpoint', hearsRejections: true };
    expect(await inMacrotask(() => chooseDrain(wish).mode)).toBe('tick');
  });

  it('in every way gives the same bytes', { timeout: 60_000 }, async () => {
    folder.write(
      'own.ts',
      programText(`
    const nap = async (n: number): Promise<number> => (n === 0 ? 0 : 1 + (await nap(n - 1)));
    node.task(async () => {
      for (let i = 0; i < 20; i += 1) {
        await node.sleep('100ms');
        const [a, b] = await Promise.all([nap(i % 4), node.sleep('1ms').then(() => node.random.integer(0, 1000000))]);
        node.log(\`\${i} \${a} \${b}\`);
        if (i === 17) void Promise.reject(new Error('nobody waits'));
      }
    });`),
    );
    const path = folder.write('own.yaml', ownScenario('own', './own.ts'));
    const hashes = new Set<string>();
    for (const mode of modes) {
      const { stdout, stderr } = await runCli(['run', ...withPrograms, path, '--events', '-'], {
        env: { FAULT_SIM_DRAIN: mode },
      });
      expect(stderr).toContain('nobody waits');
      hashes.add(createHash('sha256').update(stdout).digest('hex'));
    }
    expect(hashes.size).toBe(1);
  });
});
