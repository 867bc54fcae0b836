import { describe, expect, it } from 'vitest';
import { Draws } from '../../../src/base/draw/draw.ts';
import type { Value } from '../../../src/base/units.ts';
import { DiskImage } from '../../../src/world/disk/disk.ts';
import type { Disk } from '../../../src/world/program/node.ts';
import { scripted } from '../../support/scripted-node.ts';
import type { TalkNode } from '../../support/scripted-node.ts';
import { Stage } from '../../support/world-stage.ts';

interface Play {
  /** What the first boot does at 10 ms. */
  readonly first: (node: TalkNode) => void | Promise<void>;
  /** What crashes it at 20 ms. */
  readonly scope: 'process' | 'host';
  readonly lose?: readonly ('memory' | 'unsynced' | 'disk')[];
  /** Share of unsynced changes that a host crash keeps. */
  readonly kept?: number;
  readonly seed?: string;
}

/** What the disk holds at the second boot. */
async function after<T>(play: Play, look: (disk: Disk) => T): Promise<T> {
  let seen: T | undefined;
  const program = scripted((node) => {
    if (node.boot.count === 1) node.after('10ms', () => play.first(node));
    else seen = look(node.disk);
  });
  const stage = new Stage({
    nodes: { n: { program, disk: { unsyncedKeptPpb: (play.kept ?? 0) * 1e9 } } },
    untilMs: 100,
    seed: play.seed ?? '1',
  });
  stage.between(20, 30, () => stage.world.verbs.crash(0, play.scope, play.lose ?? ['memory']));
  await stage.play();
  return seen as T;
}

const file = (disk: Disk): Value => disk.read<Value>('f', 'nothing');

describe('what was written', () => {
  const first = (node: TalkNode): void => node.disk.write('f', 1);

  it('can be read at once, and survives a process crash without sync', async () => {
    expect(await after({ first, scope: 'process' }, file)).toBe(1);
  });

  it('does not survive a host crash without sync', async () => {
    expect(await after({ first, scope: 'host' }, file)).toBe('nothing');
    expect(await after({ first, scope: 'process', lose: ['unsynced'] }, file)).toBe('nothing');
  });

  it('survives a host crash once it is synced: by name, or all of it', async () => {
    for (const name of ['f', undefined]) {
      const synced = async (node: TalkNode): Promise<void> => {
        node.disk.write('f', 1);
        await node.disk.sync(name);
        node.disk.write('f', 2);
      };
      expect(await after({ first: synced, scope: 'host' }, file)).toBe(1);
      expect(await after({ first: synced, scope: 'host', kept: 1 }, file)).toBe(2);
    }
  });

  it('is gone with the disk', async () => {
    const synced = async (node: TalkNode): Promise<void> => {
      node.disk.write('f', 1);
      await node.disk.sync();
    };
    expect(await after({ first: synced, scope: 'host', lose: ['disk'] }, file)).toBe('nothing');
    expect(
      await after({ first: synced, scope: 'host', lose: ['disk'] }, (disk) => disk.list()),
    ).toEqual([]);
  });

  it('is a copy: neither the written value nor the read one is the file', async () => {
    const value = { list: [1] };
    const seen: Value[] = [];
    const changing = (node: TalkNode): void => {
      node.disk.write('f', value);
      value.list.push(2);
      node.disk.read('f', value).list.push(3);
      seen.push(node.disk.read<Value>('f', null));
    };
    await after({ first: changing, scope: 'process' }, file);
    expect(seen).toEqual([{ list: [1] }]);
  });

  it('must be plain JSON', async () => {
    const program = scripted((node) => node.disk.write('f', (() => 1) as unknown as Value));
    const stage = new Stage({ nodes: { n: { program } } });
    await stage.play();
    expect(stage.lines('crashed')).toEqual(['0 crashed n']);
  });
});

describe('each unsynced change', () => {
  const appends = (node: TalkNode): void => {
    for (let i = 0; i < 1000; i++) node.disk.append('log', i);
  };
  const log = (disk: Disk): number[] => disk.records<number>('log');

  it('survives a host crash by its own draw, in any combination', async () => {
    // The file's own entry is a change as well: it is synced first.
    const first = async (node: TalkNode): Promise<void> => {
      node.disk.append('log', -1);
      await node.disk.sync();
      appends(node);
    };
    const kept = await after({ first, scope: 'host', kept: 0.3 }, log);
    expect(kept[0]).toBe(-1);
    expect(kept).toEqual(kept.toSorted((a, b) => a - b));
    // 1,000 draws of 30 %: 300, with a standard deviation of 14.5.
    expect(kept.length).toBeGreaterThan(240);
    expect(kept.length).toBeLessThan(360);
    const again = await after({ first, scope: 'host', kept: 0.3 }, log);
    expect(again).toEqual(kept);
    const other = await after({ first, scope: 'host', kept: 0.3, seed: '2' }, log);
    expect(other).not.toEqual(kept);
  });

  it('of a file whose entry did not survive is lost with it', async () => {
    const found = async (seed: string): Promise<string[]> =>
      after({ first: appends, scope: 'host', kept: 0.5, seed }, (disk) => disk.list());
    const seeds = Array.from({ length: 40 }, (_, i) => String(i));
    const names = await Promise.all(seeds.map(found));
    const survivors = names.filter((list) => list.length > 0).length;
    expect(survivors).toBeGreaterThan(8);
    expect(survivors).toBeLessThan(32);
  });
});

