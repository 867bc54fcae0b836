import { compareNatural } from '../../base/order.ts';
import { purpose } from '../../base/draw/draw.ts';
import type { Stream } from '../../base/draw/draw.ts';
import { lanes } from '../../base/schema/lanes.ts';
import type { Infer } from '../../base/schema.ts';
import type { NodeId, Value } from '../../base/units.ts';
import { grown } from './clock.ts';
import type { ClockKeeper } from './clock.ts';
import type { MachinePort } from '../ports.ts';
import type { MessageView } from '../network/rule.ts';
import { Alarm } from './alarm.ts';
import { timeService } from './messages.ts';
import { Peer } from './peer.ts';
import { delayOf, offsetOf, wrongAtMostNs } from './sample.ts';
import type { Exchange, Sample } from './sample.ts';
import { clustered, combined, plainMean, truechimers } from './selection.ts';
import type { Candidate } from './selection.ts';
import { Steering } from './steering.ts';
import { syncManners } from './sync-plan.ts';
import type { SyncManner, SyncPlan } from './sync-plan.ts';

const second = 1_000_000_000;

/** A server that was not heard for so many polls is out of reach (RFC 5905: the reach register). */
const mostSilentPolls = 8;
/** A grandmaster sooner: three announcements (IEEE 1588, announceReceiptTimeout). */
const mostSilentMasters = 3;
/** The first polls come quickly (`iburst`). */
const burstPolls = 4;
const burstGapNs = 2 * second;
/** Before a clock is synchronised nothing is known of it (RFC 5905: MAXDISP). */
const unknownNs = 16 * second;
/** How fast a clock is believed to go wrong: 15 ppm (PHI) once its oscillator is known, or more. */
const knownGrowthPpb = 15_000;
const unknownGrowthPpb = 500_000;
/** The loop looks at its oscillator so often (the Allan intercept is of this size). */
const frequencyWindowNs = 300 * second;
/** Which draw of the daemon's stream it is. */
const phaseDraw = 0;

/** What a daemon found out: who is believed, and what they say. */
interface Finding {
  readonly offsetNs: number;
  readonly distanceNs: number;
  readonly stratum: number;
  /** The latest of the samples behind it, on the own boot-time clock. */
  readonly latestNs: number;
  readonly chosen: readonly Peer[];
}

/**
 * A time daemon of one machine, running beside its program: it asks servers over the simulated
 * network, where its packets are lost, late and cut as any others, and sets the clock by what it is
 * told (RFC 5905; chronyd; IEEE 1588 with negotiated unicast).
 */
export class TimeDaemon implements ClockKeeper {
  readonly #machine: MachinePort;
  readonly #plan: SyncPlan;
  readonly #manner: SyncManner;
  readonly #stream: Stream;
  readonly #peers: readonly Peer[];
  readonly #steering: Steering;
  readonly #alarm: Alarm;
  /** Rings when what nobody corrects may be wrong by more than is bearable. */
  readonly #expiry: Alarm;
  #polls = 0;
  #corrections = 0;
  #misledNs = 0;
  #spikeSinceNs: number | null = null;
  #usedAtNs = -1;
  #learned: Sample | null = null;
  /** How fast the clock may go wrong in spite of all that is known of its oscillator. */
  #growthPpb = unknownGrowthPpb;
  /** By how much the frequency that the loop has found may be wrong. */
  #doubtPpb = 0;
  /** Since it last found a majority: what it was wrong by, at most, beside what grows. */
  #boundNs = unknownNs;
  #isLost = true;
  syncedAtBootNs: number | null = null;
  #stratum = 16;

