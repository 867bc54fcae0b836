import { copyValue } from '../base/schema/value-copier.ts';
import type { Value } from '../base/units.ts';
import { eventClass } from '../engine/agenda.ts';
import { Completion } from './completion.ts';
import type { DiskImage } from './disk.ts';
import type { Disk, Pending } from './node.ts';
import { EnginePending } from './pending.ts';
import type { ProcessPort } from './ports.ts';

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
    const value = this.#disk.read(file);
    return value === undefined ? fallback : (thawed(value) as T);
  }

  records<T extends Value>(file: string): T[] {
    return this.#disk.records(file).map((record) => thawed(record) as T);
  }

  list(): string[] {
    return this.#disk.list();
  }

  write(file: string, content: Value): void {
    const value = frozen(content, file);
    this.#change((disk) => disk.write(file, value));
  }

  append(file: string, record: Value): void {
    const value = frozen(record, file);
    this.#change((disk) => disk.append(file, value));
  }

  rename(from: string, to: string): void {
    this.#change((disk) => disk.rename(from, to));
  }

  remove(file: string): void {
    this.#change((disk) => disk.remove(file));
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
    const process = this.#process;
    const { engine } = process.machine;
    const pending = new EnginePending<void>(engine);
    process.effect(() => {
      engine.schedule(engine.nowNs, eventClass.change, () => this.#synced(file ?? null, pending));
    });
    return pending;
  }

  /** What was issued finishes even while the process stands still; only a dead host forgets it. */
  #synced(file: string | null, pending: EnginePending<void>): void {
    const { machine } = this.#process;
    if (!machine.hostUp) return;
    machine.disk.sync(file);
    machine.engine.trace.record('synced', machine.index, -1, file, null);
    if (this.#process.alive) machine.receive(new Completion(() => pending.resolve()));
  }
}

function frozen(value: Value, file: string): Value {
  try {
    return copyValue(value) as Value;
  } catch {
    throw new TypeError(`disk file ${file}: only plain JSON can be stored`);
  }
}

/** A deep copy that may be changed. */
function thawed(value: Value): Value {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(thawed);
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, thawed(member)]));
}
