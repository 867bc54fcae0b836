import { type Fields } from '../../src/base/schema.ts';
import { type Names, readFields } from '../../src/base/schema/read.ts';
import type { TrueTime, Value } from '../../src/base/units.ts';
import { Engine } from '../../src/engine/engine.ts';
import { Trace } from '../../src/engine/trace.ts';
import type { OperationSeen } from '../../src/library/checks/define.ts';
import { compileFormula, parseFormula } from '../../src/scenario/formula.ts';
import type { LinkClass } from '../../src/world/network/link.ts';
import type { NodePlan } from '../../src/scenario/plan/node.ts';
import type { RunPlan } from '../../src/scenario/scenario.ts';
import type { NodeSelector } from '../../src/scenario/selector.ts';
import type { Program } from '../../src/world/program/program.ts';
import { tcpPresets } from '../../src/world/tcp/settings.ts';
import { World } from '../../src/world/world.ts';
import { RunEvents } from '../../src/run/events/events.ts';
import { Feed } from '../../src/run/events/feed.ts';
import { SentenceWatch } from '../../src/run/faults/timing/sentence-watch.ts';
import { Selection } from '../../src/run/faults/targets/selection.ts';
import { LiveState } from '../../src/run/faults/state.ts';
import type { TriggerScene } from '../../src/run/faults/timing/trigger.ts';
import { History } from '../../src/run/history/history.ts';
import { Roles } from '../../src/run/roles.ts';
import { sighting } from '../../src/run/events/sighting.ts';

export const second = 1_000_000_000;

/** A link of 1 ms that loses nothing. */
export const idealLink: LinkClass = {
  connected: true,
  mtuBytes: 1500,
  latency: { kind: 'constant', ns: 1_000_000 },
  lossPpb: 0,
  duplicatePpb: 0,
  reorderPpb: 0,
  corruptPpb: 0,
  messages: [],
};

/** A node with perfect clock and disk; without a program it is the plain client. */
export function nodePlan(
  id: string,
  program: Program | null = null,
  config: object = {},
): NodePlan {
  return {
    id,
    group: null,
    program,
    config: program === null ? {} : readConfig(program.contents.config, config),
    labels: {},
    clock: { offsetNs: { low: 0, high: 0 }, driftPpb: { low: 0, high: 0 }, errorNs: 0 },
    disk: { unsyncedKeptPpb: 500_000_000 },
    restartAfter: null,
    tcp: tcpPresets['linux-6.5'],
  };
}

/** A run of 60 s with seed 42 in which nothing happens, unless more is given. */
export function runPlan(given: Partial<RunPlan> = {}): RunPlan {
  return {
    scenario: 'stage',
    summary: null,
    variant: null,
    variantSummary: null,
    cell: null,
    seedIsAxis: false,
    set: [],
    seed: '42',
    epoch: '2020-01-01T00:00:00Z',
    durationNs: 60 * second,
    healNs: null,
    model: null,
    nodes: [nodePlan('a'), nodePlan('b')],
    links: { classes: [idealLink], classOf: () => 0 },
    roles: new Map(),
    workloads: [],
    faults: [],
    nemesis: null,
    checks: [],
    metrics: [],
    ...given,
  };
}

/** All nodes of these names, without roles or draws. */
export function select(...nodes: string[]): NodeSelector {
  return {
    text: nodes.join(', '),
    terms: [{ amount: null, base: { kind: 'nodes', nodes } }],
    except: null,
  };
}

/** Names of a scenario that has every event and node that it is asked for. */
const names: Names = {
  node: (text) => ({ value: text }),
  nodes: (text) => ({ value: typeof text === 'string' ? [text] : text }),
  delay: (word) => ({ problem: `no preset ${word}`, suggestion: null }),
  formula: (text) => {
    const parsed = parseFormula(text);
    const formula = 'ast' in parsed ? compileFormula(parsed.ast, new Map()) : parsed;
    return 'evaluate' in formula
      ? { value: formula }
      : { problem: formula.message, suggestion: null };
  },
  event: (text) => ({ value: text }),
  selector: (text) => ({ value: { text: String(text) } }),
  link: (text) => ({ value: { text } }),
};

