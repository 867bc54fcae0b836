import { compactJson } from '../../base/json/json.ts';
import { compareText } from '../../base/order.ts';
import type { Value } from '../../base/units.ts';
import { enter } from './directory.ts';
import type { Entry } from './directory.ts';
import { changed, recordsOf } from './file.ts';
import type { Change, Content, Inode } from './file.ts';
import { damaged } from './records.ts';

/** What a disk can hold after a power cut: the content of each file by name. */
export type DiskState = ReadonlyMap<string, Content | null>;

/** What a power cut may take, or leave, in any combination. */
export interface AtStake {
  /** Names that last, and what they stand for. */
  readonly names: ReadonlyMap<string, Inode>;
  readonly entries: readonly Entry[];
  /** Whether a change can get there in part. */
  tears(change: Change): boolean;
}

/** Two contents have one key exactly when no program can tell them apart. */
function keyOf(content: Content | null): string {
  const cells = recordsOf(content)
    .all()
    .map((cell): Value => (cell === damaged ? [] : [cell]));
  return compactJson([content === null ? 0 : 'records' in content ? 2 : 1, cells]);
}

/** Every content that a file can have: each of its changes survives or not, some of them in part. */
function contentsOf(inode: Inode, tears: AtStake['tears']): readonly (Content | null)[] {
  let states = new Map([[keyOf(inode.durable), inode.durable]]);
  for (const { change } of inode.unsynced) {
    const next = new Map(states);
    const add = (content: Content): void => void next.set(keyOf(content), content);
    for (const content of states.values()) {
      add(changed(content, change, false));
      if (tears(change)) add(changed(content, change, true));
    }
    states = next;
  }
  return [...states.values()];
}

/** Every directory that can be found: each change of it survives or not, always whole. */
function directoriesOf({ names, entries }: AtStake): readonly ReadonlyMap<string, Inode>[] {
  let states: readonly ReadonlyMap<string, Inode>[] = [names];
  for (const entry of entries) {
    states = states.flatMap((before) => {
      const after = new Map(before);
      enter(after, entry, (inode) => inode);
      const same =
        after.size === before.size &&
        [...after].every(([name, inode]) => before.get(name) === inode);
      return same ? [before] : [before, after];
    });
  }
  return states;
}

/**
 * Every state in which a disk can be found after a power cut, each once (chapter: "System Model and
 * Reality"; Pillai et al., OSDI 2014: what was not synced persists in any combination). The first
 * is that in which nothing survived. At most `most` of them.
 */
export function crashStates(stake: AtStake, most: number): readonly DiskState[] {
  const contents = new Map<Inode, readonly (Content | null)[]>();
  const possible = (inode: Inode): readonly (Content | null)[] => {
    const known = contents.get(inode) ?? contentsOf(inode, (change) => stake.tears(change));
    contents.set(inode, known);
    return known;
  };
  const found = new Map<string, DiskState>();
  for (const names of directoriesOf(stake)) {
    const files = [...names].sort(([a], [b]) => compareText(a, b));
    let states: readonly (readonly (readonly [string, Content | null])[])[] = [[]];
    for (const [name, inode] of files) {
      states = states
        .flatMap((state) => possible(inode).map((content) => [...state, [name, content] as const]))
        .slice(0, most);
    }
    for (const state of states) {
      if (found.size >= most) return [...found.values()];
      const key = compactJson(state.map(([name, content]) => [name, keyOf(content)]));
      if (!found.has(key)) found.set(key, new Map(state));
    }
  }
  return [...found.values()];
}
