import { boolean, integer, list, text } from '../../../src/base/schema.ts';
import type { TraceEvent } from '../../../src/engine/event.ts';
import { Engine } from '../../../src/engine/engine.ts';
import { Trace } from '../../../src/engine/trace.ts';
import type { Distribution } from '../../../src/base/sampler/sampler.ts';
import type { FaultDefinition } from '../../../src/library/faults/define.ts';
import { faults as shelf } from '../../../src/library/faults/index.ts';
import { compileFormula, parseFormula } from '../../../src/scenario/formula.ts';
import type { FaultPlan, MatchPlan, SchedulePlan } from '../../../src/scenario/plan/fault.ts';
import type { NodePlan } from '../../../src/scenario/plan/node.ts';
import type { RunPlan } from '../../../src/scenario/scenario.ts';
import type { TriggerPlan } from '../../../src/scenario/plan/trigger.ts';
import type { LinkSelector, NodeSelector, Target } from '../../../src/scenario/selector.ts';
import {
  parseLinkSelector,
  parseNodeSelector,
  parseTarget,
} from '../../../src/scenario/selector/parse.ts';
import type { Moment, Sentence } from '../../../src/scenario/sentence.ts';
import { parseMoment } from '../../../src/scenario/sentence/moment.ts';
import { parseSentence } from '../../../src/scenario/sentence/parse.ts';
import { defineProgram } from '../../../src/world/program/program.ts';
import { request } from '../../../src/world/program/protocol.ts';
import { World } from '../../../src/world/world.ts';
import { RunEvents } from '../../../src/run/events/events.ts';
import { FaultSchedule } from '../../../src/run/schedule.ts';
import { nodePlan, readConfig, runPlan } from '../../support/stage.ts';

export const ms = 1_000_000;
export const second = 1_000_000_000;

/** Sends a ping to its peers every 100 ms, and becomes leader when its config says so. */
export const beacon = defineProgram({
  name: 'beacon',
  summary: 'Sends a ping to its peers every 100 ms.',
  config: {
    terms: list(integer(), 'The term with which it is elected in each second; 0: not.').default([]),
    sends: boolean('It sends pings.').default(true),
  },
  messages: {
    ping: { n: integer() },
    echo: request({ words: text() }, { words: text() }),
  },
  events: {
    beat: { n: integer() },
    heard: { n: integer(), from: text() },
    elected: { term: integer() },
  },
  points: ['before-ping'],
  roles: { leader: { event: 'elected', rank: 'term' } },
  start(node, config) {
    let n = 0;
    node.on('ping', (body, from) => node.observe('heard', { n: body.n, from }));
    node.on('echo', ({ words }) => ({ words }));
    node.every('100ms', () => {
      n += 1;
      node.observe('beat', { n });
      if (!config.sends) return;
      node.at('before-ping').done(() => {
        for (const peer of node.peers) node.send(peer, 'ping', { n });
      });
    });
    let next = 0;
    node.every('1s', () => {
      const term = config.terms[next] ?? 0;
      next += 1;
      if (term > 0) node.observe('elected', { term });
    });
  },
});

const ids = ['n1', 'n2', 'n3'];
const world = {
  nodes: ids,
  groups: new Map([['all-of-them', ids]]),
  labels: new Map(),
  roles: new Set(['leader']),
  faults: new Set(['a', 'b', 'c', 'gc', 'cut', 'lost', 'late']),
};

function parsed<T extends object>(read: T): T {
  if ('message' in read) throw new TypeError(String(read.message));
  return read;
}

export const nodesOf = (written: string): NodeSelector =>
  parsed(parseNodeSelector(written, world)) as NodeSelector;
export const linksOf = (written: string): LinkSelector =>
  parsed(parseLinkSelector(written, world)) as LinkSelector;
export const sentence = (written: string): Sentence =>
  parsed(parseSentence(written, world)) as Sentence;
export const moment = (written: string): Moment => parsed(parseMoment(written, world)) as Moment;
export const constant = (ns: number): Distribution => ({ kind: 'constant', ns });

/** A compiled `where`. */
export function where(written: string) {
  const tree = parsed(parseFormula(written));
  if (!('ast' in tree)) throw new TypeError(written);
  const formula = parsed(compileFormula(tree.ast, new Map()));
  if (!('evaluate' in formula)) throw new TypeError(written);
  return formula;
}

/** What a test says of a fault; all else is as a file without the key. */
export interface Written {
  readonly kind?: string;
  readonly definition?: FaultDefinition;
  readonly target?: string | readonly string[] | null;
  readonly params?: object;
  readonly schedule?: SchedulePlan;
  readonly atNs?: number;
  readonly when?: TriggerPlan;
  readonly delayNs?: number;
  readonly times?: number | null;
  readonly durationNs?: number | null;
  readonly duration?: Distribution;
  readonly forever?: boolean;
  readonly untilNs?: number;
  readonly while?: readonly string[];
  readonly minOnNs?: number;
  readonly minOffNs?: number;
  readonly match?: Partial<MatchPlan>;
  readonly probabilityPpb?: number;
  readonly inside?: boolean;
}

