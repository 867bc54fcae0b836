import type { Fields } from '../../base/schema/description.ts';
import { eventClass } from '../../engine/agenda.ts';
import type { Happening } from '../../engine/agenda.ts';
import type { Engine } from '../../engine/engine.ts';
import { MachineClocks } from '../time/clock.ts';
import type { DiskImage } from '../disk/disk.ts';
import type { DiskDevice } from '../disk/device.ts';
import { MachineParts } from './parts.ts';
import { clockStart } from '../node-start.ts';
import type { NodeStart } from '../node-start.ts';
import type { TcpStack } from '../tcp/stack.ts';
import type { MachineTime } from '../time/machine-time.ts';
import { Backlog } from './backlog.ts';
import { Beginning, bootOf } from './beginning.ts';
import { Cpu } from './cpu.ts';
import { pauseEffects } from './pause-cause.ts';
import type { PauseCause } from './pause-cause.ts';
import type { Due, MachinePort, MessagePort, NamesPort, ProcessPort, WorldPort } from '../ports.ts';
import { tellOfEnd } from './supervision.ts';
import { SuspendedKernel } from './suspended-kernel.ts';
import { TimerList } from './timer.ts';
import type { CrashCut, Loss, Undo } from '../verbs.ts';

/** Why a process came up. */
export type BootReason = 'first' | 'restart' | 'reboot';

/**
 * One machine: an operating system with its clocks and disk, and at most one process on it. The two
 * live and die apart: a live system answers for a dead process, a dead one answers nothing.
 */
export class Machine implements Happening, MachinePort {
  readonly world: WorldPort;
  readonly engine: Engine;
  readonly index: number;
  readonly id: string;
  // What every message asks for stands together, as in `Message`.
  process: ProcessPort | null = null;
  /** What arrives goes straight to the process, as it did last time: nothing has changed since. */
  #straight = false;
  #wakes = false;
  readonly clocks: MachineClocks;
  readonly cpu: Cpu | null;
  readonly timers = new TimerList();
  readonly #parts: MachineParts;
  /** How often a process of it broke down by itself, and why the last one did; null: none did. */
  breakdowns: { readonly count: number; readonly why: string } | null = null;
  /** Null: it knows where everybody is. */
  names: NamesPort | null = null;
  incarnation = 0;
  #boots = 0;
  /** Causes that keep the host, or only the process, down. */
  #hostDown = 0;
  #processDown = 0;
  #wasHostDown = false;
  /** When a process that ended by itself is started again; Infinity: when the machine comes up again. */
  #restartNs = 0;
  /** Of the pauses that stop it, in the order in which they began. */
  readonly #causes: PauseCause[] = [];
  /** Pauses that stop the monotonic clock. */
  #sleeps = 0;
  /** Null as long as no pause stopped it. */
  #kernel: SuspendedKernel | null = null;
  /** Faults that tear what a power cut strikes. */
  #tearing: Set<() => void> | null = null;
  #pausedAtNs = 0;
  readonly #backlog = new Backlog();

  constructor(world: WorldPort, index: number, start: NodeStart) {
    const { engine } = world;
    this.world = world;
    this.engine = engine;
    this.index = index;
    this.id = start.id;
    this.clocks = new MachineClocks(clockStart(start, engine.draws));
    this.cpu = start.cores ? new Cpu(engine, start.cores) : null;
    this.#parts = new MachineParts(this, start);
  }

  get time(): MachineTime {
    return this.#parts.time;
  }

  get disk(): DiskImage {
    return this.#parts.disk;
  }

  get device(): DiskDevice {
    return this.#parts.device;
  }

  get diskBytes(): number | null {
    return this.#parts.diskBytes;
  }

  get tcp(): TcpStack {
    return this.#parts.tcp;
  }

  get hostUp(): boolean {
    return this.#hostDown === 0;
  }

  get paused(): boolean {
    return this.#causes.length > 0;
  }

  get pausedBy(): PauseCause | null {
    return this.#causes.at(-1) ?? null;
  }

  get pausedAtNs(): number {
    return this.#pausedAtNs;
  }

  /** The fields of a message kind as this machine's program declares it; for corruption. */
  fieldsOf(kind: string): Fields | null {
    return this.world.fieldsOf(this, kind);
  }

  // ── What reaches it ──

