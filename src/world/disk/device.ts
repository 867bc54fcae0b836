import { purpose } from '../../base/draw/draw.ts';
import type { Stream } from '../../base/draw/draw.ts';
import { compileSampler } from '../../base/sampler/sampler.ts';
import type { Distribution, Sampler } from '../../base/sampler/sampler.ts';
import { eventClass } from '../../engine/agenda.ts';
import type { Engine, Scheduled } from '../../engine/engine.ts';
import type { DiskOp, DiskOperation, DiskRule, DiskRuling } from './rule.ts';
import type { Undo } from '../verbs.ts';

/** How long a disk takes for an operation: a length of time, or so many bytes a second. */
export type DiskTime = Distribution | { readonly bytesPerSecond: number };

/** How long a disk takes; what is left out takes no time. */
export interface DiskTimes {
  readonly read?: DiskTime;
  /** Of each change that a sync puts on the platter. */
  readonly write?: DiskTime;
  /** Of a sync itself, beside what it writes; as a speed it is that of what it writes. */
  readonly sync?: DiskTime;
  /** It moves whole pages of so many bytes. */
  readonly pageBytes?: number;
}

/** What became of an operation, as the rules in force at its end have it. */
export type DiskOutcome =
  | Exclude<DiskRuling, 'pass' | 'stall' | object>
  | 'done'
  | 'EIO'
  | 'ENOSPC';

/** An operation, and what faults have said of it so far. */
export interface AskedOperation {
  readonly rulings: ReadonlyMap<DiskRule, DiskRuling>;
}

/** What an operation moves. A sync finds some of it done, when its turn comes, by those before it. */
interface Moved {
  /** Null: nobody counts them. */
  readonly bytes: number | null;
  readonly isDue: boolean;
}

/** An operation in line. */
interface Waiting extends AskedOperation {
  readonly operation: DiskOperation;
  readonly moved: readonly Moved[];
  /** What each of them takes. */
  readonly eachNs: readonly number[];
  /** What a sync takes beside them. */
  readonly besideNs: number;
  /** Its turn has come. */
  isBegun: boolean;
  readonly rulings: Map<DiskRule, DiskRuling>;
  /** The faults that were in force when it was asked for. */
  readonly asked: readonly DiskRule[];
  readonly done: (outcome: DiskOutcome) => void;
  leftNs: number;
  sinceNs: number;
  ends: Scheduled | null;
}

const nsPerSecond = 1_000_000_000;

/**
 * The device behind the page cache: it does one operation after the other, in the order in which they
 * were asked for. Faults make it slow, let it stand still, or decide how an operation ends; which of
 * them came first does not matter.
 */
export class DiskDevice {
  readonly #engine: Engine;
  readonly #stream: Stream;
  readonly #times: { readonly [O in 'read' | 'write' | 'sync']?: Sampler | number };
  readonly #pageBytes: number;
  #rules: readonly DiskRule[] = [];
  #queue: Waiting[] = [];
  #lastNs = -1;
  #ordinal = 0;

