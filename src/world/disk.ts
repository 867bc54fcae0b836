import { purpose } from '../base/draw.ts';
import type { Stream } from '../base/draw.ts';
import { compareText } from '../base/order.ts';
import type { Value } from '../base/units.ts';

/** What a file holds: one value, or records. */
type Content = { readonly value: Value } | { readonly records: readonly Value[] };

/** One change of a file's content that is not on the platter yet. */
type Change = { readonly write: Value } | { readonly append: Value };

/** A file's content, apart from its name. */
class Inode {
  cached: Content | null = null;
  durable: Content | null = null;
  unsynced: Change[] = [];
}

/** One change of the directory that is not on the platter yet. */
type Entry =
  | { readonly kind: 'link'; readonly name: string; readonly inode: Inode }
  | { readonly kind: 'rename'; readonly from: string; readonly to: string }
  | { readonly kind: 'remove'; readonly name: string };

/**
 * A disk behind a page cache. Reads and writes act on the cache; a process crash keeps it, a host
 * crash loses what was not synced: each unsynced change survives by its own draw, in any combination.
 * A rename is whole or not at all, but lasts only after `sync` of the directory.
 */
export class DiskImage {
  readonly #stream: Stream;
  readonly #kept: number;
  #names = new Map<string, Inode>();
  #durableNames = new Map<string, Inode>();
  #entries: Entry[] = [];

  /** `kept` is the share of unsynced changes that survive a host crash. */
  constructor(stream: Stream, kept: number) {
    this.#stream = stream;
    this.#kept = kept;
  }

  /** The value of a file; undefined when there is none. */
  read(file: string): Value | undefined {
    const content = this.#names.get(file)?.cached;
    if (!content) return undefined;
    return 'value' in content ? content.value : content.records;
  }

  records(file: string): readonly Value[] {
    const content = this.#names.get(file)?.cached;
    if (!content) return [];
    return 'records' in content ? content.records : [content.value];
  }

  write(file: string, value: Value): void {
    const inode = this.#inode(file);
    inode.unsynced.push({ write: value });
    inode.cached = { value };
  }

  append(file: string, record: Value): void {
    const inode = this.#inode(file);
    inode.unsynced.push({ append: record });
    inode.cached = { records: [...this.records(file), record] };
  }

  rename(from: string, to: string): void {
    const inode = this.#names.get(from);
    if (!inode) return;
    this.#entries.push({ kind: 'rename', from, to });
    this.#names.delete(from);
    this.#names.set(to, inode);
  }

  remove(file: string): void {
    if (this.#names.delete(file)) this.#entries.push({ kind: 'remove', name: file });
  }

  list(): string[] {
    return [...this.#names.keys()].toSorted(compareText);
  }

  /** Puts a file's content on the platter, the directory's entries (`.`), or everything. */
  sync(file: string | null): void {
    if (file === null) {
      for (const inode of this.#names.values()) settle(inode);
      this.#applyEntries(() => true);
    } else if (file === '.') this.#applyEntries(() => true);
    else {
      const inode = this.#names.get(file);
      if (!inode) return;
      settle(inode);
      // A new file that is synced can be found again; a renamed one only under its durable name.
      this.#applyEntries((entry) => entry.kind === 'link' && entry.inode === inode);
    }
  }

  #applyEntries(chosen: (entry: Entry) => boolean): void {
    const left: Entry[] = [];
    for (const entry of this.#entries) {
      if (chosen(entry)) enter(this.#durableNames, entry);
      else left.push(entry);
    }
    this.#entries = left;
  }

  /** The power goes: of all that was not synced, each change survives or not by its own draw. */
  loseUnsynced(nowNs: number): void {
    let ordinal = 0;
    const survives = (): boolean => this.#stream.at(purpose.disk, nowNs, ordinal++, 0) < this.#kept;
    const inodes = new Set([...this.#durableNames.values(), ...this.#names.values()]);
    for (const inode of inodes) {
      inode.unsynced = inode.unsynced.filter(survives);
      settle(inode, inode.durable);
    }
    this.#applyEntries(survives);
    this.#entries = [];
    this.#names = new Map(this.#durableNames);
    for (const inode of inodes) inode.cached = inode.durable;
  }

  /** An empty disk in its place. */
  wipe(): void {
    this.#names = new Map();
    this.#durableNames = new Map();
    this.#entries = [];
  }

  /** A copy whose changes leave this one alone: what a stopped process's own step still sees. */
  fork(): DiskImage {
    const other = new DiskImage(this.#stream, this.#kept);
    for (const [name, inode] of this.#names) {
      const copy = new Inode();
      copy.cached = inode.cached;
      other.#names.set(name, copy);
    }
    return other;
  }

  #inode(file: string): Inode {
    const known = this.#names.get(file);
    if (known) return known;
    const inode = new Inode();
    this.#names.set(file, inode);
    this.#entries.push({ kind: 'link', name: file, inode });
    return inode;
  }
}

/** Applies what is unsynced to the durable content, in the order of writing. */
function settle(inode: Inode, from: Content | null = inode.durable): void {
  let content = from;
  for (const change of inode.unsynced) {
    if ('write' in change) content = { value: change.write };
    else {
      const before: readonly Value[] =
        content === null ? [] : 'records' in content ? content.records : [content.value];
      content = { records: [...before, change.append] };
    }
  }
  inode.durable = content;
  inode.unsynced = [];
}

function enter(names: Map<string, Inode>, entry: Entry): void {
  if (entry.kind === 'link') names.set(entry.name, entry.inode);
  else if (entry.kind === 'remove') names.delete(entry.name);
  else {
    const inode = names.get(entry.from);
    if (!inode) return;
    names.delete(entry.from);
    names.set(entry.to, inode);
  }
}
