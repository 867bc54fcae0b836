import type { FaultPlan, NemesisPlan, PoolFault } from '../../scenario/plan/fault.ts';
import type { Beginning, Beginnings } from '../faults/timing/beginnings.ts';
import type { FaultPlayer } from '../faults/player.ts';
import type { Selection } from '../faults/targets/selection.ts';
import type { Coverage, NemesisReport } from '../report/report.ts';
import { candidateOf } from './candidate.ts';
import type { Candidate, Lot } from './candidate.ts';
import { NemesisDraws } from './draws.ts';
import { couldBeTrue, staysTrue } from './forecast.ts';
import type { ForecastScene, Outage } from './forecast.ts';
import { drawnCoverage } from './drawn-coverage.ts';
import { swarmOf } from './swarm.ts';
import type { Swarm } from './swarm.ts';

const nsPerSecond = 1_000_000_000;

/** What the nemesis needs of a run. */
export interface NemesisScene extends ForecastScene {
  readonly selection: Selection;
  /** What the faults of the file take out of service, now and as far as it is known before. */
  outages(): readonly Outage[];
  /** Begins a fault now. */
  play(plan: FaultPlan): FaultPlayer;
  readonly beginnings: Beginnings;
}

/** Whether it is the next phase of the same fault. */
function follows(next: Outage, { id, untilNs }: Outage): boolean {
  return next.id === id && next.fromNs === untilNs;
}

/** A fault that was drawn. */
interface Played {
  readonly candidate: Candidate;
  /** Null: it begins later in this instant. */
  player: FaultPlayer | null;
}

/** Whether it is under way, or will be at this instant. */
function isLive({ candidate, player }: Played): boolean {
  return player === null ? !candidate.plan.definition.instant : player.isLive;
}

/**
 * Draws a schedule: at each of its turns a fault of the pool, if no more than `at-once` are under
 * way. One that would make a sentence of `keep` false at some time before its end is put off until
 * another fault has ended; so many wait at most as may be under way.
 */
export class Nemesis {
  readonly #plan: NemesisPlan;
  readonly #scene: NemesisScene;
  readonly #draws: NemesisDraws;
  readonly #swarm: Swarm | null;
  readonly #pool: readonly PoolFault[];
  readonly #played: Played[] = [];
  #waiting: readonly Lot[] = [];
  #putOff = 0;
  #leftOut = 0;
  #skipped = 0;
  #isStopped = false;
  #retries = false;
  /** The instant of the next phase that something waits for. */
  #phaseNs = -1;

  constructor(plan: NemesisPlan, scene: NemesisScene) {
    const { turns, pool } = plan;
    this.#plan = plan;
    this.#scene = scene;
    this.#draws = new NemesisDraws(scene.world.engine.draws);
    this.#swarm = turns.kind === 'swarm' ? swarmOf(pool, turns.timerNs, this.#draws) : null;
    this.#pool = this.#swarm?.pool ?? pool;
  }

  /** Begins; call it before the first event. */
  start(): void {
    this.#await(1, this.#instantOf(1, this.#plan.atNs));
  }

  /** The instant `heal`: nothing is drawn any more. */
  stop(): void {
    this.#isStopped = true;
  }

  /** A fault has gone out of effect: what was put off may have room right after. */
  ended(): void {
    if (this.#retries || this.#waiting.length === 0) return;
    this.#retries = true;
    this.#retryAfter(this.#scene.world.engine.nowNs);
  }

  /** A fault that goes on has gaps: what was put off may have room in the next one. */
  #awaitPhase(others: readonly Outage[]): void {
    const { nowNs } = this.#scene.world.engine;
    const isToGo = ({ untilNs }: Outage): boolean => untilNs !== null && untilNs > nowNs;
    const inGap = others.filter((one) => isToGo(one) && others.some((next) => follows(next, one)));
    const nextNs = Math.min(...inGap.map(({ untilNs }) => untilNs ?? Infinity));
    if (nextNs === Infinity || nextNs === this.#phaseNs) return;
    this.#phaseNs = nextNs;
    this.#retryAfter(nextNs);
  }

  /** After all that belongs to an instant: a process that is started again runs by then. */
  #retryAfter(atNs: number): void {
    this.#draw(atNs + 1, () => this.#retry());
  }

