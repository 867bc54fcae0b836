import { expect, it, vi } from 'vitest';
import { defineProgram, runScenario } from '../../src/index.ts';

// The first run of a file pays for the loader, which takes long on a machine that is busy.
vi.setConfig({ testTimeout: 120_000 });

/** Wants to be sure of its disk before it does anything, and then ends as its node is called. */
const careful = defineProgram({
  name: 'careful',
  summary: 'Writes, syncs and ends.',
  async start(node) {
    node.disk.write('file', 1);
    await node.disk.sync();
    if (node.id === 'tired') node.exit(3);
    if (node.id === 'done') node.exit();
  },
});

it('tells who broke down by itself again and again, and not who is done or broke down once', async () => {
  const restart = { after: '1s' };
  const { runs } = await runScenario({
    version: 1,
    name: 'broken-disk',
    duration: '9500ms',
    nodes: {
      store: { program: careful, restart },
      other: { program: careful },
      tired: { program: careful, restart },
      done: { program: careful, restart },
    },
    faults: { disk: { fault: 'disk-error', target: 'store, other' } },
    checks: { quiet: { check: 'occurs', event: 'crashed' } },
  });
  expect(runs[0]?.notes).toEqual([
    'store broke down by itself 10 times, the last time: DiskError: EIO: sync of all files',
    'tired broke down by itself 10 times, the last time: exit 3',
  ]);
});
