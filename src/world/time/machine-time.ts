import type { Stream } from '../../base/draw/draw.ts';
import { eventClass } from '../../engine/agenda.ts';
import type { FrozenClocks } from './clock.ts';
import type { MachinePort, MessagePort } from '../ports.ts';
import { rowCode } from '../message/row-code.ts';
import type { ClockVerbs } from './clock-verbs.ts';
import { TimeDaemon } from './daemon.ts';
import { Leap } from './leap.ts';
import type { LeapMode } from './leap.ts';
import { Receiver } from './receiver.ts';
import type { ReceiverPlan } from './receiver.ts';
import type { SyncPlan } from './sync-plan.ts';
import { wanderPeriodNs, wanderStartPpb, wanderStepPpb } from './wander.ts';
import type { Wander } from './wander.ts';

/** What happens to a machine's clocks by themselves; all that is null costs nothing. */
export interface TimeSetting {
  readonly wander: Wander | null;
  readonly leap: LeapMode;
  readonly sync: SyncPlan | null;
  readonly receiver: ReceiverPlan | null;
}

/** Of most machines: nothing happens by itself. */
export const usualTime: TimeSetting = { wander: null, leap: 'step', sync: null, receiver: null };

/** What keeps, bends and spoils the clocks of one machine. */
export class MachineTime implements ClockVerbs {
  readonly #machine: MachinePort;
  readonly #setting: TimeSetting;
  #leaps: Leap | null = null;
  #daemon: TimeDaemon | null = null;
  #receiver: Receiver | null = null;
  /** Causes that keep its daemon from running. */
  #stops = 0;

  constructor(machine: MachinePort, setting: TimeSetting) {
    this.#machine = machine;
    this.#setting = setting;
  }

  /** The draws of this machine's clocks. */
  get #stream(): Stream {
    return this.#machine.engine.draws.stream(`clock ${this.#machine.id}`);
  }

  get #leap(): Leap {
    return (this.#leaps ??= new Leap(this.#machine, this.#setting.leap));
  }

  /** Whether packets may be for a daemon. */
  get listens(): boolean {
    return this.#daemon !== null;
  }

  /** Begins, with the run: what is not asked for makes no event. */
  start(): void {
    const { sync, receiver, wander } = this.#setting;
    if (this.#setting === usualTime) return;
    const bent = (): void => this.bent();
    if (sync !== null) {
      this.#daemon = new TimeDaemon(this.#machine, sync, this.#stream.child('sync'), bent);
      this.#machine.clocks.keeper = this.#daemon;
      this.#daemon.start();
    } else if (receiver !== null) {
      const rightNs = (): number => this.#leaps?.rightNs ?? this.#machine.engine.nowNs;
      this.#receiver = new Receiver(this.#machine, receiver, { bent, rightNs });
      this.#machine.clocks.keeper = this.#receiver;
    }
    if (wander !== null) {
      const stream = this.#stream;
      this.#change(wanderStartPpb(wander, stream));
      this.#wander(wander, 1, stream);
    }
  }

  #wander(wander: Wander, n: number, stream: Stream): void {
    const { engine } = this.#machine;
    engine.schedule(engine.nowNs + wanderPeriodNs(wander), eventClass.change, () => {
      this.#change(wanderStepPpb(wander, n, stream));
      this.bent();
      this.#wander(wander, n + 1, stream);
    });
  }

  /** The oscillator has changed. */
  #change(ppb: number): void {
    const { engine, clocks } = this.#machine;
    if (this.#receiver !== null) this.#receiver.wander(ppb);
    else clocks.wander(engine.nowNs, ppb);
  }

  /** The clocks have changed their rate: whatever counts on them finds its instant anew. */
  bent(): void {
    this.#machine.timers.remap();
    this.#daemon?.remap();
    this.#receiver?.remap();
  }

  /** Somebody beside its keeper touched the clock. */
  disturbed(): void {
    this.#receiver?.disturbed();
  }

  /** A packet has come: true when it was for the daemon. */
  heard(message: MessagePort): boolean {
    if (this.#daemon === null || this.#stops > 0 || !this.#daemon.heard(message)) return false;
    const { engine, index, world } = this.#machine;
    const { fromIndex, kind, low, high } = message;
    engine.trace.messageRow(rowCode.delivered, index, fromIndex, kind.nameId, low, high, message);
    if (world.watchMessages) world.messageReceived(message);
    return true;
  }

  /** The host went down, and its daemon with it. */
  hostWent(): void {
    this.#stops += 1;
    if (this.#stops === 1) this.#daemon?.stop();
  }

  /** It is up again. */
  hostCame(): void {
    this.#stops -= 1;
    if (this.#stops === 0) this.#daemon?.start();
  }

  // ── What faults do ──

  freeze(which: FrozenClocks): () => void {
    const { clocks, engine } = this.#machine;
    clocks.freeze(engine.nowNs, which);
    this.bent();
    return () => {
      clocks.thaw(engine.nowNs, which);
      this.bent();
      this.disturbed();
    };
  }

  coarsen(stepNs: number): () => void {
    const { clocks } = this.#machine;
    clocks.coarsen(stepNs);
    return () => clocks.refine(stepNs);
  }

  misread(byNs: number): () => void {
    const { clocks } = this.#machine;
    clocks.misread(byNs);
    return () => clocks.misread(-byNs);
  }

  stopSync(): () => void {
    this.hostWent();
    this.#receiver?.stop();
    return () => {
      this.hostCame();
      this.#receiver?.start();
    };
  }

  misleadSync(byNs: number): () => void {
    // Whoever measures what it did before has nothing to forget, and nothing to look at again.
    if (byNs === 0) return () => undefined;
    const mislead = (by: number): void => {
      this.#daemon?.mislead(by);
      this.#receiver?.mislead(by);
    };
    mislead(byNs);
    return () => mislead(-byNs);
  }

  /** Whether anything keeps its clock right. */
  get isKept(): boolean {
    return this.#setting.sync !== null || this.#setting.receiver !== null;
  }

  leap(seconds: number): void {
    this.#leap.come(seconds);
  }

  foreseeLeap(atNs: number, seconds: number): void {
    this.#leap.foresee(atNs, seconds);
  }
}
