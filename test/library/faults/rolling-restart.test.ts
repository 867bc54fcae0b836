import { describe, expect, it, vi } from 'vitest';
import { rollingRestart } from '../../../src/library/faults/rolling-restart.ts';
import { runScenario } from '../../../src/index.ts';
import { fault, FaultStage, ms } from '../../run/faults/fault-stage.ts';

// The first run of a file pays for the loader, which takes long on a machine that is busy.
vi.setConfig({ testTimeout: 120_000 });

/** Who goes down and comes up: `node change @ms`. */
function roll(params: object, target = 'n1, n2, n3', durationNs = 9_000_000_000): string[] {
  const rolling = fault('a', { definition: rollingRestart, target, params, durationNs });
  return new FaultStage([rolling])
    .play()
    .rows('crashed', 'started')
    .filter(({ at }) => at > 0)
    .map(({ node, type, at }) => `${node} ${type} @${at / ms}`);
}

describe('rolling-restart', () => {
  it('takes one node after the other down and up again', () => {
    expect(roll({ down: '500ms', gap: '1s' })).toEqual([
      'n1 crashed @1000',
      'n1 started @1500',
      'n2 crashed @2500',
      'n2 started @3000',
      'n3 crashed @4000',
      'n3 started @4500',
    ]);
  });

  it('takes as many at a time as it is told', () => {
    expect(roll({ down: '500ms', gap: '1s', batch: 2 })).toEqual([
      'n1 crashed @1000',
      'n2 crashed @1000',
      'n1 started @1500',
      'n2 started @1500',
      'n3 crashed @2500',
      'n3 started @3000',
    ]);
  });

  it('stops when it ends, and leaves nobody down', () => {
    expect(roll({ down: '500ms', gap: '1s' }, 'n1, n2, n3', 1_700_000_000)).toEqual([
      'n1 crashed @1000',
      'n1 started @1500',
      'n2 crashed @2500',
      'n2 started @2700',
    ]);
  });

  it('lets them come back with a version, by which other faults find them', async () => {
    const report = await runScenario({
      version: 1,
      name: 'versions',
      duration: '20s',
      nodes: { server: { program: 'echo', count: 3, labels: { version: 'v1' } }, client: {} },
      workloads: { questions: { workload: 'requests', every: '500ms' } },
      faults: {
        upgrade: { fault: 'rolling-restart', target: 'server', version: 'v2', at: '1s', gap: '3s' },
        // A bug of the new version, and one of the old: after two of three were upgraded.
        'new-bug': { fault: 'crash', target: 'version:v2', at: '7s', duration: '1s' },
        'old-bug': { fault: 'crash', target: 'version:v1', at: '8s', duration: '500ms' },
      },
      metrics: { deaths: { metric: 'count', of: 'server', event: 'crashed' } },
    });
    const struck = report.runs[0]?.faults.map(({ id, targets }) => [id, targets]);
    expect(struck).toEqual([
      ['upgrade', ['server-1', 'server-2', 'server-3']],
      ['new-bug', ['server-1', 'server-2']],
      ['old-bug', ['server-3']],
    ]);
  });

  it('lets them come back with a version also when a nemesis draws it', async () => {
    const upgrade = { fault: 'rolling-restart', target: 'server', version: 'v2', gap: '1s' };
    const report = await runScenario({
      version: 1,
      name: 'versions',
      duration: '30s',
      nodes: { server: { program: 'echo', count: 2 } },
      nemesis: { every: '1s', until: '10s', budget: 1, faults: { upgrade } },
      faults: { bug: { fault: 'crash', target: 'one of version:v2', at: '20s', duration: '1s' } },
      metrics: { deaths: { metric: 'count', of: 'server', event: 'crashed' } },
    });
    const bug = report.runs[0]?.faults.find(({ id }) => id === 'bug');
    expect(bug?.targets).toHaveLength(1);
  });
});