/** A fault as the loader would hand it over; 1 s long unless told otherwise. */
export function fault(id: string, written: Written): FaultPlan {
  const definition = written.definition ?? shelf.get(written.kind ?? 'pause');
  if (definition === undefined) throw new TypeError(`no fault ${written.kind}`);
  const aimed = written.target === undefined ? 'n1' : written.target;
  const params = readConfig(definition.params, written.params ?? {});
  const isArranged = Object.hasOwn(params, definition.arrangement?.key ?? '');
  const wants = isArranged || definition.targets === 'domains' ? 'nodes' : definition.targets;
  const target: Target =
    definition.targets === 'domains'
      ? { kind: 'domains', selector: named([aimed ?? []].flat()) }
      : aimed === null
        ? { kind: 'none' }
        : (parsed(parseTarget(aimed, world, wants)) as Target);
  const { times = 1 } = written;
  const schedule: SchedulePlan =
    written.schedule ??
    (written.when
      ? {
          kind: 'when',
          trigger: written.when,
          delay: written.delayNs === undefined ? null : constant(written.delayNs),
          times,
        }
      : { kind: 'at', at: constant(written.atNs ?? second) });
  const lengthNs = written.durationNs === undefined ? second : written.durationNs;
  const fixed =
    lengthNs === null || definition.instant || written.forever ? null : constant(lengthNs);
  return {
    id,
    kind: definition.name,
    definition,
    params,
    target,
    schedule,
    duration: written.duration ?? fixed,
    forever: written.forever ?? false,
    untilNs: written.untilNs ?? null,
    while: (written.while ?? []).map(sentence),
    minOnNs: written.minOnNs ?? 0,
    minOffNs: written.minOffNs ?? 0,
    match: written.match
      ? { message: null, op: null, where: null, nth: null, per: null, ...written.match }
      : null,
    probabilityPpb: written.probabilityPpb ?? 1_000_000_000,
    inside: written.inside ?? false,
    drawnFrom: null,
    summary: null,
  };
}

/** Exactly these names. */
function named(names: readonly string[]): NodeSelector {
  const base = { kind: 'nodes' as const, nodes: names };
  return { text: names.join(', '), terms: [{ amount: null, base }], except: null };
}

/** A trigger on an event. */
export function onEvent(event: string, more: object = {}): TriggerPlan {
  return { kind: 'event', event, node: null, nth: { first: 1, last: 1 }, where: null, ...more };
}

/** A run of three beacons with faults on it. */
export class FaultStage {
  readonly plan: RunPlan;
  readonly engine: Engine;
  readonly world: World;
  readonly events: RunEvents;
  readonly schedule: FaultSchedule;
  readonly notes: string[] = [];

  constructor(
    faults: readonly FaultPlan[],
    given: Partial<RunPlan> = {},
    configs: { readonly [node: string]: object } = {},
  ) {
    const nodes: NodePlan[] = ids.map((id) => nodePlan(id, beacon, configs[id] ?? {}));
    const roles = new Map(Object.entries(beacon.contents.roles));
    this.plan = runPlan({ durationNs: 10 * second, nodes, roles, faults, ...given });
    const trace = new Trace(ids, true);
    this.engine = new Engine({
      seed: this.plan.seed,
      untilNs: this.plan.durationNs,
      trace,
      drain: () => true,
      maxEvents: 1_000_000,
    });
    const describeError = (error: unknown): string => String(error);
    const { links, domains = [] } = this.plan;
    const own = this.plan.nodes;
    this.world = new World({ engine: this.engine, nodes: own, links, domains, describeError });
    this.events = new RunEvents(this.world);
    this.events.onNote((note) => void this.notes.push(note));
    this.schedule = new FaultSchedule(this.plan, this.world, this.events);
  }

  /** Plays to the end. */
  play(): this {
    this.schedule.start();
    this.world.start();
    while (this.engine.advance(100_000) === 'more');
    return this;
  }

  /** Something to look at, at an instant. */
  at(atNs: number, look: () => void): this {
    this.engine.schedule(atNs, 6, look);
    return this;
  }

  /** Rows of the trace of some kinds. */
  rows(...types: TraceEvent['type'][]): TraceEvent[] {
    const rows: TraceEvent[] = [];
    for (let seq = 0; seq < this.engine.trace.rows; seq += 1) {
      const row = this.engine.trace.event(seq);
      if (types.length === 0 || types.includes(row.type)) rows.push(row);
    }
    return rows;
  }

  /** When which strike of a fault was in effect, in ms. */
  windows(id: string): (readonly [from: number, until: number | null])[] {
    return this.schedule
      .reports()
      .filter((report) => report.id === id)
      .map(({ from, until }) => [from / ms, until === null ? null : until / ms]);
  }
}