describe('a rename', () => {
  /** The usual way to replace a file: write aside, sync, rename. */
  const replace =
    (...syncs: readonly string[]) =>
    async (node: TalkNode): Promise<void> => {
      node.disk.write('f', 'old');
      await node.disk.sync();
      node.disk.write('f.new', 'new');
      await node.disk.sync('f.new');
      node.disk.rename('f.new', 'f');
      for (const name of syncs) await node.disk.sync(name);
    };
  const both = (disk: Disk): unknown => [disk.list(), file(disk)];

  it('is seen at once, and survives a process crash', async () => {
    expect(await after({ first: replace(), scope: 'process' }, both)).toEqual([['f'], 'new']);
  });

  it('lasts only after sync of the directory', async () => {
    const undone = [['f', 'f.new'], 'old'];
    expect(await after({ first: replace(), scope: 'host' }, both)).toEqual(undone);
    expect(await after({ first: replace('f'), scope: 'host' }, both)).toEqual(undone);
    expect(await after({ first: replace('.'), scope: 'host' }, both)).toEqual([['f'], 'new']);
  });

  it('is whole or not at all, by one draw', async () => {
    for (let seed = 0; seed < 20; seed++) {
      const found = await after(
        { first: replace(), scope: 'host', kept: 0.5, seed: String(seed) },
        both,
      );
      expect([
        [['f', 'f.new'], 'old'],
        [['f'], 'new'],
      ]).toContainEqual(found);
    }
  });

  it('of a file that is not there fails, and does nothing', async () => {
    const first = (node: TalkNode): void => {
      node.disk.write('f', 1);
      expect(() => node.disk.rename('g', 'f')).toThrow('ENOENT');
    };
    expect(await after({ first, scope: 'process' }, both)).toEqual([['f'], 1]);
  });
});

describe('a sync means the file that had the name when it was asked for', () => {
  const found = async (first: Play['first']): Promise<unknown> =>
    after({ first, scope: 'host' }, (disk) => [disk.list(), file(disk)]);

  it('though it is renamed before the sync is done', async () => {
    const renamed = async (node: TalkNode): Promise<void> => {
      node.disk.write('f.new', 'new');
      const synced = node.disk.sync('f.new');
      node.disk.rename('f.new', 'f');
      await synced;
      await node.disk.sync('.');
    };
    expect(await found(renamed)).toEqual([['f'], 'new']);
  });

  it('though another file takes its place meanwhile', async () => {
    for (const name of ['f', undefined]) {
      const replaced = async (node: TalkNode): Promise<void> => {
        node.disk.write('f', 'old');
        const synced = node.disk.sync(name);
        node.disk.remove('f');
        node.disk.write('f', 'new');
        await synced;
      };
      expect(await found(replaced)).toEqual([['f'], 'old']);
    }
  });
});

describe('a removal', () => {
  it('lasts only after sync of the directory', async () => {
    const removing =
      (...syncs: readonly string[]) =>
      async (node: TalkNode): Promise<void> => {
        node.disk.write('f', 1);
        await node.disk.sync();
        node.disk.remove('f');
        for (const name of syncs) await node.disk.sync(name);
      };
    expect(await after({ first: removing(), scope: 'process' }, file)).toBe('nothing');
    expect(await after({ first: removing(), scope: 'host' }, file)).toBe(1);
    expect(await after({ first: removing('.'), scope: 'host' }, file)).toBe('nothing');
  });
});

describe('a sync', () => {
  const syncing = scripted((node) => {
    node.after('10ms', async () => {
      node.disk.write('f', 1);
      await node.disk.sync();
      node.observe('got', { what: 'synced', n: 0 });
    });
  });

  it('takes no time on an ideal disk, and is still an await', async () => {
    const order: string[] = [];
    const program = scripted((node) => {
      node.task(async () => {
        await node.disk.sync();
        order.push('after');
      });
      order.push('meanwhile');
    });
    await new Stage({ nodes: { n: { program } } }).play();
    expect(order).toEqual(['meanwhile', 'after']);
    const stage = new Stage({ nodes: { n: { program: syncing } } });
    expect((await stage.play()).got()).toEqual(['n synced 0 @10']);
  });

  it('that was issued finishes during a pause; its completion waits', async () => {
    // Pauses the process right behind the effect that issues the sync.
    const stage = new Stage({ nodes: { n: { program: syncing } } });
    stage.between(5, 100, () => stage.world.verbs.pauseInside(0, 'gc', 2));
    await stage.play();
    expect(stage.lines('synced')).toEqual(['10 synced n']);
    expect(stage.got()).toEqual(['n synced 0 @100']);
  });

  it('that was issued finishes though its process crashes, not though its host does', async () => {
    const lines = async (scope: 'process' | 'host'): Promise<string[]> => {
      const stage = new Stage({ nodes: { n: { program: syncing } } });
      stage.at(5, () => void stage.world.verbs.crashInside(0, scope, ['memory'], 2));
      return (await stage.play()).lines('synced');
    };
    expect(await lines('process')).toEqual(['10 synced n']);
    expect(await lines('host')).toEqual([]);
  });
});

