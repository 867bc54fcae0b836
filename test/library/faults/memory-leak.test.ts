import { expect, it, vi } from 'vitest';
import { runScenario } from '../../../src/index.ts';
import type { Run } from '../../../src/index.ts';

// The first run of a file pays for the loader, which takes long on a machine that is busy.
vi.setConfig({ testTimeout: 120_000 });

/** A server that loses 10 MiB twice a second, and is started again when that was too much. */
async function leaking(memory: object | null): Promise<Run> {
  const report = await runScenario({
    version: 1,
    name: 'leaking',
    duration: '10s',
    nodes: {
      server: {
        program: 'echo',
        restart: { after: '500ms' },
        ...(memory === null ? {} : { memory }),
      },
      client: {},
    },
    workloads: { questions: { workload: 'requests', every: '100ms' } },
    faults: {
      leak: { fault: 'memory-leak', target: 'server', by: '10MiB', at: '1s', every: '500ms' },
    },
    metrics: { deaths: { metric: 'count', of: 'server', event: 'crashed' } },
  });
  return report.runs[0] as Run;
}

it('gets a process killed again and again; each new one has all of its memory', async () => {
  const run = await leaking({ limit: '50MiB', base: '5MiB' });
  // The fifth time is too much: at 3 s, and 3 s after each new start.
  expect(run.metrics[0]?.value).toBe(3_000_000);
  expect(run.coverage[0]).toMatchObject({ id: 'leak', note: null });
  expect(run.story.map(({ event, data }) => [event, data])).toContainEqual([
    'crashed',
    { change: 'crashed', why: 'out of memory' },
  ]);
});

it('does nothing to a node without a limit, and says so', async () => {
  const run = await leaking(null);
  expect(run.metrics[0]?.value).toBe(0);
  expect(run.coverage[0]?.note).toBe('server was down, or has no limit of memory');
});