/** Reads a config as a scenario file would write it. Throws when it cannot be read. */
export function readConfig(fields: Fields, written: object): object {
  const { value, problems } = readFields(fields, written, names);
  if (problems.length > 0) throw new TypeError(problems.map(({ message }) => message).join('; '));
  return value;
}

/** A world with all that stands between it and the report, ready to be played or told events. */
export class Stage {
  readonly plan: RunPlan;
  readonly engine: Engine;
  readonly world: World;
  readonly events: RunEvents;
  readonly feed: Feed;
  readonly history: History;
  readonly roles: Roles;
  readonly scene: TriggerScene;
  readonly notes: string[] = [];

  constructor(plan: RunPlan = runPlan()) {
    this.plan = plan;
    const ids = plan.nodes.map(({ id }) => id);
    const trace = new Trace(ids, true);
    const { seed, durationNs, nodes, links } = plan;
    this.engine = new Engine({
      seed,
      untilNs: durationNs,
      trace,
      drain: () => true,
      maxEvents: 1_000_000,
    });
    const describeError = (error: unknown): string => String(error);
    this.world = new World({ engine: this.engine, nodes, links, describeError });
    this.events = new RunEvents(this.world);
    this.events.onNote((note) => void this.notes.push(note));
    this.roles = new Roles(plan, this.events);
    this.feed = new Feed(this.world, this.events);
    this.history = new History(this.world, this.events);
    const schedule = { isActive: () => false, healed: false, isHeldDown: () => false };
    const state = new LiveState(this.world, this.roles, schedule);
    this.scene = {
      world: this.world,
      events: this.events,
      selection: new Selection(this.world, this.roles, this.events),
      sentences: new SentenceWatch(this.engine, this.events, state),
      gstNs: null,
    };
  }

  /** Plays until the end. */
  play(): this {
    this.world.start();
    while (this.engine.advance(10_000) !== 'done');
    return this;
  }

  /** The instant of what is told next. */
  at(seconds: number): this {
    this.engine.nowNs = Math.round(seconds * second);
    this.engine.trace.nowNs = this.engine.nowNs;
    return this;
  }

  /** A node observed something. */
  observe(node: string, event: string, data: { readonly [field: string]: Value } = {}): this {
    const index = this.world.indexOf(node);
    const seq = this.engine.trace.record('observed', index, -1, event, data);
    this.events.observed(index, event, data, seq, 1);
    return this;
  }

  /** Something happened to a process. */
  process(
    node: string,
    change: Parameters<RunEvents['processChanged']>[1],
    why: string | null = null,
  ): this {
    const index = this.world.indexOf(node);
    const seq = this.engine.trace.record('paused', index, -1, null, { change });
    this.events.processChanged(index, change, why, seq, 1);
    return this;
  }

  /** An operation of one attempt completed now. */
  done(given: Partial<OperationSeen> & { readonly beganSeconds?: number } = {}): this {
    const { beganSeconds = this.engine.nowNs / second, ...data } = given;
    const seen: OperationSeen = {
      workload: 'w',
      client: 'a',
      number: 0,
      attempt: 1,
      op: 'write',
      body: {},
      outcome: { status: 'ok', value: {} },
      phase: 'main',
      truth: 'done',
      id: 'w/a#0',
      ...data,
      began: Math.round(beganSeconds * second) as TrueTime,
    };
    const seq = this.engine.trace.record('completed', 0, -1, seen.op, null);
    const row = { seq, atNs: this.engine.nowNs, node: seen.client, incarnation: 1 };
    this.events.attemptDone(sighting('completed', row, seen.op, seen));
    this.events.operationDone(sighting('completed', row, seen.op, seen));
    return this;
  }
}
