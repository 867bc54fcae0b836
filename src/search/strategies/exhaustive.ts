import type { Problem } from '../../base/time.ts';
import type { Value } from '../../base/units.ts';
import type { Happening } from '../../engine/agenda.ts';
import type { Engine } from '../../engine/engine.ts';
import type { Steering } from '../../run/steering.ts';
import type { RunPlan } from '../../scenario/scenario.ts';
import { DelayDraws, longest, shortest } from '../steering/delay-draws.ts';
import { Frontier, turnsOf } from '../steering/frontier.ts';
import { heads } from '../steering/lanes.ts';
import { KeyedAgenda, SeenTrace, StateKey } from '../steering/state-key.ts';
import { defineStrategy } from './define.ts';
import type { Exhausted, Found, Searcher, Subject } from './define.ts';

/** Why a run is given up: all that can follow is played, or will be, by another one. */
const known = 'known-state';

/**
 * Whether a state says all of what may follow: a fault that counts messages, or asks for what holds,
 * remembers more of the past than any node.
 */
function hasPlainStates({ nemesis, faults }: RunPlan): boolean {
  const isPlain = faults.every(
    ({ schedule, match, ...fault }) =>
      schedule.kind !== 'when' && match === null && fault.while.length === 0,
  );
  return nemesis === null && isPlain;
}

/** Of one run: how many options there were at each new choice, and the new states. */
type Episode = readonly [options: readonly number[], states: readonly number[]];

/** One run whose free choices are made for it. */
class Play {
  /** How many options there were at each choice behind the last turn. */
  readonly options: number[] = [];
  /** The states that it was the first to meet. */
  readonly fresh: number[] = [];
  readonly #turns: ReadonlyMap<number, number>;
  /** The first choice behind the last turn. */
  readonly #from: number;
  /** Null: states are not told apart. */
  readonly #states: ReadonlySet<number> | null;
  readonly #met = new Set<number>();
  #made = 0;
  #engine: Engine | null = null;
  #key: StateKey | null = null;

  constructor(turns: ReadonlyMap<number, number>, states: ReadonlySet<number> | null) {
    this.#turns = turns;
    this.#from = Math.max(-1, ...turns.keys()) + 1;
    this.#states = states;
  }

  #choose(options: number): number {
    if (options < 2) return 0;
    const position = this.#made;
    this.#made += 1;
    if (position >= this.#from) this.options.push(options);
    const choice = this.#turns.get(position) ?? 0;
    return choice < options ? choice : 0;
  }

  /** Whether another run has come, or will come, to all that can follow. */
  #isKnown(): boolean {
    const [engine, key, states] = [this.#engine, this.#key, this.#states];
    if (engine === null || key === null || states === null || this.#made < this.#from) return false;
    const state = key.at(engine.nowNs);
    if (states.has(state) || this.#met.has(state)) return true;
    this.#met.add(state);
    this.fresh.push(state);
    return false;
  }

  #pick(due: readonly Happening[]): number {
    const places = heads(due);
    if (places.length < 2) return 0;
    if (this.#isKnown()) {
      this.#engine?.stop(known);
      return 0;
    }
    return places[this.#choose(places.length)] ?? 0;
  }

  #chooseBeside(options: number): number {
    const choice = this.#choose(options);
    this.#key?.chosen(choice);
    return choice;
  }

  steering(base: string, nodes: readonly string[]): Steering {
    const trace = { current: new SeenTrace(nodes, false) };
    const key = new StateKey(nodes.length, () => trace.current.seen);
    this.#key = key;
    return {
      engine: {
        agenda: new KeyedAgenda((due) => this.#pick(due), key),
        draws: new DelayDraws(base, () => (this.#chooseBeside(2) === 0 ? shortest : longest)),
        // The first choice is what the seed draws.
        chooser: {
          choose: (_, options, drawn) => (drawn + this.#chooseBeside(options)) % options,
        },
      },
      trace: (ids, stored) => (trace.current = new SeenTrace(ids, stored)),
      begin: ({ engine, world }) => {
        this.#engine = engine;
        trace.current.followedIf(() => world.watchMessages);
      },
    };
  }
}

/** Plays one course after another, and remembers the states that were met. */
class Enumeration implements Searcher {
  readonly #subject: Subject;
  readonly #frontier = new Frontier();
  readonly #states: Set<number> | null;

  constructor(subject: Subject) {
    this.#subject = subject;
    this.#states = hasPlainStates(subject.plan) ? new Set() : null;
  }

  async play(seed: string): Promise<Found | Exhausted> {
    const { plan, play } = this.#subject;
    const nodes = plan.nodes.map(({ id }) => id);
    const episodes: Value[] = [];
    let states = 0;
    for (;;) {
      const course = this.#frontier.take();
      const space = {
        of: null,
        states: this.#states === null ? null : states,
        pruned: episodes.length,
        isLast: course === null,
      };
      if (course === null) return { trial: null, space };
      const turns = turnsOf(course);
      let one = new Play(turns, this.#states);
      const steering = (): Steering =>
        (one = new Play(turns, this.#states)).steering(plan.seed, nodes);
      const trial = { plan: { ...plan, seed }, steering };
      const played = await play(trial);
      this.#frontier.branch(course, one.options);
      for (const state of one.fresh) this.#states?.add(state);
      states += one.fresh.length;
      episodes.push([one.options, one.fresh]);
      if (played.stopped === known) continue;
      return {
        trial,
        played,
        how: printTurns(plan.seed, turns),
        note: episodes,
        space: {
          ...space,
          states: this.#states === null ? null : states,
          isLast: this.#frontier.isEmpty,
        },
      };
    }
  }

  recall(_seed: string, _how: string | null, note: Value): void {
    for (const [options, fresh] of note as readonly Episode[]) {
      const course = this.#frontier.take();
      if (course !== null) this.#frontier.branch(course, options);
      for (const state of fresh) this.#states?.add(state);
    }
  }
}

/** `1/12=1,40=2`: under seed 1 the choices 12 and 40 are not the first; all others are. */
function printTurns(base: string, turns: ReadonlyMap<number, number>): string {
  const inOrder = [...turns].sort(([a], [b]) => a - b);
  return `${base}/${inOrder.map(([position, choice]) => `${position}=${choice}`).join(',')}`;
}

const turnsForm = /^(\d{1,20})\/((?:\d{1,15}=\d{1,6}(?:,(?=\d))?)*)$/;

function readTurns(how: string): { base: string; turns: Map<number, number> } | Problem {
  const [, base, list] = turnsForm.exec(how) ?? [];
  if (base === undefined || list === undefined)
    return {
      problem: 'an order is written 1/12=1,40=2: seed, and the choices that are not the first',
    };
  const turns = list.split(',').flatMap((turn): [number, number][] => {
    const [position, choice] = turn.split('=').map(Number);
    return position === undefined || choice === undefined ? [] : [[position, choice]];
  });
  return { base, turns: new Map(turns) };
}

/** Every order that there is. */
export const exhaustive = defineStrategy({
  name: 'exhaustive',
  summary:
    'Plays every order of what is due at the same instant, the shortest and the longest delay of each message, and every drawn target, under the seed of the file; gives up what comes to a known state.',
  source: 'P. Godefroid, "Model checking for programming languages using VeriSoft", POPL 1997',
  islands: 1,
  samples: false,
  search: (subject) => new Enumeration(subject),
  replay(plan, how) {
    const read = readTurns(how);
    if ('problem' in read) return read;
    const nodes = plan.nodes.map(({ id }) => id);
    return { plan, steering: () => new Play(read.turns, null).steering(read.base, nodes) };
  },
});
