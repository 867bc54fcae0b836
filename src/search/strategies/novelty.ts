import { Draws, hashText, purpose } from '../../base/draw/draw.ts';
import type { Stream } from '../../base/draw/draw.ts';
import type { Problem } from '../../base/time.ts';
import type { Value } from '../../base/units.ts';
import type { Judgement } from '../../run/checks/judgement.ts';
import type { Steering } from '../../run/steering.ts';
import type { RunPlan } from '../../scenario/scenario.ts';
import { FeatureTrace } from '../steering/feature-trace.ts';
import type { Feature } from '../steering/feature-trace.ts';
import { RedrawnDraws } from '../steering/redrawn-draws.ts';
import type { RedrawnWindow } from '../steering/redrawn-draws.ts';
import { defineStrategy } from './define.ts';
import type { Found, Searcher, Subject, Trial } from './define.ts';

/** A run as it was drawn: the draws of a seed, with some of them drawn anew. */
interface Schedule {
  readonly base: string;
  readonly windows: readonly RedrawnWindow[];
}

/** A run that did something new. */
interface Parent {
  readonly schedule: Schedule;
  /** When it did: true time, integer nanoseconds. */
  readonly instants: readonly number[];
}

/** What is written down of a run that did something new. */
type Note = {
  readonly features: readonly number[];
  readonly instants: readonly number[];
};

/** The share of runs that begin anew, though there are others to go on from. */
const freshShare = 0.2;
/** The share of changes that are of the schedule alone. */
const scheduleShare = 0.75;
/** The share of changes that begin at an instant at which something was new. */
const newInstantShare = 0.75;
/** The share of changes that last to the end. */
const endlessShare = 0.7;
/** The share of changes of runs that did nothing new, but something more often. */
const frequentShare = 0.15;
const mostWindows = 24;
const mostInstants = 8;
/** Below 2^30. */
const salts = 1_073_741_824;

/** The draws of one seed's mutation. */
class Lots {
  readonly #stream: Stream;
  #drawn = 0;

  constructor(seed: string) {
    this.#stream = new Draws(seed).stream('strategy novelty');
  }

  next(): number {
    return this.#stream.at(purpose.selection, this.#drawn++, 0, 0);
  }

  below(count: number): number {
    return Math.floor(this.next() * count);
  }
}

function change(parent: Parent, durationNs: number, lots: Lots): RedrawnWindow {
  const scope = lots.next() < scheduleShare ? 'schedule' : 'all';
  const atNew = lots.next() < newInstantShare;
  const instant = parent.instants[lots.below(parent.instants.length)];
  const anyNs = 1 + lots.below(durationNs);
  const fromNs = atNew && instant !== undefined ? instant + 1 : anyNs;
  const lengthNs = 1 + lots.below(Math.max(1, durationNs - fromNs));
  const untilNs = lots.next() < endlessShare ? null : fromNs + lengthNs;
  return { scope, fromNs, untilNs, salt: lots.below(salts) };
}

function steeringOf(
  { base, windows }: Schedule,
  parts: readonly number[],
  told: (trace: FeatureTrace) => void = () => undefined,
): Steering {
  const draws = new RedrawnDraws(base, windows);
  return {
    engine: { draws },
    trace(nodes, stored) {
      const trace = new FeatureTrace(nodes, stored, parts);
      told(trace);
      return trace;
    },
    begin: ({ engine }) => {
      draws.begin(() => engine.nowNs);
    },
  };
}

/** What each node is, as a number: its program, or that it is a client. */
function partsOf({ nodes }: RunPlan): number[] {
  return nodes.map(({ program }) => hashText(program?.name ?? 'client'));
}

/** What checks made of a run. */
function verdictFeatures({ checks }: Judgement, endNs: number): Feature[] {
  return checks.map(({ id, verdict, at }) => ({
    hash: hashText(`${id} ${verdict}`),
    firstNs: at ?? endNs,
    isCount: false,
  }));
}

/** One island: what its runs did so far, and those of them that were the first to do something. */
class Island implements Searcher {
  readonly #subject: Subject;
  readonly #parts: readonly number[];
  readonly #seen = new Set<number>();
  /** Did what none had done before. */
  readonly #parents: Parent[] = [];
  /** Did something more often. */
  readonly #frequent: Parent[] = [];

  constructor(subject: Subject) {
    this.#subject = subject;
    this.#parts = partsOf(subject.plan);
  }

