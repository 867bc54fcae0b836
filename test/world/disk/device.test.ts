import { describe, expect, it } from 'vitest';
import { Engine } from '../../../src/engine/engine.ts';
import { Trace } from '../../../src/engine/trace.ts';
import { DiskDevice } from '../../../src/world/disk/device.ts';
import type { DiskStart } from '../../../src/world/node-start.ts';
import { scripted } from '../../support/scripted-node.ts';
import type { TalkNode } from '../../support/scripted-node.ts';
import { Stage } from '../../support/world-stage.ts';

const ms = 1_000_000;
const constant = (ns: number) => ({ kind: 'constant', ns }) as const;

/** What a program on such a disk reports: `what n @ms`. */
async function told(
  disk: Partial<DiskStart>,
  play: (node: TalkNode, say: (what: string, n?: number) => void) => void | Promise<void>,
  more: (stage: Stage) => void = () => undefined,
): Promise<string[]> {
  const program = scripted((node) => play(node, (what, n = 0) => node.observe('got', { what, n })));
  const stage = new Stage({
    nodes: { n: { program, disk: { unsyncedKeptPpb: 0, ...disk } } },
    untilMs: 1000,
  });
  more(stage);
  return (await stage.play()).got().map((line) => line.slice(2));
}

const syncing =
  (...files: readonly string[]) =>
  (node: TalkNode, say: (what: string) => void): void => {
    for (const file of files) {
      node.disk.write(file, 'x'.repeat(998));
      void node.disk.sync(file).then(() => say(file));
    }
  };

describe('a sync', () => {
  it('takes its time, one after the other', async () => {
    expect(await told({ sync: constant(5 * ms) }, syncing('f', 'g'))).toEqual([
      'f 0 @5',
      'g 0 @10',
    ]);
  });

  it('takes the time of each write beside its own', async () => {
    const disk = { sync: constant(5 * ms), write: constant(2 * ms) };
    expect(await told(disk, syncing('f'))).toEqual(['f 0 @7']);
  });

  it('takes the time of its bytes, in whole pages', async () => {
    const disk = { write: { bytesPerSecond: 1_000_000 } };
    expect(await told(disk, syncing('f'))).toEqual(['f 0 @1']);
    expect(await told({ ...disk, pageBytes: 4000 }, syncing('f'))).toEqual(['f 0 @4']);
  });

  it('takes the time of what it writes itself, not of what an earlier one wrote before its turn', async () => {
    const appending = (node: TalkNode, say: (what: string) => void): void => {
      for (const record of ['a', 'b', 'c']) {
        node.disk.append('log', record);
        void node.disk.sync('log').then(
          () => say(record),
          () => say(`${record} failed`),
        );
      }
    };
    const thrice = (...ends: readonly number[]): string[] =>
      ['a', 'b', 'c'].map((record, at) => `${record} 0 @${ends[at]}`);
    const disk = { sync: constant(5 * ms), write: constant(2 * ms) };
    expect(await told(disk, appending)).toEqual(thrice(7, 14, 21));
    const bySpeed = { sync: { bytesPerSecond: 1_000_000 }, pageBytes: 1000 };
    expect(await told(bySpeed, appending)).toEqual(thrice(1, 2, 3));
    // What an earlier one failed to write is left to the next one.
    const got = await told({ write: constant(2 * ms) }, appending, (stage) => {
      let asked = 0;
      const ask = () => (++asked === 1 ? ({ fail: 'EIO' } as const) : 'pass');
      stage.world.verbs.disk(0, { op: 'sync', ask });
    });
    expect(got).toEqual(['a failed 0 @2', 'b 0 @6', 'c 0 @8']);
  });

  it('means what was written before it, not what was written while it ran', async () => {
    const got = await told(
      { sync: constant(10 * ms) },
      (node, say) => {
        if (node.boot.count === 2) return say(`found ${node.disk.read('f', 0)}`);
        node.disk.write('f', 1);
        void node.disk.sync('f').then(() => say('synced'));
        node.after('5ms', () => node.disk.write('f', 2));
      },
      (stage) => stage.between(20, 30, () => stage.world.verbs.crash(0, 'host', ['unsynced'])),
    );
    expect(got).toEqual(['synced 0 @10', 'found 1 0 @30']);
  });
});

