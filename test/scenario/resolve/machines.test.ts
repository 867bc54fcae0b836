import { describe, expect, it } from 'vitest';
import type { NodePlan } from '../../../src/scenario/plan/node.ts';
import { head, people, planOf } from '../memory-host.ts';

const MS = 1_000_000;
const MiB = 1_048_576;

/** The first node of a scenario with this node. */
async function nodeOf(keys: string): Promise<NodePlan | undefined> {
  const plan = await planOf(`${head}nodes: { db: { program: ./store.ts, ${keys} } }\n`);
  return plan.nodes[0];
}

describe('a machine', () => {
  it('is ideal unless the file says otherwise', async () => {
    const node = await nodeOf('count: 1');
    expect(node).not.toHaveProperty('cores');
    expect(node).not.toHaveProperty('cost');
    expect(node).not.toHaveProperty('memory');
    expect(node).not.toHaveProperty('notify');
  });

  it('has cores, and prices for messages', async () => {
    const node = await nodeOf('cores: 4, cost: { read: 1ms, write: 2ms..4ms }');
    expect(node?.cores).toBe(4);
    expect(Object.fromEntries(node?.cost ?? [])).toEqual({
      read: { kind: 'constant', ns: MS },
      write: { kind: 'uniform', lowNs: 2 * MS, highNs: 4 * MS },
    });
  });

  it('has memory, of which a process takes nothing unless it is said', async () => {
    expect((await nodeOf('memory: { limit: 64MiB }'))?.memory).toEqual({
      limitBytes: 64 * MiB,
      baseBytes: 0,
      perRequestBytes: 0,
    });
    const given = 'memory: { limit: 64MiB, base: 8MiB, per-request: 100kB }';
    expect((await nodeOf(given))?.memory).toEqual({
      limitBytes: 64 * MiB,
      baseBytes: 8 * MiB,
      perRequestBytes: 100_000,
    });
  });
});

describe('a disk', () => {
  it('has times or speeds, sizes, and what becomes of unsynced writes', async () => {
    const keys = [
      'read: 100MB/s',
      'write: 1MiB/s',
      'sync: 5ms..15ms',
      'atomic: 512B',
      'page: 4KiB',
      'size: 1GB',
      'unsynced: keep',
    ];
    const plan = await planOf(`${people}disks: { db-1: { ${keys.join(', ')} } }\n`);
    expect(plan.nodes.find(({ id }) => id === 'db-1')?.disk).toEqual({
      read: { bytesPerSecond: 100_000_000 },
      write: { bytesPerSecond: MiB },
      sync: { kind: 'uniform', lowNs: 5 * MS, highNs: 15 * MS },
      atomicBytes: 512,
      pageBytes: 4096,
      sizeBytes: 1_000_000_000,
      unsyncedKeptPpb: 1_000_000_000,
    });
  });

  it('takes the entry that matches fewer, key by key', async () => {
    const disks = 'db: { sync: 5ms, size: 1GB }, db-2: { sync: 20ms }, defaults: { write: 1MB/s }';
    const plan = await planOf(`${people}disks: { ${disks} }\n`);
    const disk = (id: string) => plan.nodes.find((node) => node.id === id)?.disk;
    expect(disk('db-1')).toMatchObject({ sync: { ns: 5 * MS }, sizeBytes: 1_000_000_000 });
    expect(disk('db-2')).toMatchObject({ sync: { ns: 20 * MS }, sizeBytes: 1_000_000_000 });
    expect(disk('client-1')).toMatchObject({ write: { bytesPerSecond: 1_000_000 } });
  });
});

describe('a push', () => {
  it('reads its settings with the schema of each program, over those that are there', async () => {
    const nodes =
      'db: { count: 2, program: ./store.ts, config: { lease: 4s } }, other: { program: ./store.ts }';
    const push = '{ fault: config-push, target: [db-1, other], set: { safe: true } }';
    const plan = await planOf(`${head}nodes: { ${nodes} }\nfaults: { push: ${push} }\n`);
    const configs = plan.faults[0]?.configs ?? new Map<string, object>();
    expect([...configs.keys()]).toEqual(['db-1', 'other']);
    expect(configs.get('db-1')).toMatchObject({ safe: true, lease: 4000 * MS });
    expect(configs.get('other')).toMatchObject({ safe: true, lease: 10_000 * MS });
  });
});
