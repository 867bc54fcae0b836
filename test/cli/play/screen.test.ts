import { spawn } from '@lydell/node-pty';
import { beforeAll, describe, expect, it } from 'vitest';
import { ensureBuilt, launcher } from '../../support/built.ts';
import { root } from '../../support/source-tree.ts';

const lease = 'scenarios/pauses/lease-and-a-long-pause.yaml';

/** Whether the built program draws a picture while it plays; then `q` ends it. */
async function draws(env: Record<string, string>, ...flags: readonly string[]): Promise<boolean> {
  const args = [launcher, 'run', lease, '--variant', 'fenced', '--speed', '20x', ...flags];
  const child = spawn(process.execPath, args, {
    name: 'xterm-256color',
    cols: 100,
    rows: 24,
    cwd: root,
    env: { ...process.env, ...env },
  });
  let frames = 0;
  child.onData((text) => {
    frames += text.split('[space] pause').length - 1;
    if (frames === 3) child.write('q');
  });
  await new Promise((resolve) => {
    child.onExit(resolve);
  });
  return frames >= 3;
}

describe('the live view of the built program', () => {
  beforeAll(ensureBuilt);

  it.each([
    ['where CI is empty', { CI: '' }, []],
    ['where only CONTINUOUS_INTEGRATION is there', { CONTINUOUS_INTEGRATION: 'true' }, []],
    ['in CI when it is asked for', { CI: 'true' }, ['--ui', 'live']],
  ] as const)('draws %s', async (_, env, flags) => {
    expect(await draws(env, ...flags)).toBe(true);
  });

  it('stays away in CI', async () => {
    expect(await draws({ CI: 'true' })).toBe(false);
  });
});