  /** `bent` is called when it has changed the rate of its machine's clocks. */
  constructor(machine: MachinePort, plan: SyncPlan, stream: Stream, bent: () => void) {
    this.#machine = machine;
    this.#plan = plan;
    this.#manner = syncManners[plan.protocol];
    this.#stream = stream;
    const stages = this.#manner.frequency === 'regression' ? 16 : 8;
    this.#peers = plan.servers.map(
      (id) => new Peer(id, machine.world.machineOf(id)?.index ?? -1, stages),
    );
    this.#steering = new Steering(machine, bent);
    this.#alarm = new Alarm(machine, () => this.#poll());
    this.#expiry = new Alarm(machine, () => this.#expire());
  }

  // ── What it says of itself ──

  get synchronised(): boolean {
    return !this.#isLost && this.errorNs(this.#machine.engine.nowNs) < unknownNs;
  }

  get stratum(): number {
    return this.synchronised ? this.#stratum : 16;
  }

  errorNs(atNs: number): number {
    if (this.syncedAtBootNs === null) return unknownNs;
    const sinceNs = this.#machine.clocks.boot(atNs) - this.syncedAtBootNs;
    const leftNs = Math.abs(this.#steering.outstandingNs(atNs));
    return Math.min(unknownNs, this.#boundNs + leftNs + grown(sinceNs, this.#growthPpb));
  }

  // ── Its life ──

  /** Begins to ask; what it knew before is forgotten. */
  start(): void {
    for (const peer of this.#peers) peer.forget();
    this.#polls = 0;
    this.#corrections = 0;
    this.#spikeSinceNs = null;
    this.#learned = null;
    // Daemons that are started together do not ask together.
    const span = Math.min(this.#plan.intervalNs, burstGapNs);
    const part = this.#stream.at(purpose.clock, phaseDraw, this.#machine.engine.nowNs, 0);
    this.#alarm.arm(Math.floor(part * span));
  }

  /** It asks no more: the clock is left to its oscillator, and to the last correction of that. */
  stop(): void {
    this.#alarm.cancel();
    // What it did not finish stays wrong.
    this.#boundNs += Math.abs(this.#steering.outstandingNs(this.#machine.engine.nowNs));
    this.#steering.stop();
    for (const peer of this.#peers) peer.forget();
  }

  /** Its machine's clocks have changed their rate. */
  remap(): void {
    this.#alarm.remap();
    this.#expiry.remap();
  }

  /** What it measures is wrong by so much more from now on. */
  mislead(byNs: number): void {
    this.#misledNs += byNs;
    // It has no reason to prefer what it measured before.
    for (const peer of this.#peers) peer.forget();
  }

  // ── Asking ──

  #poll(): void {
    const { world, clocks, engine, index } = this.#machine;
    const asked = world.vocabulary.message('time-request', timeService['time-request']);
    for (const peer of this.#peers) {
      const originate = clocks.wall(engine.nowNs);
      peer.askedNs = originate;
      peer.correctedNs = this.#correctedNs;
      peer.silentPolls += 1;
      const body = asked.body.copy({ originate }) as Value;
      const link = world.network.link(index, peer.index);
      world.network.send(link, asked.kind, body, lanes[0] as number, lanes[1] as number);
    }
    this.#polls += 1;
    if (this.#peers.every((peer) => this.#isOutOfReach(peer))) this.#lose();
    const gapNs = this.#polls < burstPolls ? burstGapNs : Infinity;
    this.#alarm.arm(Math.min(this.#plan.intervalNs, gapNs));
  }

  #isOutOfReach({ silentPolls }: Peer): boolean {
    return silentPolls > (this.#plan.protocol === 'ptp' ? mostSilentMasters : mostSilentPolls);
  }

  // ── Hearing ──

  /** A packet has come: true when it is an answer to this daemon. */
  heard({ kindName, from, body }: MessageView): boolean {
    if (kindName !== 'time-answer') return false;
    const peer = this.#peers.find(({ id }) => id === from);
    if (peer === undefined) return false;
    const reply = body as Infer<(typeof timeService)['time-answer']>;
    // Doubled, late and made up replies do not return what was asked last.
    if (peer.askedNs === null || reply.originate !== peer.askedNs) return true;
    const { clocks, engine } = this.#machine;
    const exchange: Exchange = {
      askedNs: peer.askedNs,
      receivedNs: reply.received,
      answeredNs: reply.transmitted,
      heardNs: clocks.wall(engine.nowNs),
    };
    peer.askedNs = null;
    peer.silentPolls = 0;
    peer.claim = { stratum: reply.stratum, priority: reply.priority };
    // Who does not know the time itself tells none.
    if (reply.stratum >= 16) return true;
    const correctedNs = this.#correctedNs;
    peer.add({
      unkeptNs:
        offsetOf(exchange) + this.#misledNs + Math.floor((peer.correctedNs + correctedNs) / 2),
      // A slew that makes the clock run slower makes a way look short.
      delayNs: Math.max(0, delayOf(exchange) - (correctedNs - peer.correctedNs)),
      rootNs: reply.rootDelay / 2 + reply.rootDispersion,
      atNs: clocks.boot(engine.nowNs),
    });
    this.#weigh();
    return true;
  }

  /** What the daemon has done to the time of day since it looked first. */
  get #correctedNs(): number {
    const { clocks, engine } = this.#machine;
    const unkeptNs = clocks.unkept(engine.nowNs);
    return clocks.wall(engine.nowNs) - unkeptNs;
  }

  // ── Believing ──

  #weigh(): void {
    if (this.#corrections === 0 && this.#isEarly) return;
    const finding = this.#find();
    if (finding === null) return;
    const { clocks, engine } = this.#machine;
    const nowNs = clocks.boot(engine.nowNs);
    const isNews = finding.latestNs > this.#usedAtNs;
    if (!isNews && this.#manner.frequency === 'loop') return;
    this.#usedAtNs = finding.latestNs;
    if (!this.#correct(finding)) return;
    if (this.#isLost) this.#record({ sync: 'synchronised' });
    this.#isLost = false;
    this.#stratum = finding.stratum;
    this.#boundNs = finding.distanceNs;
    this.syncedAtBootNs = nowNs;
    if (!this.#expiry.armed) this.#expire();
  }

  /** At the start one waits for all: who answers first need not be right. */
  get #isEarly(): boolean {
    const { samplesWanted } = this.#manner;
    if (this.#polls > Math.max(burstPolls, samplesWanted + 1)) return false;
    return this.#peers.some(({ samples }) => samples.length < samplesWanted);
  }

  /** What the servers that are fit and believed say; null when there are too few, or no majority. */
  #find(): Finding | null {
    const { clocks, engine } = this.#machine;
    const nowNs = clocks.boot(engine.nowNs);
    const fit = this.#peers.filter(
      (peer) => !this.#isOutOfReach(peer) && peer.samples.length >= this.#manner.samplesWanted,
    );
    const asker = {
      nowNs,
      correctedNs: this.#correctedNs,
      frequencyPpb: this.#steering.frequencyPpb,
      growthPpb: this.#growthPpb,
    };
    const candidates = fit.flatMap((peer) => peer.candidate(this.#reading, asker) ?? []);
    const chosen = this.#choose(candidates);
    if (chosen.length === 0) {
      // Enough have spoken, and they contradict one another.
      if (candidates.length > 0) this.#lose();
      return null;
    }
    const offsetNs = this.#plan.select === 'average' ? plainMean(chosen) : combined(chosen);
    const latest = fit.filter(({ id }) => chosen.some((one) => one.id === id));
    return {
      offsetNs,
      distanceNs: Math.max(
        ...chosen.map((one) => one.distanceNs + Math.abs(offsetNs - one.offsetNs)),
      ),
      stratum: 1 + Math.min(...chosen.map(({ stratum }) => stratum)),
      latestNs: Math.max(...latest.map((peer) => peer.best(nowNs, this.#growthPpb)?.atNs ?? -1)),
      chosen: latest,
    };
  }

  get #reading(): 'shortest' | 'mean' | 'trend' {
    if (this.#plan.select === 'average') return 'mean';
    return this.#manner.frequency === 'regression' ? 'trend' : 'shortest';
  }

  #choose(candidates: readonly Candidate[]): readonly Candidate[] {
    if (this.#plan.protocol === 'ptp') return this.#bestMaster(candidates);
    if (this.#plan.select === 'intersection') return clustered(truechimers(candidates));
    if (this.#plan.select === 'average') return candidates;
    return candidates.filter(({ id }) => id === this.#plan.servers[0]);
  }

  /** IEEE 1588, best master clock: the smallest priority, then the nearest to a reference, then the name. */
  #bestMaster(candidates: readonly Candidate[]): readonly Candidate[] {
    const priority = (id: NodeId): number =>
      this.#peers.find((peer) => peer.id === id)?.claim.priority ?? 255;
    return candidates
      .toSorted(
        (a, b) =>
          priority(a.id) - priority(b.id) || a.stratum - b.stratum || compareNatural(a.id, b.id),
      )
      .slice(0, 1);
  }

  // ── Correcting ──

  /** Sets the clock right; false when it would not believe it, or not yet. */
  #correct(finding: Finding): boolean {
    const { offsetNs } = finding;
    const { stepAboveNs, panicAboveNs, maxSlewPpb } = this.#plan;
    if (Math.abs(offsetNs) > panicAboveNs) {
      this.#giveUp(offsetNs);
      return false;
    }
    const mayStep = this.#corrections < this.#manner.stepsAtFirst;
    if (Math.abs(offsetNs) <= stepAboveNs || !mayStep) {
      this.#spikeSinceNs = null;
      this.#corrections += 1;
      this.#learn(finding.chosen);
      this.#steering.slew(offsetNs, maxSlewPpb);
      return true;
    }
    if (this.#corrections > 0 && !this.#outlasts()) return false;
    this.#spikeSinceNs = null;
    this.#corrections += 1;
    // Whatever moved the clock was not the oscillator.
    this.#learned = null;
    this.#steering.step(offsetNs);
    // What was asked before the step would be answered after it.
    for (const peer of this.#peers) peer.askedNs = null;
    return true;
  }

  /** A large offset that may be a spike: whether it has stayed long enough. */
  #outlasts(): boolean {
    const { clocks, engine } = this.#machine;
    const nowNs = clocks.monotonic(engine.nowNs);
    this.#spikeSinceNs ??= nowNs;
    return nowNs - this.#spikeSinceNs >= this.#manner.stepoutNs;
  }

  /** Corrects the frequency of the oscillator by what the samples show of it. */
  #learn(chosen: readonly Peer[]): void {
    const { clocks, engine } = this.#machine;
    const [peer] = chosen;
    if (this.#manner.frequency === 'regression') {
      const line = peer?.trend() ?? null;
      if (line !== null) this.#setFrequency(line.slopePpb, line.slopeErrorPpb);
      return;
    }
    const best = peer?.best(clocks.boot(engine.nowNs), this.#growthPpb) ?? null;
    if (best === null) return;
    this.#learned ??= best;
    const lengthNs = best.atNs - this.#learned.atNs;
    if (lengthNs < frequencyWindowNs) return;
    const seen = ((best.unkeptNs - this.#learned.unkeptNs) / lengthNs) * 1e9;
    const { frequencyPpb } = this.#steering;
    // Each of the two offsets may be wrong, and what lies between by both.
    const doubtNs = wrongAtMostNs(best) + wrongAtMostNs(this.#learned);
    const doubtPpb = (doubtNs / lengthNs) * 1e9;
    const gain = this.#growthPpb < unknownGrowthPpb ? 1 / 4 : 1;
    this.#doubtPpb = Math.ceil(this.#doubtPpb + (doubtPpb - this.#doubtPpb) * gain);
    const frequency = Math.floor(frequencyPpb + (seen - frequencyPpb) * gain + 0.5);
    this.#setFrequency(frequency, this.#doubtPpb);
    this.#learned = best;
  }

  #setFrequency(ppb: number, errorPpb: number): void {
    const most = this.#plan.maxSlewPpb;
    this.#steering.setFrequency(Math.max(-most, Math.min(most, ppb)));
    this.#growthPpb = Math.max(knownGrowthPpb, errorPpb);
  }

  /** Too far off to be believed: it exits, as ntpd does, and leaves the clock as it is. */
  #giveUp(offsetNs: number): void {
    this.stop();
    this.#isLost = true;
    this.#record({ sync: 'gave-up', offsetNs });
  }

  #lose(): void {
    if (this.#isLost) return;
    this.#isLost = true;
    this.#record({ sync: 'lost' });
  }

  /** What it vouches for has grown too large, or will have after so long; it may also shrink meanwhile. */
  #expire(): void {
    const leftNs = unknownNs - this.errorNs(this.#machine.engine.nowNs);
    if (leftNs <= 0) this.#lose();
    else if (!this.#isLost) this.#expiry.arm(Math.ceil((leftNs / this.#growthPpb) * 1e9));
  }

  #record(how: { readonly [what: string]: Value }): void {
    const { world } = this.#machine;
    world.clockKept(this.#machine, how);
  }
}
