import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Draws } from '../../../src/base/draw/draw.ts';
import { DiskImage } from '../../../src/world/disk/disk.ts';
import type { DiskState } from '../../../src/world/disk/crash-states.ts';
import type { Content } from '../../../src/world/disk/file.ts';
import { type Cell, damaged } from '../../../src/world/disk/records.ts';

/** One thing that a program does to a disk. */
type Act =
  | { readonly act: 'write' | 'append'; readonly file: string; readonly value: number }
  | { readonly act: 'rename'; readonly file: string; readonly to: string }
  | { readonly act: 'remove' | 'sync'; readonly file: string };

function play(disk: DiskImage, acts: readonly Act[]): DiskImage {
  for (const one of acts) {
    if (one.act === 'write' || one.act === 'append') disk[one.act](one.file, one.value);
    else if (one.act === 'rename') disk.rename(one.file, one.to);
    else if (one.act === 'remove') disk.remove(one.file);
    else disk.sync(disk.request(one.file === '*' ? null : one.file));
  }
  return disk;
}

const fresh = (kept = 0.5, seed = '1'): DiskImage =>
  new DiskImage(new Draws(seed).stream('disk'), { kept, atomicBytes: null });

const cellText = (cell: Cell): string => (cell === damaged ? '#' : JSON.stringify(cell));
const contentText = (content: Content | null): string => {
  if (content === null) return '-';
  return 'records' in content
    ? `[${content.records.all().map(cellText).join(',')}]`
    : cellText(content.value);
};
/** A state as `f=1 g=[2,#]`. */
const stateText = (state: DiskState): string =>
  [...state]
    .map(([name, content]) => `${name}=${contentText(content)}`)
    .sort()
    .join(' ');

// ── A second disk, as simple as can be: every outcome of every change, tried one by one ──

type Outcome = 'kept' | 'lost' | 'torn';
/** Which file: its content goes with it under whatever name. */
interface Pending {
  readonly inode: number;
  readonly change: (before: string | null, torn: boolean) => string;
}
interface Named {
  readonly entry: (names: Map<string, number>) => void;
}

function appended(before: string | null, value: string): string {
  if (before === null) return `[${value}]`;
  const inside = before.startsWith('[') ? before.slice(1, -1) : before;
  return inside === '' ? `[${value}]` : `[${inside},${value}]`;
}

/** Follows the acts, and gives every state that a power cut can leave, by trying all combinations. */
function bruteForce(acts: readonly Act[], tears: boolean): Set<string> {
  let names = new Map<string, number>();
  const lasting = new Map<string, number>();
  const durable = new Map<number, string | null>();
  let pending: Pending[] = [];
  let entries: (Named & { readonly links: number | null; readonly about: readonly string[] })[] =
    [];
  let inodes = 0;
  const inodeOf = (file: string): number => {
    const known = names.get(file);
    if (known !== undefined) return known;
    const inode = inodes++;
    names.set(file, inode);
    durable.set(inode, null);
    entries.push({ entry: (all) => void all.set(file, inode), links: inode, about: [file] });
    return inode;
  };
  const settle = (inode: number): void => {
    for (const one of pending.filter((change) => change.inode === inode)) {
      durable.set(inode, one.change(durable.get(inode) ?? null, false));
    }
    pending = pending.filter((change) => change.inode !== inode);
  };
  const enter = (due: (one: { readonly links: number | null }) => boolean): void => {
    // Whatever is older and about the same name gets there before it.
    const all = new Set(entries.filter(due));
    for (const one of all) {
      const older = entries.slice(0, entries.indexOf(one));
      for (const other of older)
        if (other.about.some((name) => one.about.includes(name))) all.add(other);
    }
    for (const one of entries) if (all.has(one)) one.entry(lasting);
    entries = entries.filter((one) => !all.has(one));
  };
  const move = (all: Map<string, number>, from: string, to: string): void => {
    const inode = all.get(from);
    if (inode === undefined) return;
    all.delete(from);
    all.set(to, inode);
  };
  for (const one of acts) {
    if (one.act === 'write' || one.act === 'append') {
      const inode = inodeOf(one.file);
      const { act, value } = one;
      const change = (before: string | null, torn: boolean): string => {
        const written = torn ? '#' : String(value);
        return act === 'write' ? written : appended(before, written);
      };
      pending.push({ inode, change });
    } else if (one.act === 'rename') {
      if (!names.has(one.file)) continue;
      names = new Map(names);
      move(names, one.file, one.to);
      const about = [one.file, one.to];
      entries.push({ entry: (all) => move(all, one.file, one.to), links: null, about });
    } else if (one.act === 'remove') {
      if (!names.delete(one.file)) continue;
      entries.push({ entry: (all) => void all.delete(one.file), links: null, about: [one.file] });
    } else if (one.file === '*') {
      for (const inode of new Set(names.values())) settle(inode);
      enter(() => true);
    } else if (one.file === '.') enter(() => true);
    else {
      const inode = names.get(one.file);
      if (inode === undefined) continue;
      settle(inode);
      enter(({ links }) => links === inode);
    }
  }
  const found = new Set<string>();
  const outcomes: Outcome[] = tears ? ['lost', 'kept', 'torn'] : ['lost', 'kept'];
  const total = outcomes.length ** pending.length * 2 ** entries.length;
  for (let number = 0; number < total; number += 1) {
    let rest = number;
    const after = new Map(durable);
    for (const { inode, change } of pending) {
      const outcome = outcomes[rest % outcomes.length];
      rest = Math.floor(rest / outcomes.length);
      if (outcome !== 'lost') {
        after.set(inode, change(after.get(inode) ?? null, outcome === 'torn'));
      }
    }
    const all = new Map(lasting);
    for (const { entry } of entries) {
      if (rest % 2 === 1) entry(all);
      rest = Math.floor(rest / 2);
    }
    found.add(
      [...all]
        .map(([name, inode]) => `${name}=${after.get(inode) ?? '-'}`)
        .sort()
        .join(' '),
    );
  }
  return found;
}

