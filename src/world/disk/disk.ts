import { purpose } from '../../base/draw/draw.ts';
import type { Stream } from '../../base/draw/draw.ts';
import { compareText } from '../../base/order.ts';
import type { Value } from '../../base/units.ts';
import { crashStates } from './crash-states.ts';
import type { DiskState } from './crash-states.ts';
import { decayed } from './decay.ts';
import { enter, withOlder } from './directory.ts';
import type { Entry } from './directory.ts';
import { changeBytes, changed, contentAfter, contentBytes, Inode, recordsOf } from './file.ts';
import type { Change, Unsynced } from './file.ts';
import { type Cell, damaged } from './records.ts';

/** States that a power cut can leave are told apart up to this many. */
const mostStates = 65_536;

/** What a disk keeps, and how it loses it. */
export interface DiskNature {
  /** Share of unsynced changes that survive a host crash. */
  readonly kept: number;
  /** Writes of up to so many bytes get there whole or not at all; null: of none is that known. */
  readonly atomicBytes: number | null;
}

/** How a host crash treats what was not synced. */
export interface PowerCut {
  readonly nowNs: number;
  /** Of what does not survive, some gets there in part. */
  readonly tears: boolean;
  /** The disk is found in this one of its possible states, in place of draws; null: draws decide. */
  readonly state: number | null;
}

/** What a sync means: what there was when it was asked for, whatever becomes of the names meanwhile. */
export interface SyncRequest {
  /** Null: all files; `.`: the directory. */
  readonly file: string | null;
  readonly inodes: readonly Inode[];
  /** How many changes there were. */
  readonly changes: number;
}

/**
 * A disk behind a page cache. Reads and writes act on the cache; a process crash keeps it, a host
 * crash loses what was not synced: each unsynced change survives by its own draw, in any combination.
 * A rename is whole or not at all, but lasts only after `sync` of the directory.
 */
export class DiskImage {
  readonly #stream: Stream;
  readonly #nature: DiskNature;
  #names = new Map<string, Inode>();
  #durableNames = new Map<string, Inode>();
  #entries: Entry[] = [];
  #changes = 0;

  constructor(stream: Stream, nature: DiskNature) {
    this.#stream = stream;
    this.#nature = nature;
  }

  /** The value of a file (its records, if it has some); undefined when there is none. */
  read(file: string): Cell | readonly Cell[] | undefined {
    const content = this.#names.get(file)?.cached;
    if (!content) return undefined;
    return 'value' in content ? content.value : content.records.all();
  }