  /** Draws at an instant; what is drawn there begins with the faults of the file. */
  #draw(atNs: number, action: () => void): void {
    this.#scene.beginnings.drawAt(atNs, () => {
      const before = this.#played.length;
      action();
      return this.#played.slice(before).map((drawn) => this.#beginningOf(drawn));
    });
  }

  #beginningOf(drawn: Played): Beginning {
    const { plan } = drawn.candidate;
    const begin = (): void => {
      drawn.player = this.#scene.play(plan);
    };
    return { plan, begin };
  }

  /** What it drew, in numbers. */
  report(): NemesisReport {
    return {
      began: this.#played.length,
      putOff: this.#putOff,
      leftOut: this.#leftOut + this.#waiting.length,
      skipped: this.#skipped,
      swarm:
        this.#swarm === null
          ? null
          : {
              intervalNs: this.#swarm.intervalNs,
              weights: Object.fromEntries(
                this.#swarm.pool.map(({ fault, weight }) => [fault.id, weight]),
              ),
            },
    };
  }

  /** What each fault of the pool did, in natural order of ids. */
  coverage(): Coverage[] {
    return this.#plan.pool.map((one) => {
      const own = this.#played.filter(({ candidate }) => candidate.plan.drawnFrom === one.fault.id);
      return drawnCoverage(
        one.fault,
        own.flatMap(({ player }) => player?.coverage() ?? []),
        this.#pool.some(({ fault }) => fault === one.fault),
      );
    });
  }

  /** When a turn is due by itself; `beforeNs`: when the one before it was, or the begin. */
  #instantOf(turn: number, beforeNs: number): number {
    const { turns } = this.#plan;
    switch (turns.kind) {
      case 'every':
        return turns.firstNs + (turn - 1) * turns.everyNs;
      case 'rate':
        return beforeNs + this.#draws.gap(Math.round(nsPerSecond / turns.perSecond), turn);
      case 'swarm':
        return beforeNs + this.#draws.gap(this.#swarm?.intervalNs ?? turns.timerNs, turn);
    }
  }

  #await(turn: number, dueNs: number): void {
    if (dueNs >= this.#plan.untilNs) return;
    this.#draw(dueNs, () => {
      if (this.#isOver) return;
      this.#turn(turn);
      let next = turn + 1;
      let nextNs = this.#instantOf(next, dueNs);
      while (nextNs < this.#plan.untilNs && this.#draws.isAligned(this.#plan.alignedPpb, next)) {
        this.#turn(next);
        next += 1;
        nextNs = this.#instantOf(next, nextNs);
      }
      this.#await(next, nextNs);
    });
  }

  get #isOver(): boolean {
    const { untilNs, budget } = this.#plan;
    const isSpent = budget !== null && this.#played.length >= budget;
    return this.#isStopped || isSpent || this.#scene.world.engine.nowNs >= untilNs;
  }

  get #live(): readonly Played[] {
    return this.#played.filter(isLive);
  }

  #turn(turn: number): void {
    if (this.#isOver) return;
    if (this.#live.length >= this.#plan.atOnce) {
      this.#skipped += 1;
      return;
    }
    const lot = this.#lot(turn);
    if (lot === null) return;
    const fate = this.#attempt(lot);
    if (fate === 'never') this.#leftOut += 1;
    if (fate !== 'later') return;
    if (this.#waiting.length >= this.#plan.atOnce) {
      this.#leftOut += 1;
      return;
    }
    this.#putOff += 1;
    this.#waiting = [...this.#waiting, lot];
  }

  #retry(): void {
    this.#retries = false;
    for (const lot of this.#waiting) {
      if (this.#isOver || this.#live.length >= this.#plan.atOnce) return;
      const fate = this.#attempt(lot);
      if (fate === 'later') continue;
      if (fate === 'never') this.#leftOut += 1;
      this.#waiting = this.#waiting.filter((one) => one !== lot);
    }
  }

  /** The fault of the pool that wins a turn, and its length. */
  #lot(turn: number): Lot | null {
    let winner: { readonly from: PoolFault; readonly lot: number } | null = null;
    for (const from of this.#pool) {
      const lot = this.#draws.lot(from.fault.id, from.weight, turn);
      if (winner === null || lot < winner.lot) winner = { from, lot };
    }
    if (winner === null) return null;
    const { id, duration } = winner.from.fault;
    const durationNs = duration === null ? null : this.#draws.durationNs(id, duration, turn);
    return { turn, from: winner.from, durationNs };
  }

  /** Begins a lot if it may; `later`: it must wait, `never`: it has no target, or never will be let. */
  #attempt(lot: Lot): 'began' | 'later' | 'never' {
    const { keep, untilNs } = this.#plan;
    const scene = this.#scene;
    const candidate = candidateOf(lot, untilNs, scene.world, scene.selection);
    if (candidate === null) return 'never';
    const { outages } = candidate;
    const drawn = this.#live.flatMap((one) => one.candidate.outages);
    const others = [...scene.outages(), ...drawn];
    if (!staysTrue(keep, outages, others, scene)) {
      if (!couldBeTrue(keep, outages, scene)) return 'never';
      this.#awaitPhase(others);
      return 'later';
    }
    this.#played.push({ candidate, player: null });
    return 'began';
  }
}
