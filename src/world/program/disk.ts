import { jsonBytes } from '../../base/json/bytes.ts';
import { copyJson } from '../../base/json/copy.ts';
import { valueText } from '../../base/schema/text.ts';
import type { Value } from '../../base/units.ts';
import { eventClass } from '../../engine/agenda.ts';
import { Completion } from './completion.ts';
import { outcomeOf } from '../disk/device.ts';
import type { DiskOutcome } from '../disk/device.ts';
import { type Cell, damaged, wholeOf } from '../disk/records.ts';
import type { DiskImage, SyncRequest } from '../disk/disk.ts';
import { DiskError } from './node.ts';
import type { Disk, Pending } from './node.ts';
import { EnginePending } from './pending.ts';
import type { ProcessPort } from '../ports.ts';
import type { Undo } from '../verbs.ts';

/** A machine's disk as its program uses it: what is read is the program's own to change. */
export class ProgramDisk implements Disk {
  readonly #process: ProcessPort;

  constructor(process: ProcessPort) {
    this.#process = process;
  }

  get #disk(): DiskImage {
    return this.#process.ghostDisk ?? this.#process.machine.disk;
  }

  read<T extends Value>(file: string, fallback: T): T {
    demandName('read', file);
    this.#reach('read', file);
    const found = this.#disk.read(file);
    if (found === undefined) return fallback;
    return copyJson(Array.isArray(found) ? legible(found, file) : whole(found as Cell, file)) as T;
  }

  records<T extends Value>(file: string): T[] {
    demandName('records', file);
    this.#reach('read', file);
    return legible(this.#disk.records(file), file).map((record) => copyJson(record) as T);
  }

  list(): string[] {
    return this.#disk.list();
  }

  write(file: string, content: Value): void {
    demandName('write', file);
    const value = stored(content, file);
    this.#makeRoom(file, value, true);
    this.#change((disk) => disk.write(file, value));
  }

  append(file: string, record: Value): void {
    demandName('append', file);
    const value = stored(record, file);
    this.#makeRoom(file, value, false);
    this.#change((disk) => disk.append(file, value));
  }

  rename(from: string, to: string): void {
    demandName('rename', from);
    demandName('rename', to);
    if (this.#process.alive && !this.#disk.has(from))
      throw new DiskError('ENOENT', `rename ${from}`);
    this.#change((disk) => disk.rename(from, to));
  }

  remove(file: string): void {
    demandName('remove', file);
    this.#change((disk) => disk.remove(file));
  }

  /** Refuses what does not fit on the disk beside all the rest, or what a fault refuses. */
  #makeRoom(file: string, value: Value, replaces: boolean): void {
    const { diskBytes } = this.#process.machine;
    if (diskBytes !== null) {
      const kept = this.#disk.bytes - (replaces ? this.#disk.bytesOf(file) : 0);
      if (kept + jsonBytes(value) > diskBytes) throw new DiskError('ENOSPC', `write ${file}`);
    }
    this.#reach('write', file);
  }

  /**
   * A read or write that the page cache does not serve: a thread that does it stands still until it is
   * done. A file that was not read since the machine came up is on the platter alone.
   */
  #reach(op: 'read' | 'write', file: string): void {
    const process = this.#process;
    const { machine } = process;
    const { device, disk } = machine;
    if (device.isPlain || !process.alive) return;
    const isCold = op === 'read' && this.#disk.isCold(file);
    if (!device.rules(op) && !isCold) return;
    if (isCold) for (const one of [disk, this.#disk]) one.warm(file);
    let undo: Undo = () => undefined;
    const moved = [{ bytes: device.countsBytes ? disk.bytesOf(file) : 0, isDue: true }];
    const done = (): void => undo();
    const asked = isCold
      ? device.ask(op, file, moved, done)
      : device.askCached(op, file, moved, done);
    if (asked === null) return;
    const enter = (): void => {
      if (device.enter(asked)) undo = machine.pause('disk-wait');
    };
    // A stopped process does it when it goes on, before what its own step did after it.
    if (process.held === null) enter();
    else process.effect(enter);
    const outcome = outcomeOf(asked);
    if (outcome === 'EIO' || outcome === 'ENOSPC') throw new DiskError(outcome, `${op} ${file}`);
  }

  /** A stopped process's own step goes on to see its changes; the disk gets them when it resumes. */
  #change(act: (disk: DiskImage) => void): void {
    const process = this.#process;
    const { machine } = process;
    process.effect(() => act(machine.disk));
    if (process.held !== null) {
      process.ghostDisk ??= machine.disk.fork();
      act(process.ghostDisk);
    }
  }

  sync(file?: string): Pending<void> {
    if (file !== undefined && file !== '.') demandName('sync', file);
    const process = this.#process;
    const { engine, device, disk } = process.machine;
    const pending = new EnginePending<void>(engine);
    const name = file ?? null;
    process.effect(() => {
      const request = disk.request(name);
      const end = (outcome: DiskOutcome): void => this.#synced(request, outcome, pending);
      if (device.isPlain) engine.schedule(engine.nowNs, eventClass.change, () => end('done'));
      else device.begin('sync', name, disk.unsynced(request, device.countsBytes), end);
    });
    return pending;
  }

  /** What was issued finishes even while the process stands still; only a dead host forgets it. */
  #synced(request: SyncRequest, outcome: DiskOutcome, pending: EnginePending<void>): void {
    const process = this.#process;
    const { machine } = process;
    if (!machine.hostUp) return;
    const error = this.#settle(request, outcome);
    if (!process.alive) return;
    const { file } = request;
    const end =
      error === null
        ? () => pending.resolve()
        : () => pending.reject(new DiskError(error, `sync ${file ?? 'of all files'}`));
    machine.receive(new Completion(end));
  }

  /** What a sync left on the platter; answers what its caller is told of it. */
  #settle(request: SyncRequest, outcome: DiskOutcome): 'EIO' | 'ENOSPC' | null {
    const { machine } = this.#process;
    const { disk } = machine;
    const { file } = request;
    const { trace } = machine.engine;
    if (outcome === 'done') {
      disk.sync(request);
      trace.record('synced', machine.index, -1, file, null);
      return null;
    }
    if (outcome === 'misdirect') disk.misdirect(request, machine.engine.nowNs);
    if (outcome === 'drop') disk.forget(request);
    const error = outcome === 'drop' ? 'EIO' : outcome;
    const isTold = error === 'EIO' || error === 'ENOSPC';
    trace.record('disk-failed', machine.index, -1, file, { why: outcome, told: isTold });
    return isTold ? error : null;
  }
}

/** Throws TypeError unless that can be the name of a file: `.` is the directory itself. */
function demandName(verb: string, file: unknown): void {
  if (typeof file === 'string' && file !== '' && file !== '.') return;
  throw new TypeError(`disk.${verb}: ${valueText(file)} is no name of a file`);
}

/** A value whose checksum fits. Throws DiskError when it does not. */
function whole(cell: Cell, file: string): Value {
  if (cell === damaged) throw new DiskError('ECORRUPT', `read ${file}`);
  return cell;
}

/** Records up to a torn tail. Throws DiskError when whole ones stand behind a damaged one. */
function legible(records: readonly Cell[], file: string): readonly Value[] {
  return records.slice(0, wholeOf(records)).map((record) => whole(record, file));
}

/** What goes into a file: no program holds it. */
function stored(value: Value, file: string): Value {
  try {
    return copyJson(value);
  } catch {
    throw new TypeError(`disk file ${file}: only plain JSON can be stored`);
  }
}