  /** Its records, those that are damaged included. */
  records(file: string): readonly Cell[] {
    return recordsOf(this.#names.get(file)?.cached ?? null).all();
  }

  write(file: string, value: Value): void {
    this.#change(this.#inode(file), { write: value });
  }

  append(file: string, record: Value): void {
    const inode = this.#inode(file);
    const { whole, length } = recordsOf(inode.cached);
    this.#change(inode, { append: record, at: whole < length ? whole : null });
  }

  #change(inode: Inode, change: Change): void {
    inode.unsynced.push({ change, number: ++this.#changes, bytes: null, isDue: true });
    inode.cached = changed(inode.cached, change, false);
    inode.cold = false;
  }

  /** Whether there is a file of that name. */
  has(file: string): boolean {
    return this.#names.has(file);
  }

  rename(from: string, to: string): void {
    const inode = this.#names.get(from);
    if (!inode) return;
    this.#entries.push({ kind: 'rename', from, to, number: ++this.#changes });
    this.#names.delete(from);
    this.#names.set(to, inode);
  }

  remove(file: string): void {
    if (!this.#names.delete(file)) return;
    this.#entries.push({ kind: 'remove', name: file, number: ++this.#changes });
  }

  list(): string[] {
    return [...this.#names.keys()].toSorted(compareText);
  }

  /** Its bytes as JSON text. */
  bytesOf(file: string): number {
    return contentBytes(this.#names.get(file)?.cached ?? null);
  }

  /** Bytes of all files. */
  get bytes(): number {
    return this.list().reduce((sum, file) => sum + this.bytesOf(file), 0);
  }

  /** The changes that a sync asked for now is to put on the platter, with their bytes if those count. */
  unsynced({ inodes }: SyncRequest, isCounted: boolean): readonly Unsynced[] {
    const due = inodes.flatMap(({ unsynced }) => unsynced);
    if (isCounted) for (const one of due) one.bytes ??= changeBytes(one.change);
    return due;
  }

  /** The first read since the machine came up, and of nothing that was written since. */
  isCold(file: string): boolean {
    return this.#names.get(file)?.cold ?? false;
  }

  /** It is in the page cache from now on. */
  warm(file: string): void {
    const inode = this.#names.get(file);
    if (inode) inode.cold = false;
  }

  /** Asks for a sync of a file's content, of the directory (`.`), or of all (null). */
  request(file: string | null): SyncRequest {
    return { file, inodes: this.#meant(file), changes: this.#changes };
  }

  /** Puts on the platter what a sync means. */
  sync(request: SyncRequest): void {
    for (const inode of request.inodes) {
      inode.durable = contentAfter(inode.durable, takeDue(inode, request));
    }
    this.#syncEntries(request);
  }

  /** The content of a file lands in the place of another one, and its own stays as it was. */
  misdirect(request: SyncRequest, nowNs: number): void {
    const others = [...this.#names.values()].filter((inode) => !request.inodes.includes(inode));
    const draw = this.#stream.at(purpose.disk, nowNs, 0, 4);
    const hit = others[Math.floor(draw * others.length)];
    for (const inode of request.inodes) {
      const due = takeDue(inode, request);
      if (hit !== undefined) hit.durable = contentAfter(inode.durable, due);
    }
    this.#syncEntries(request);
  }

  /** The cache believes that what a sync means is on the platter, where it is not. */
  forget(request: SyncRequest): void {
    for (const inode of request.inodes) takeDue(inode, request);
  }

  /** Files that a sync is about: none is called `.`, the directory. */
  #meant(file: string | null): readonly Inode[] {
    if (file === null) return [...this.#names.values()];
    const inode = this.#names.get(file);
    return inode === undefined ? [] : [inode];
  }

  #syncEntries({ file, inodes, changes }: SyncRequest): void {
    if (this.#entries.length === 0) return;
    const isOfDirectory = file === null || file === '.';
    // A new file that is synced can be found again; a renamed one only under its durable name.
    const due = withOlder(
      this.#entries,
      (entry) =>
        entry.number <= changes &&
        (isOfDirectory || (entry.kind === 'link' && inodes.includes(entry.inode))),
    );
    this.#applyEntries((entry) => due.has(entry));
  }

  #applyEntries(chosen: (entry: Entry) => boolean): void {
    const left: Entry[] = [];
    for (const entry of this.#entries) {
      if (chosen(entry)) enter(this.#durableNames, entry, (inode) => inode);
      else left.push(entry);
    }
    this.#entries = left;
  }

  /**
   * The power goes: of all that was not synced, each change survives or not by its own draw, in part
   * or whole. Answers how many were torn.
   */
  loseUnsynced(cut: PowerCut): number {
    if (cut.state !== null) return this.#become(cut.state, cut.tears);
    const { kept } = this.#nature;
    let ordinal = 0;
    let torn = 0;
    const draw = (which: number): number =>
      this.#stream.at(purpose.disk, cut.nowNs, ordinal, which);
    const survives = (): boolean => {
      const isKept = draw(0) < kept;
      ordinal += 1;
      return isKept;
    };
    for (const inode of this.#findable()) {
      let content = inode.durable;
      for (const { change } of inode.unsynced) {
        const tears = cut.tears && this.#canTear(change) && draw(1) < 0.5;
        if (survives()) content = changed(content, change, false);
        else if (tears) {
          content = changed(content, change, true);
          torn += 1;
        }
      }
      inode.durable = content;
      inode.unsynced = [];
    }
    this.#applyEntries(survives);
    this.#powerOn();
    return torn;
  }

  /** All files that can be there after a power cut, also those whose removal may not last. */
  #findable(): ReadonlySet<Inode> {
    const made = this.#entries.flatMap((entry) => (entry.kind === 'link' ? [entry.inode] : []));
    return new Set([...this.#durableNames.values(), ...this.#names.values(), ...made]);
  }

  /** Every state in which it could be found if the power went now. */
  states(tears: boolean): readonly DiskState[] {
    const stake = {
      names: this.#durableNames,
      entries: this.#entries,
      tears: (change: Change) => tears && this.#canTear(change),
    };
    return crashStates(stake, mostStates);
  }

  #become(number: number, tears: boolean): number {
    const states = this.states(tears);
    this.#durableNames = new Map();
    for (const [name, content] of states[number % states.length] ?? []) {
      const inode = new Inode();
      inode.durable = content;
      this.#durableNames.set(name, inode);
    }
    this.#powerOn();
    return this.list().filter((file) => this.records(file).includes(damaged)).length;
  }

  /** What is on the platter is all that there is, and nothing is cached. */
  #powerOn(): void {
    this.#entries = [];
    this.#names = new Map(this.#durableNames);
    for (const inode of this.#names.values()) {
      inode.cached = inode.durable;
      inode.cold = true;
    }
  }

  #canTear(change: Change): boolean {
    const { atomicBytes } = this.#nature;
    return atomicBytes === null || changeBytes(change) > atomicBytes;
  }

  /**
   * Something on the platter decays: a checksum finds it, or with `silent` nothing does. `draw` gives
   * numbers in [0, 1). Answers whose content it was; null when there is none.
   */
  decay(file: string | null, silent: boolean, draw: () => number): string | null {
    const files = file === null ? this.list() : this.list().filter((name) => name === file);
    const stored = files.filter((name) => this.#names.get(name)?.durable);
    const name = stored[Math.floor(draw() * stored.length)];
    const inode = name === undefined ? undefined : this.#names.get(name);
    if (name === undefined || !inode?.durable) return null;
    inode.durable = decayed(inode.durable, silent, draw);
    // What the cache held of it was not read again since: the next read finds what is there.
    if (inode.unsynced.length === 0) inode.cached = inode.durable;
    inode.cold = true;
    return name;
  }

  /** An empty disk in its place. */
  wipe(): void {
    this.#names = new Map();
    this.#durableNames = new Map();
    this.#entries = [];
  }

  /** A copy whose changes leave this one alone: what a stopped process's own step still sees. */
  fork(): DiskImage {
    const other = new DiskImage(this.#stream, this.#nature);
    for (const [name, inode] of this.#names) {
      const copy = new Inode();
      copy.cached = inode.cached;
      copy.cold = inode.cold;
      other.#names.set(name, copy);
    }
    return other;
  }

  #inode(file: string): Inode {
    const known = this.#names.get(file);
    if (known) return known;
    const inode = new Inode();
    this.#names.set(file, inode);
    this.#entries.push({ kind: 'link', name: file, inode, number: ++this.#changes });
    return inode;
  }
}

/** Takes from a file the changes that a sync means. */
function takeDue(inode: Inode, { changes }: SyncRequest): readonly Unsynced[] {
  const { unsynced } = inode;
  const later = unsynced.findIndex(({ number }) => number > changes);
  inode.unsynced = later === -1 ? [] : unsynced.slice(later);
  const due = later === -1 ? unsynced : unsynced.slice(0, later);
  for (const one of due) one.isDue = false;
  return due;
}