const files = fc.constantFrom('f', 'g', 'h');
const values = fc.integer({ min: 1, max: 3 });
const act: fc.Arbitrary<Act> = fc.oneof(
  fc.record({
    act: fc.constantFrom('write' as const, 'append' as const),
    file: files,
    value: values,
  }),
  fc.record({ act: fc.constant('rename' as const), file: files, to: files }),
  fc.record({ act: fc.constant('remove' as const), file: files }),
  fc.record({
    act: fc.constant('sync' as const),
    file: fc.constantFrom('f', 'g', '.', '*'),
  }),
);

describe('the states in which a disk can be found after a power cut', () => {
  it('are those that trying every combination finds', () => {
    let most = 0;
    fc.assert(
      fc.property(fc.array(act, { maxLength: 9 }), fc.boolean(), (acts, tears) => {
        const states = play(fresh(), acts).states(tears).map(stateText);
        expect(new Set(states)).toEqual(bruteForce(acts, tears));
        expect(new Set(states).size).toBe(states.length);
        most = Math.max(most, states.length);
      }),
      { seed: 20200101, numRuns: 600 },
    );
    expect(most).toBeGreaterThan(30);
  });

  it.each<readonly [string, Act, string]>([
    ['moved away', { act: 'rename', file: 'f', to: 'g' }, 'f=2 g=1'],
    ['removed', { act: 'remove', file: 'f' }, 'f=2'],
  ])(
    'are one after a sync of the file that took the place of one that was %s',
    (_what, away, left) => {
      const acts: readonly Act[] = [
        { act: 'write', file: 'f', value: 1 },
        { act: 'sync', file: '*' },
        away,
        { act: 'write', file: 'f', value: 2 },
        { act: 'sync', file: 'f' },
      ];
      expect(play(fresh(), acts).states(true).map(stateText)).toEqual([left]);
    },
  );

  it('begin with that in which nothing survived', () => {
    const disk = play(fresh(), [
      { act: 'write', file: 'f', value: 1 },
      { act: 'sync', file: '*' },
      { act: 'write', file: 'f', value: 2 },
      { act: 'write', file: 'f', value: 3 },
    ]);
    expect(disk.states(false).map(stateText)).toEqual(['f=1', 'f=2', 'f=3']);
  });

  it('have no torn tail behind which a record stands that took its place', () => {
    const disk = play(fresh(), [
      { act: 'append', file: 'f', value: 1 },
      { act: 'sync', file: '*' },
      { act: 'append', file: 'f', value: 2 },
    ]);
    const torn = disk.states(true).map(stateText).indexOf('f=[1,#]');
    disk.loseUnsynced({ nowNs: 0, tears: true, state: torn });
    disk.append('f', 3);
    expect(disk.states(false).map(stateText)).toEqual(['f=[1,#]', 'f=[1,3]']);
    expect(disk.states(true).map(stateText)).toEqual(['f=[1,#]', 'f=[1,3]']);
  });

  it.each<readonly [string, readonly Act[]]>([
    [
      'synced, written and renamed',
      [
        { act: 'write', file: 'f', value: 1 },
        { act: 'sync', file: '*' },
        { act: 'write', file: 'g', value: 2 },
        { act: 'append', file: 'f', value: 3 },
        { act: 'rename', file: 'g', to: 'f' },
      ],
    ],
    [
      'written and removed',
      [
        { act: 'write', file: 'f', value: 1 },
        { act: 'remove', file: 'f' },
      ],
    ],
    [
      'written, and another one in its place',
      [
        { act: 'write', file: 'f', value: 1 },
        { act: 'write', file: 'g', value: 2 },
        { act: 'rename', file: 'g', to: 'f' },
      ],
    ],
  ])('hold every state that draws find, and draws find every one: %s', (_what, acts) => {
    for (const tears of [false, true]) {
      const possible = new Set(play(fresh(), acts).states(tears).map(stateText));
      const drawn = new Set<string>();
      for (let seed = 0; seed < 600; seed += 1) {
        const disk = play(fresh(0.5, String(seed)), acts);
        disk.loseUnsynced({ nowNs: 5, tears, state: null });
        // Now all is durable: it can be found in one state only.
        const found = disk.states(tears);
        expect(found).toHaveLength(1);
        drawn.add(stateText(found[0] as DiskState));
      }
      expect(drawn).toEqual(possible);
    }
  });

  it('can be asked for one by one, and begin anew behind the last', () => {
    const acts: readonly Act[] = [
      { act: 'write', file: 'f', value: 1 },
      { act: 'sync', file: '*' },
      { act: 'append', file: 'f', value: 2 },
      { act: 'append', file: 'f', value: 3 },
    ];
    const expected = play(fresh(), acts).states(false).map(stateText);
    expect(expected).toHaveLength(4);
    const found = [0, 1, 2, 3, 4].map((state) => {
      const disk = play(fresh(), acts);
      disk.loseUnsynced({ nowNs: 5, tears: false, state });
      return stateText(disk.states(false)[0] as DiskState);
    });
    expect(found).toEqual([...expected, expected[0]]);
  });
});