  /** A transmission reached its network card. */
  arrived(message: MessagePort): void {
    if (this.#straight && message.connection === null && !this.world.stepOpen) {
      return message.due(this.process as ProcessPort);
    }
    const { network } = this.world;
    if (!this.hostUp) return network.drop(message, 'host-down');
    if (this.#kernel?.isFrozen) return this.#freeze(message, this.#kernel);
    if (message.connection !== null) return message.connection.arrived(message);
    if (this.#parts.madeTime?.heard(message)) return;
    if (this.process === null) return network.drop(message, 'no-process');
    this.receive(message);
  }

  /** Something for the process: now, or when it runs and has time. */
  receive(due: Due): void {
    const { process } = this;
    if (process === null) return;
    if (this.#kernel?.isFrozen) return this.#keepInKernel(due, process, this.#kernel);
    const blocked =
      this.paused ||
      this.world.stepOpen ||
      this.#wakes ||
      (!due.resumes && (process.busy || this.#backlog.size > 0));
    if (blocked) return this.#keep(due, process);
    this.#straight =
      !process.oneAtATime &&
      this.#backlog.size === 0 &&
      !this.#isFrozen &&
      !this.#parts.madeTime?.listens;
    due.due(process);
  }

  #keep(due: Due, process: ProcessPort): void {
    this.#straight = false;
    if (!this.#backlog.add(due)) return this.world.network.drop(due as MessagePort, 'buffer-full');
    due.kept?.(process);
    this.wake();
  }

  /** Comes back in an event of its own if something waits that could be taken up. */
  wake(): void {
    if (this.#straight || this.#wakes || this.paused || !this.#hasNext()) return;
    this.#wakes = true;
    this.#straight = false;
    this.engine.agenda.push(this.engine.nowNs, eventClass.delivery, this);
  }

  #hasNext(): boolean {
    const { process } = this;
    if (process === null) return false;
    return process.hasHeld || this.#backlog.hasNext(process.busy);
  }

  /** A wake: takes up one thing that waits. */
  happen(): void {
    this.#wakes = false;
    const { process } = this;
    if (process === null || this.paused) return;
    if (process.releaseHeld()) return;
    const due = this.#backlog.take(process.busy);
    if (due === null) return;
    due.due(process);
    if (!this.world.stepOpen) this.wake();
  }

  // ── A suspended kernel ──

  get #isFrozen(): boolean {
    return this.#kernel !== null && this.#kernel.isFrozen;
  }

  /** Does something in the kernel: now, or when the machine is no longer suspended. */
  whenAwake(work: () => void): void {
    if (this.#kernel?.isFrozen) this.#kernel.keep(work, false);
    else work();
  }

  #freeze(message: MessagePort, kernel: SuspendedKernel): void {
    const { isDatagram } = message;
    if (isDatagram && !this.#backlog.hasRoomBeside(kernel.datagrams)) {
      return this.world.network.drop(message, 'buffer-full');
    }
    if (this.process !== null) message.kept(this.process);
    kernel.keep(() => this.arrived(message), isDatagram);
  }

  /** What comes due waits in one line with what comes from the network. */
  #keepInKernel(due: Due, process: ProcessPort, kernel: SuspendedKernel): void {
    kernel.keep(() => {
      if (this.process === process) this.receive(due);
    }, false);
  }

  // ── Life and death ──

  start(): void {
    this.#parts.start();
    this.engine.schedule(0, eventClass.change, () => this.boot('first'));
  }

  /** Starts the program, if nothing keeps it down. */
  boot(reason: BootReason): void {
    if (this.process !== null || this.#hostDown > 0 || this.#processDown > 0) return;
    this.#boots += 1;
    this.#restartNs = 0;
    this.incarnation = this.#boots;
    this.engine.trace.setIncarnation(this.index, this.incarnation);
    // A machine that was kept down from the beginning has nothing to start again.
    const why = this.#boots === 1 ? 'first' : reason;
    this.process = this.world.newProcess(this, bootOf(this.#boots, why));
    this.world.processChanged(this, 'up', why);
    this.receive(new Beginning());
  }

  #bootSoon(reason: BootReason): void {
    this.engine.schedule(this.engine.nowNs, eventClass.change, () => this.boot(reason));
  }

  /** Kills the process, or the whole host, until the undo. What is `lost` goes at once. */
  crash(scope: 'process' | 'host', lost: readonly Loss[], cut: CrashCut = {}): Undo {
    if (scope === 'host') this.#hostDown += 1;
    else this.#processDown += 1;
    this.kill(scope === 'host' ? 'host crash' : 'process crash', 'crashed', scope === 'process');
    if (scope === 'host') {
      this.#wasHostDown = true;
      this.#parts.vanish();
      if (this.#hostDown === 1) this.#parts.madeTime?.hostWent();
      this.names?.vanish();
    }
    if (scope === 'host' || lost.includes('unsynced')) this.#loseUnsynced(cut);
    if (lost.includes('disk')) this.#parts.madeDisk?.wipe();
    let over = false;
    return () => {
      if (over) return;
      over = true;
      if (scope === 'host') this.#hostDown -= 1;
      else this.#processDown -= 1;
      if (scope === 'host' && this.#hostDown === 0) this.#parts.reboot();
      if (this.#hostDown > 0 || this.#processDown > 0) return;
      const reason = this.#wasHostDown ? 'reboot' : 'restart';
      this.#wasHostDown = false;
      if (reason === 'reboot' || this.#restartNs <= this.engine.nowNs) this.#bootSoon(reason);
    };
  }

  #loseUnsynced({ tear = false, survivors = null }: CrashCut): void {
    const { madeDisk } = this.#parts;
    if (madeDisk === null) return;
    const tears = tear || (this.#tearing?.size ?? 0) > 0;
    const torn = madeDisk.loseUnsynced({ nowNs: this.engine.nowNs, tears, state: survivors });
    if (torn > 0) for (const tell of this.#tearing ?? []) tell();
  }

  /** Until the undo a power cut tears some of what it takes; `torn` is told when that happened. */
  tear(torn: () => void): Undo {
    const tell = (): void => torn();
    (this.#tearing ??= new Set()).add(tell);
    return () => void this.#tearing?.delete(tell);
  }

  /** Ends the running process; `kernelLives` tells whether anybody hears of it. */
  kill(why: string, change: 'crashed' | 'exited' | 'program-error', kernelLives: boolean): void {
    const { process } = this;
    if (process === null) return;
    this.process = null;
    this.#straight = false;
    this.#endPauses();
    process.die(kernelLives);
    this.#backlog.drop();
    this.cpu?.clear();
    this.timers.clear();
    this.world.processChanged(this, change, why);
    if (kernelLives) tellOfEnd(this, process.boot.count, this.world.terms.notified(this));
  }

  /** Ends its process in order and starts another one at once; false when there is none. */
  startAnew(why: string): boolean {
    if (this.process === null) return false;
    this.kill(why, 'exited', true);
    this.#bootSoon('restart');
    return true;
  }

  /** The process ended by itself, broken by something or done: starts it again if the scenario says so. */
  ended(brokenBy: string | null): void {
    if (brokenBy !== null) {
      this.breakdowns = { count: (this.breakdowns?.count ?? 0) + 1, why: brokenBy };
    }
    const afterNs = this.world.terms.restartDelay(this);
    this.#restartNs = afterNs === null ? Infinity : this.engine.nowNs + afterNs;
    if (afterNs === null) return;
    const { incarnation } = this;
    this.engine.schedule(this.#restartNs, eventClass.change, () => {
      // Whoever booted it meanwhile has made this restart void.
      if (this.incarnation === incarnation) this.boot('restart');
    });
  }

  // ── Pauses ──

  /** Stops the process (or, suspended, the whole machine) until the undo. A crash ends it earlier. */
  pause(cause: PauseCause): Undo {
    const { process } = this;
    if (process === null) return () => undefined;
    this.#causes.push(cause);
    this.#straight = false;
    if (this.#causes.length === 1) {
      this.#pausedAtNs = this.engine.nowNs;
      this.cpu?.stop();
    }
    this.#suspend(cause);
    process.stopInside();
    this.world.processChanged(this, 'paused', cause);
    let over = false;
    return () => {
      if (over || this.process !== process) return;
      over = true;
      this.#causes.splice(this.#causes.lastIndexOf(cause), 1);
      this.#unsuspend(cause);
      if (this.paused) return;
      this.world.processChanged(this, 'resumed', cause);
      this.cpu?.go();
      process.goOn();
      this.wake();
    };
  }

  /** What stands still with the process. */
  #suspend(cause: PauseCause): void {
    const { kernel, monotonic } = pauseEffects[cause];
    if (kernel === 'stops') (this.#kernel ??= new SuspendedKernel(this.engine)).suspend();
    if (monotonic === 'stops') {
      this.#sleeps += 1;
      this.clocks.suspend(this.engine.nowNs);
      this.time.bent();
    }
  }

  #unsuspend(cause: PauseCause): void {
    const { kernel, monotonic } = pauseEffects[cause];
    if (monotonic === 'stops') this.#wakeClock();
    if (kernel === 'stops') this.#kernel?.resume();
  }

  #wakeClock(): void {
    this.#sleeps -= 1;
    this.clocks.resume(this.engine.nowNs);
    this.time.bent();
  }

  #endPauses(): void {
    this.#causes.length = 0;
    while (this.#sleeps > 0) this.#wakeClock();
    this.#kernel?.resumeAll();
  }

  /** Bends the oscillator; the undo restores the rate, what was gained or lost stays. */
  drift(ppb: number): Undo {
    this.#addDrift(ppb);
    let over = false;
    return () => {
      if (over) return;
      over = true;
      this.#addDrift(-ppb);
    };
  }

  #addDrift(ppb: number): void {
    this.clocks.addDrift(this.engine.nowNs, ppb);
    this.time.bent();
    this.time.disturbed();
  }
}
