import { purpose } from '../../../base/draw/draw.ts';
import type { Stream } from '../../../base/draw/draw.ts';
import { compileSampler } from '../../../base/sampler/sampler.ts';
import type { Sampler } from '../../../base/sampler/sampler.ts';
import { eventClass } from '../../../engine/agenda.ts';
import type { FaultPlan, WearPlan } from '../../../scenario/plan/fault.ts';
import type { LinkSelector, NodeSelector, Target } from '../../../scenario/selector.ts';
import type { World } from '../../../world/world.ts';
import type { Coverage } from '../../report/report.ts';
import type { FaultPlayer } from '../player.ts';
import type { Selection } from '../targets/selection.ts';

const nsPerSecond = 1_000_000_000;
/** Means of years are no exact nanoseconds: the draw is of this mean, and is stretched. */
const unit = compileSampler({ kind: 'exponential', meanNs: nsPerSecond });

/** What renewals need of a run. */
export interface RenewalScene {
  readonly world: World;
  readonly selection: Selection;
  /** Begins a fault now. */
  play(plan: FaultPlan): FaultPlayer;
}

/** One thing that fails: a domain, or a node. */
interface Entity {
  readonly name: string;
  readonly stream: Stream;
  readonly lasts: Sampler;
  readonly wear: WearPlan;
}

/**
 * Alternating renewal processes, one for each entity of each kind: it works for a time, is out for a
 * time, works again (Barlow and Proschan, "Mathematical Theory of Reliability", 1965). Draws are keyed by
 * the entity and the number of the failure: what befalls one changes nothing for the others.
 */
export class Renewals {
  readonly plan: FaultPlan;
  readonly #wears: readonly WearPlan[];
  readonly #scene: RenewalScene;
  readonly #players: FaultPlayer[] = [];
  #isStopped = false;

  constructor(plan: FaultPlan, wears: readonly WearPlan[], scene: RenewalScene) {
    this.plan = plan;
    this.#wears = wears;
    this.#scene = scene;
  }

  /** Begins; call it before the first event. */
  start(): void {
    const { schedule, untilNs } = this.plan;
    const { engine } = this.#scene.world;
    if (untilNs !== null) engine.schedule(untilNs, eventClass.faultEnd, () => this.stop());
    const atNs = schedule.kind === 'at' ? compileSampler(schedule.at).minNs : 0;
    for (const entity of this.#entities()) this.#works(entity, 0, atNs);
  }

  /** Nothing fails any more. */
  stop(): void {
    this.#isStopped = true;
  }

  /** What all its failures did. */
  coverage(): Coverage {
    const { id, definition } = this.plan;
    const own = this.#players.map((player) => player.coverage());
    const touched = own.reduce((sum, one) => sum + one.touched, 0);
    const note = touched > 0 ? null : (own[0]?.note ?? 'nothing failed');
    const occurrences = this.#players.length;
    return { id, fault: definition.name, occurrences, touched, pool: false, note };
  }

  #entities(): Entity[] {
    const { world, selection } = this.#scene;
    const { target, id } = this.plan;
    const within =
      target.kind === 'domains' ? selection.nodes(target.selector, `fault ${id} 0`).picked : null;
    const nodes =
      within === null ? world.ids : [...new Set(within.flatMap((name) => world.nodesIn(name)))];
    const domains = within === null ? world.domains.names : world.domains.within(within);
    const stream = world.engine.draws.stream(`fault ${id}`);
    return this.#wears.flatMap((wear) => {
      const names =
        wear.kind === 'node'
          ? nodes
          : domains.filter((name) => world.domains.kindOf(name) === wear.kind);
      const lasts = compileSampler(wear.lasts);
      return names.map((name) => {
        return { name, wear, stream: stream.child(`${wear.name} of ${name}`), lasts };
      });
    });
  }

  #works(entity: Entity, failure: number, sinceNs: number): void {
    const { engine } = this.#scene.world;
    const drawn = unit.sample(entity.stream.at(purpose.schedule, failure, 0, 0));
    const dueNs = sinceNs + Math.max(1, Math.round(drawn / entity.wear.perSecond));
    // It lives longer than anybody looks.
    if (dueNs > engine.untilNs) return;
    engine.schedule(dueNs, eventClass.faultBegin, () => {
      if (!this.#isStopped) this.#fails(entity, failure, dueNs);
    });
  }

  #fails(entity: Entity, failure: number, nowNs: number): void {
    const { wear, name, lasts, stream } = entity;
    const lengthNs = Math.max(1, lasts.sample(stream.at(purpose.schedule, failure, 1, 0)));
    const { untilNs, summary, id } = this.plan;
    const player = this.#scene.play({
      id: `${id}-${wear.name}-${name}-${failure + 1}`,
      kind: wear.definition.name,
      definition: wear.definition,
      params: wear.params,
      target: this.#targetOf(wear, name),
      schedule: { kind: 'at', at: { kind: 'constant', ns: nowNs } },
      duration: { kind: 'constant', ns: lengthNs },
      forever: false,
      untilNs,
      while: [],
      minOnNs: 0,
      minOffNs: 0,
      match: null,
      probabilityPpb: wear.probabilityPpb,
      inside: false,
      drawnFrom: id,
      summary,
    });
    this.#players.push(player);
    this.#works(entity, failure + 1, nowNs + lengthNs);
  }

  #targetOf({ kind, definition }: WearPlan, name: string): Target {
    const { world } = this.#scene;
    if (definition.targets === 'domains') return { kind: 'domains', selector: these([name]) };
    const nodes = these(kind === 'node' ? [name] : world.nodesIn(name));
    if (definition.targets === 'links') return { kind: 'links', selector: towardsRest(nodes) };
    return { kind: 'nodes', selector: nodes };
  }
}

function these(names: readonly string[]): NodeSelector {
  const base = { kind: 'nodes' as const, nodes: names };
  return { text: names.join(', '), terms: [{ amount: null, base }], except: null };
}

function towardsRest(from: NodeSelector): LinkSelector {
  const rest = { text: 'rest', terms: [{ amount: null, base: { kind: 'rest' as const } }] };
  return { text: `${from.text} <-> rest`, from, to: { ...rest, except: null }, both: true };
}