  async play(seed: string): Promise<Found> {
    const { plan, play } = this.#subject;
    const schedule = this.#schedule(seed);
    const traces: FeatureTrace[] = [];
    const told = (trace: FeatureTrace): void => void traces.push(trace);
    const trial: Trial = {
      plan: { ...plan, seed },
      steering: () => steeringOf(schedule, this.#parts, told),
      base: schedule.base,
    };
    const played = await play(trial);
    const shown = [
      ...(traces[0]?.features() ?? []),
      ...verdictFeatures(played.run, plan.durationNs),
    ];
    const fresh = shown.filter(({ hash }) => !this.#seen.has(hash));
    const how = printSchedule(schedule);
    if (fresh.length === 0) return { trial, played, how };
    const first = fresh.filter(({ isCount }) => !isCount);
    const instants = [...new Set(first.map(({ firstNs }) => firstNs))].sort((a, b) => a - b);
    const features = fresh.map(({ hash }) => hash);
    const note = { features, instants: instants.slice(-mostInstants) };
    this.#learn(schedule, note);
    return { trial, played, how, note };
  }

  recall(_seed: string, how: string | null, note: Value): void {
    const schedule = readSchedule(how ?? '');
    if (!('problem' in schedule) && note !== null) this.#learn(schedule, note as Note);
  }

  #learn(schedule: Schedule, { features, instants }: Note): void {
    for (const feature of features) this.#seen.add(feature);
    if (schedule.windows.length >= mostWindows) return;
    const parents = instants.length > 0 ? this.#parents : this.#frequent;
    parents.push({ schedule, instants });
  }

  /** A seed's own draws, or a change of a run that did something new, the newest of them most often. */
  #schedule(seed: string): Schedule {
    const lots = new Lots(seed);
    const isFresh = lots.next() < freshShare;
    const parents = lots.next() < frequentShare ? this.#frequent : this.#parents;
    const parent = parents[Math.floor(Math.sqrt(lots.next()) * parents.length)];
    if (isFresh || parent === undefined) return { base: seed, windows: [] };
    const { base, windows } = parent.schedule;
    return { base, windows: [...windows, change(parent, this.#subject.plan.durationNs, lots)] };
  }
}

/**
 * `41/s5000=17,a8000-9000=3`: seed 41; from 5,000 ns on the schedule drawn anew, between 8,000 and
 * 9,000 all.
 */
function printSchedule({ base, windows }: Schedule): string {
  const list = windows.map(({ scope, fromNs, untilNs, salt }) => {
    const until = untilNs === null ? '' : `-${untilNs}`;
    return `${scope === 'all' ? 'a' : 's'}${fromNs}${until}=${salt}`;
  });
  return `${base}/${list.join(',')}`;
}

const windowForm = /^([as])(\d{1,16})(?:-(\d{1,16}))?=(\d{1,10})$/;

function readSchedule(how: string): Schedule | Problem {
  const [, base, list] = /^(\d{1,20})\/(.*)$/.exec(how) ?? [];
  const windows = (list ?? '').split(',').flatMap((text): (RedrawnWindow | null)[] => {
    if (text === '') return [];
    const [, scope, from, until, salt] = windowForm.exec(text) ?? [];
    if (scope === undefined) return [null];
    return [
      {
        scope: scope === 'a' ? 'all' : 'schedule',
        fromNs: Number(from),
        untilNs: until === undefined ? null : Number(until),
        salt: Number(salt),
      },
    ];
  });
  const known = windows.filter((window) => window !== null);
  if (base !== undefined && known.length === windows.length) return { base, windows: known };
  return {
    problem:
      'a schedule is written 41/s5000=17,a8000-9000=3: seed, and what is drawn anew from when, and until when',
  };
}

/** What did something new is changed and played on. */
export const novelty = defineStrategy({
  name: 'novelty',
  summary:
    'Goes on from runs that did something new: draws their schedule, or everything, anew from about that instant on.',
  source: 'M. Zalewski, "american fuzzy lop", 2013; islands: R. Tanese, ICGA 1989',
  islands: 64,
  samples: false,
  search: (subject) => new Island(subject),
  replay(plan, how) {
    const schedule = readSchedule(how);
    if ('problem' in schedule) return schedule;
    const { base } = schedule;
    return { plan, steering: () => steeringOf(schedule, partsOf(plan)), base };
  },
});