  constructor(engine: Engine, stream: Stream, times: DiskTimes) {
    this.#engine = engine;
    this.#stream = stream;
    this.#pageBytes = times.pageBytes ?? 1;
    this.#times = Object.fromEntries(
      (['read', 'write', 'sync'] as const).flatMap((op) => {
        const time = times[op];
        if (time === undefined) return [];
        return [[op, 'bytesPerSecond' in time ? time.bytesPerSecond : compileSampler(time)]];
      }),
    );
  }

  /** Nothing takes time here, and no fault is at work: operations need not stand in line. */
  get isPlain(): boolean {
    return this.#rules.length === 0 && this.#queue.length === 0 && !this.#takesTime;
  }

  /** Whether the time that anything takes depends on how many bytes it is. */
  get countsBytes(): boolean {
    const { read, write, sync } = this.#times;
    return typeof read === 'number' || typeof write === 'number' || typeof sync === 'number';
  }

  get #takesTime(): boolean {
    const { read, write, sync } = this.#times;
    return read !== undefined || write !== undefined || sync !== undefined;
  }

  /** Whether some fault is about these operations of programs, which else the page cache serves. */
  rules(op: 'read' | 'write'): boolean {
    return this.#rules.some((rule) => rule.op === op);
  }

  /** Puts a fault in force. */
  add(rule: DiskRule): Undo {
    this.#change(() => {
      this.#rules = [...this.#rules, rule];
      // What is under way is made slow too; how it ends is for those to say who were asked at its begin.
      for (const one of this.#queue) this.#ask(rule, one);
    });
    return () =>
      this.#change(() => {
        this.#rules = this.#rules.filter((one) => one !== rule);
        for (const { rulings } of this.#queue) rulings.delete(rule);
      });
  }

  /** Does an operation in its turn. */
  begin(
    op: DiskOp,
    file: string | null,
    moved: readonly Moved[],
    done: (outcome: DiskOutcome) => void,
  ): void {
    this.enter(this.ask(op, file, moved, done));
  }

  /** Asks the faults about an operation, which stands in line as soon as it is entered. */
  ask(
    op: DiskOp,
    file: string | null,
    moved: readonly Moved[],
    done: (outcome: DiskOutcome) => void,
  ): AskedOperation {
    const eachNs = moved.map((one) => this.#time(op === 'sync' ? 'write' : op, this.#paged(one)));
    const besideNs = op === 'sync' ? this.#time('sync', this.#pagedDue(moved)) : 0;
    const takesNs = eachNs.reduce((sum, ns) => sum + ns, besideNs);
    const one: Waiting = {
      operation: { op, file, takesNs },
      moved,
      eachNs,
      besideNs,
      isBegun: false,
      rulings: new Map(),
      asked: this.#rules,
      done,
      leftNs: takesNs,
      sinceNs: this.#engine.nowNs,
      ends: null,
    };
    for (const rule of this.#rules) this.#ask(rule, one);
    return one;
  }

  /**
   * As `ask`, of what the page cache serves: it comes to the device only if a fault acts on it. Null:
   * what every fault passes has left no trace here.
   */
  askCached(
    op: DiskOp,
    file: string,
    moved: readonly Moved[],
    done: (outcome: DiskOutcome) => void,
  ): AskedOperation | null {
    const [lastNs, ordinal] = [this.#lastNs, this.#ordinal];
    const one = this.ask(op, file, moved, done);
    if (one.rulings.size > 0) return one;
    [this.#lastNs, this.#ordinal] = [lastNs, ordinal];
    return null;
  }

  /** Puts an operation in line, under the faults of now; answers whether anybody has to wait for it. */
  enter(asked: AskedOperation): boolean {
    const one = asked as Waiting;
    for (const rule of this.#rules) if (!one.asked.includes(rule)) this.#ask(rule, one);
    for (const rule of one.asked) if (!this.#rules.includes(rule)) one.rulings.delete(rule);
    this.#queue.push(one);
    if (this.#queue.length === 1) this.#run();
    return this.#queue[0] !== one || one.leftNs > 0 || factorOf(one.rulings) === Infinity;
  }

  /** The power went: what stood in line never ends. */
  vanish(): void {
    for (const { ends } of this.#queue) ends?.cancel();
    this.#queue = [];
  }

  #ask(rule: DiskRule, one: Waiting): void {
    const { operation, rulings } = one;
    if (rule.op === null ? operation.op === 'write' : rule.op !== operation.op) return;
    const ruling = rule.ask(operation);
    if (ruling === 'pass') return;
    rulings.set(rule, ruling);
    if (typeof ruling === 'object' && 'delay' in ruling) one.leftNs += ruling.delay;
  }

  #change(act: () => void): void {
    const [head] = this.#queue;
    if (head === undefined || !head.isBegun) return act();
    const { leftNs } = head;
    const factor = factorOf(head.rulings);
    act();
    // Looking at it costs a part of a nanosecond: what says nothing of it must leave it alone.
    if (head.leftNs === leftNs && factorOf(head.rulings) === factor) return;
    this.#settle(head, factor);
    this.#run();
  }

  /** Takes off what was done of an operation until now, when it was so much slower. */
  #settle(head: Waiting, factor: number): void {
    head.ends?.cancel();
    head.ends = null;
    const passedNs = this.#engine.nowNs - head.sinceNs;
    // Of what stood still nothing was done.
    head.leftNs = Math.max(0, head.leftNs - Math.floor(passedNs / factor));
  }

  #run(): void {
    const [head] = this.#queue;
    if (head === undefined || head.ends !== null) return;
    if (!head.isBegun) this.#takeOffDone(head);
    head.isBegun = true;
    const { nowNs } = this.#engine;
    head.sinceNs = nowNs;
    const factor = factorOf(head.rulings);
    if (factor === Infinity) return;
    const endsNs = nowNs + Math.ceil(head.leftNs * factor);
    head.ends = this.#engine.schedule(endsNs, eventClass.change, () => this.#end(head));
  }

  /** What those before it in line have put down meanwhile it need not put down again. */
  #takeOffDone(head: Waiting): void {
    const { operation, moved, eachNs, besideNs } = head;
    if (moved.every(({ isDue }) => isDue)) return;
    moved.forEach(({ isDue }, at) => {
      if (!isDue) head.leftNs -= eachNs[at] as number;
    });
    // A sync that takes as long as all that it writes takes so much less; one that is drawn was drawn.
    if (operation.op === 'sync' && typeof this.#times.sync === 'number')
      head.leftNs -= besideNs - this.#time('sync', this.#pagedDue(moved));
  }

  #end(head: Waiting): void {
    this.#queue = this.#queue.slice(1);
    // What it put down is seen by the next one, whose turn this is.
    head.done(outcomeOf(head));
    this.#run();
  }

  /** Its bytes, in whole pages. */
  #paged({ bytes }: Moved): number {
    return Math.ceil((bytes ?? 0) / this.#pageBytes) * this.#pageBytes;
  }

  #pagedDue(moved: readonly Moved[]): number {
    return moved.reduce((sum, one) => (one.isDue ? sum + this.#paged(one) : sum), 0);
  }

  #time(op: 'read' | 'write' | 'sync', bytes: number): number {
    const time = this.#times[op];
    if (time === undefined) return 0;
    if (typeof time === 'number') return Math.ceil((bytes * nsPerSecond) / time);
    const { nowNs } = this.#engine;
    this.#ordinal = nowNs === this.#lastNs ? this.#ordinal + 1 : 0;
    this.#lastNs = nowNs;
    return time.sample(this.#stream.at(purpose.disk, nowNs, this.#ordinal, 2));
  }
}

/** So much longer takes an operation; Infinity: it stands still. */
function factorOf(rulings: ReadonlyMap<DiskRule, DiskRuling>): number {
  const factors = [...rulings.values()].flatMap((ruling) => {
    if (ruling === 'stall') return [Infinity];
    return typeof ruling === 'object' && 'factor' in ruling ? [ruling.factor] : [];
  });
  // In one order, whoever came first: a product of fractions depends on it.
  return factors.sort((a, b) => a - b).reduce((product, factor) => product * factor, 1);
}

/** The gravest of what faults say: an error that is told, before one that is not. */
const gravest = ['ENOSPC', 'EIO', 'drop', 'misdirect', 'lose'] as const;

/** How an operation ends as faults have it so far. */
export function outcomeOf({ rulings }: AskedOperation): DiskOutcome {
  const said = [...rulings.values()].map((ruling) =>
    typeof ruling === 'object' && 'fail' in ruling ? ruling.fail : ruling,
  );
  return gravest.find((outcome) => said.includes(outcome)) ?? 'done';
}