describe('a read', () => {
  const reading = (node: TalkNode, say: (what: string) => void): void => {
    if (node.boot.count === 1) {
      node.disk.write('f', 'x'.repeat(998));
      void node.disk.sync();
      say(`warm ${node.disk.read('f', '').length}`);
      return;
    }
    node.every('2ms', () => say('alive'));
    node.after('5ms', () => {
      say(`cold ${node.disk.read('f', '').length}`);
      say(`again ${node.disk.read('f', '').length}`);
    });
  };
  const disk = { read: { bytesPerSecond: 100_000 } };

  it('of what the page cache holds takes no time; of a cold file it stops the whole thread', async () => {
    const got = await told(disk, reading, (stage) =>
      stage.between(10, 20, () => stage.world.verbs.crash(0, 'host', ['unsynced'])),
    );
    expect(got.slice(0, 6)).toEqual([
      'warm 998 0 @0',
      'alive 0 @22',
      'alive 0 @24',
      // The thread asked at 25 ms, and had 1,000 bytes 10 ms later.
      'cold 998 0 @35',
      'again 998 0 @35',
      'alive 0 @35',
    ]);
  });

  it('of each cold file takes its time, one after the other', async () => {
    const several = (node: TalkNode, say: (what: string) => void): void => {
      if (node.boot.count === 1) {
        for (const name of ['f', 'g', 'h']) node.disk.write(name, name);
        return void node.disk.sync();
      }
      for (const name of ['f', 'g', 'h', 'g']) say(node.disk.read(name, ''));
      node.disk.write('g', 'new');
      say(node.disk.read('g', ''));
      node.after('10ms', () => say(node.disk.read('h', '')));
    };
    const got = await told({ read: constant(5 * ms) }, several, (stage) =>
      stage.between(10, 20, () => stage.world.verbs.crash(0, 'host', ['unsynced'])),
    );
    expect(got).toEqual(['f 0 @25', 'g 0 @30', 'h 0 @35', 'g 0 @35', 'new 0 @35', 'h 0 @45']);
  });

  it('is asked of every fault of its time, also in a step that stands still', async () => {
    const reads = (node: TalkNode, say: (what: string) => void): void => {
      if (node.boot.count > 1) return say('again');
      node.disk.write('f', 'f');
      node.after('10ms', () => {
        node.disk.read('f', '');
        say('once');
        node.disk.read('f', '');
        say('twice');
      });
    };
    const got = await told({}, reads, (stage) => {
      let asked = 0;
      const ask = () => (++asked === 2 ? ({ fail: 'EIO' } as const) : ('stall' as const));
      stage.between(5, 20, () => stage.world.verbs.disk(0, { op: 'read', ask }));
      stage.between(30, 40, () => stage.world.verbs.crash(0, 'host', []));
    });
    expect(got).toEqual(['once 0 @20', 'again 0 @40']);
  });

  it('is warm after a crash of the process alone', async () => {
    const got = await told(disk, reading, (stage) =>
      stage.between(10, 20, () => stage.world.verbs.crash(0, 'process', ['memory'])),
    );
    expect(got).toContain('cold 998 0 @25');
  });
});

describe('a sync that fails', () => {
  /** What a program reports that waits for the first of a sync and a time, when its disk is broken. */
  const first = (time: '1ms' | '30ms', more: (stage: Stage) => void = () => undefined) =>
    told(
      { sync: constant(5 * ms) },
      async (node, say) => {
        node.disk.write('f', 1);
        try {
          await node.first([node.disk.sync('f'), node.sleep(time)]);
          say('first');
        } catch (error) {
          say(String(error));
        }
        await node.sleep('50ms');
        say('lives');
      },
      (stage) => {
        stage.between(0, 90, () =>
          stage.world.verbs.disk(0, { op: 'sync', ask: () => ({ fail: 'EIO' }) }),
        );
        more(stage);
      },
    );

  it('as the first of several fails them, and whoever awaits them can catch it', async () => {
    expect(await first('30ms')).toEqual(['DiskError: EIO: sync f 0 @5', 'lives 0 @55']);
  });

  it('behind the first of several is lost, as in a race of promises', async () => {
    expect(await first('1ms')).toEqual(['first 0 @1', 'lives 0 @51']);
  });

  it('fails the process when nobody awaits the first of several', async () => {
    const got = await told(
      { sync: constant(5 * ms) },
      (node, say) => {
        node.after('50ms', () => say('lives'));
        node.disk.write('f', 1);
        node.first([node.disk.sync('f'), node.sleep('30ms')]).done(() => say('first'));
      },
      (stage) =>
        stage.between(0, 90, () =>
          stage.world.verbs.disk(0, { op: 'sync', ask: () => ({ fail: 'EIO' }) }),
        ),
    );
    expect(got).toEqual([]);
  });
});

describe('an operation that is slow', () => {
  /** When a sync of 1,000 ns at 0 ends, three times as slow, while other rules come and go. */
  const endOf = (others: readonly number[], until = 5000): number => {
    const engine = new Engine({
      seed: '1',
      untilNs: 100_000,
      trace: new Trace([], false),
      drain: () => true,
      maxEvents: 1000,
    });
    const device = new DiskDevice(engine, engine.draws.stream('disk'), {
      sync: { kind: 'constant', ns: 1000 },
    });
    let endNs = -1;
    engine.schedule(0, 1, () => {
      device.add({ op: 'sync', ask: () => ({ factor: 3 }) });
      device.begin('sync', 'f', [], () => (endNs = engine.nowNs));
    });
    for (const atNs of others) {
      engine.schedule(atNs, 1, () => {
        const undo = device.add({ op: 'read', ask: () => 'stall' });
        engine.schedule(until, 0, undo);
      });
    }
    while (engine.advance(1000) === 'more');
    return endNs;
  };

  it('ends when it would without faults that say nothing of it, to the nanosecond', () => {
    expect(endOf([])).toBe(3000);
    expect(endOf([10, 20, 1001, 2000])).toBe(3000);
    expect(endOf([10, 20, 1001, 2000], 2500)).toBe(3000);
  });
});