describe('a disk image', () => {
  const image = (kept = 0, atomicBytes: number | null = null, seed = '1'): DiskImage =>
    new DiskImage(new Draws(seed).stream('disk'), { kept, atomicBytes });
  const cut = { nowNs: 5, tears: false, state: null };
  const seeds = Array.from({ length: 40 }, (_, seed) => String(seed));
  /** Files of these names that are on the platter. */
  const stored = (names: readonly string[], seed = '1'): DiskImage => {
    const disk = image(0, null, seed);
    for (const name of names) disk.write(name, name);
    disk.sync(disk.request(null));
    return disk;
  };

  it('lists names in their order, whoever came first, and counts all bytes', () => {
    const disk = stored(['g', 'h', 'f']);
    disk.append('log', 1);
    expect(disk.list()).toEqual(['f', 'g', 'h', 'log']);
    expect(disk.bytes).toBe(['f', 'g', 'h', 'log'].reduce((sum, f) => sum + disk.bytesOf(f), 0));
    expect(disk.bytes).toBeGreaterThan(3 * disk.bytesOf('f'));
    expect(disk.read('log')).toEqual([1]);
    expect(image().bytes).toBe(0);
  });

  it('has in its cache what was written since the machine came up', () => {
    const disk = stored(['f', 'g']);
    disk.loseUnsynced(cut);
    expect([disk.isCold('f'), disk.isCold('g')]).toEqual([true, true]);
    disk.write('f', 2);
    disk.warm('nobody');
    expect([disk.isCold('f'), disk.isCold('g'), disk.isCold('nobody')]).toEqual([
      false,
      true,
      false,
    ]);
  });

  it('puts nothing anywhere when what is misdirected has no other file to land in', () => {
    const disk = image();
    disk.write('f', 1);
    disk.misdirect(disk.request('f'), 5);
    disk.loseUnsynced(cut);
    // Its name is there, its content is not.
    expect(disk.list()).toEqual(['f']);
    expect(disk.read('f')).toBeUndefined();
  });

  it('lets what is misdirected land in any other file, and never in its own', () => {
    const hit = seeds.map((seed) => {
      const disk = stored(['f', 'g', 'h', 'i'], seed);
      disk.write('g', 'new');
      disk.misdirect(disk.request('g'), 5);
      disk.loseUnsynced(cut);
      return disk.list().find((name) => disk.read(name) === 'new');
    });
    expect(new Set(hit)).toEqual(new Set(['f', 'h', 'i']));
  });

  it('lets any file decay that is on the platter, and no other', () => {
    const hit = seeds.map((seed) => {
      const disk = stored(['f', 'g', 'h']);
      disk.write('e', 'not synced');
      return disk.decay(null, false, () => (Number(seed) + 0.5) / seeds.length);
    });
    expect(new Set(hit)).toEqual(new Set(['f', 'g', 'h']));
    const disk = image();
    disk.write('e', 'not synced');
    expect(disk.decay(null, false, () => 0)).toBeNull();
  });

  it('tears a write that is larger than what it writes as one, and counts what it tore', () => {
    const tornOf = (atomicBytes: number | null, text: string): number =>
      seeds.reduce((sum, seed) => {
        const disk = image(0, atomicBytes, seed);
        disk.write('f', '');
        disk.sync(disk.request(null));
        disk.write('f', text);
        return sum + disk.loseUnsynced({ ...cut, tears: true });
      }, 0);
    // Four bytes as JSON text; of forty, half are torn, within four standard deviations.
    for (const torn of [tornOf(null, 'ab'), tornOf(3, 'ab')]) {
      expect(Math.abs(torn - 20)).toBeLessThan(13);
    }
    expect(tornOf(4, 'ab')).toBe(0);
  });

  it('has torn states only of writes that can tear, and says how many files one has torn', () => {
    const written = (atomicBytes: number): DiskImage => {
      const disk = image(0, atomicBytes);
      disk.write('f', 'old');
      disk.write('g', 'old');
      disk.sync(disk.request(null));
      disk.write('f', 'a new one');
      return disk;
    };
    expect(written(100).states(true)).toHaveLength(2);
    expect(written(4).states(true)).toHaveLength(3);
    const torn = [0, 1, 2].map((state) => written(4).loseUnsynced({ ...cut, tears: true, state }));
    expect(torn.toSorted((a, b) => a - b)).toEqual([0, 0, 1]);
  });

  it('is found without a file in a state that has none', () => {
    const removed = stored(['f']);
    removed.remove('f');
    const without = removed.states(false).findIndex((names) => names.size === 0);
    removed.loseUnsynced({ ...cut, state: without });
    expect(removed.list()).toEqual([]);
  });
});
