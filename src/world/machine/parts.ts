import type { Stream } from '../../base/draw/draw.ts';
import { DiskImage } from '../disk/disk.ts';
import { DiskDevice } from '../disk/device.ts';
import { originOfReboot, timeSetting } from '../node-start.ts';
import type { NodeStart } from '../node-start.ts';
import type { MachinePort } from '../ports.ts';
import { TcpStack } from '../tcp/stack.ts';
import { MachineTime } from '../time/machine-time.ts';

/**
 * What a machine has beside its processor. Each part is made when somebody first asks for it: of many
 * machines few ever touch their disk, open a connection, or set a clock.
 */
export class MachineParts {
  readonly #machine: MachinePort;
  readonly #start: NodeStart;
  /** Null as long as nobody has touched it: then there is nothing on it. */
  madeDisk: DiskImage | null = null;
  /** Null as long as nothing keeps, bends or spoils the clocks. */
  madeTime: MachineTime | null = null;
  #device: DiskDevice | null = null;
  #tcp: TcpStack | null = null;

  constructor(machine: MachinePort, start: NodeStart) {
    this.#machine = machine;
    this.#start = start;
  }

  /** The run begins, and with it what keeps or bends the clocks, if anything does. */
  start(): void {
    const { wander, sync, receiver } = this.#start.clock;
    if (wander || sync || receiver) this.time.start();
  }

  get #draws(): Stream {
    return this.#machine.engine.draws.stream(`disk ${this.#machine.id}`);
  }

  /** What keeps, bends and spoils the clocks. */
  get time(): MachineTime {
    const { draws } = this.#machine.engine;
    return (this.madeTime ??= new MachineTime(this.#machine, timeSetting(this.#start, draws)));
  }

  get disk(): DiskImage {
    const { unsyncedKeptPpb, atomicBytes = null } = this.#start.disk;
    const kept = unsyncedKeptPpb / 1e9;
    return (this.madeDisk ??= new DiskImage(this.#draws, { kept, atomicBytes }));
  }

  get device(): DiskDevice {
    const { engine } = this.#machine;
    return (this.#device ??= new DiskDevice(engine, this.#draws, this.#start.disk));
  }

  /** How much the disk holds; null: no end of it. */
  get diskBytes(): number | null {
    return this.#start.disk.sizeBytes ?? null;
  }

  get tcp(): TcpStack {
    return (this.#tcp ??= new TcpStack(this.#machine, this.#start.tcp));
  }

  /** The host is without power: its kernel forgets everything. */
  vanish(): void {
    this.#tcp?.vanish();
    this.#device?.vanish();
  }
  /** The host has power again: its kernel starts, and with it what counts from there. */
  reboot(): void {
    const { id, engine, clocks } = this.#machine;
    clocks.reboot(engine.nowNs, originOfReboot(id, engine.draws, engine.nowNs));
    this.madeTime?.hostCame();
  }
}
