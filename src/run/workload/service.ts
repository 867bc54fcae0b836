import { OwnCodeError } from '../../base/errors.ts';
import type { NodeId } from '../../base/units.ts';
import type { WorkloadContext } from '../../library/workloads/define.ts';
import type { RunPlan } from '../../scenario/scenario.ts';
import type { WorkloadPlan } from '../../scenario/plan/workload.ts';
import type { NodeSelector } from '../../scenario/selector.ts';
import { isRequest, type Protocol } from '../../world/program/protocol.ts';
import type { World } from '../../world/world.ts';
import { Client } from './client.ts';
import { Follower, itself, only, type Recipient, serversOf, spread } from './recipient.ts';
import { keyPicker, opPicker } from './selection.ts';

/** The requests of a node's program; none for the plain client. */
function servedBy(run: RunPlan, ids: readonly NodeId[]): Protocol {
  const nodes = run.nodes.filter(({ id }) => ids.includes(id));
  const messages = nodes.flatMap(({ program }) =>
    program === null ? [] : Object.entries(program.contents.messages),
  );
  return Object.fromEntries(messages.filter(([, declared]) => isRequest(declared)));
}

/** Whom a workload's steps or definition ask, without one of them knowing another's target. */
function stepServers(plan: WorkloadPlan, run: RunPlan): NodeId[] {
  if (plan.arrival.kind !== 'steps') return [];
  return plan.arrival.steps.flatMap(({ to }) => (to === null ? [] : serversOf(run, to).nodes));
}

/** What keeps the values that a workload makes up apart from those of all others. */
function ownValues(
  plan: WorkloadPlan,
  { workloads }: RunPlan,
): Pick<WorkloadContext, 'ownNumber' | 'ownText'> {
  // The values of a script's steps are written down.
  const makers = workloads.filter(({ arrival }) => arrival.kind !== 'steps');
  const index = makers.findIndex(({ id }) => id === plan.id);
  const shared = new Set(makers.flatMap(({ id, from }) => (id === plan.id ? [] : from)));
  return {
    ownText: (client, n) => `${shared.has(client) ? `${plan.id}/` : ''}${client}#${n}`,
    ownNumber: (number) => number * makers.length + index,
  };
}

/** The requests of the programs that a workload's clients ask, by name. */
export function requestsServed(plan: WorkloadPlan, run: RunPlan): Protocol {
  const asked = plan.to === null ? plan.from : serversOf(run, plan.to).nodes;
  return servedBy(run, [...asked, ...stepServers(plan, run)]);
}

/** The clients of one workload, and the programs that serve them. */
export class Service {
  readonly context: WorkloadContext;
  readonly #plan: WorkloadPlan;
  readonly #run: RunPlan;
  readonly #world: World;
  readonly #clients = new Map<NodeId, Client>();

  constructor(plan: WorkloadPlan, run: RunPlan, world: World) {
    this.#plan = plan;
    this.#run = run;
    this.#world = world;
    const served = requestsServed(plan, run);
    this.context = {
      served,
      pickOp: opPicker(plan, served),
      pickKey: keyPicker(plan.keys),
      ...ownValues(plan, run),
    };
  }

  /** The client of a node; the same one each time. */
  client(id: NodeId): Client {
    const known = this.#clients.get(id);
    if (known !== undefined) return known;
    const { from } = this.#plan;
    const place = { id, index: Math.max(0, from.indexOf(id)), count: Math.max(1, from.length) };
    const stream = this.#world.engine.draws.stream(`workload:${this.#plan.id}:${id}`);
    const client = new Client(this.#plan, place, stream, this.#recipientOf(id));
    this.#clients.set(id, client);
    return client;
  }

  /** Whom a client asks when a step names its own `to`. */
  recipient(to: NodeSelector, client: NodeId): Recipient {
    if (this.#hasProgram(client)) return itself;
    const { nodes, role } = serversOf(this.#run, to);
    const stream = this.#world.engine.draws.stream(`workload:${this.#plan.id}:${client}`);
    if (role === null) return spread(nodes, stream);
    const serves = (id: string, op: string): boolean => this.#serves(id, op);
    return new Follower({ nodes, role }, this.context.served, stream, serves);
  }

  /** Whom a client asks when the workload's definition names a node. */
  fixed(to: NodeId, client: NodeId): Recipient {
    if (this.#world.indexOf(to) < 0)
      throw new OwnCodeError(
        `the workload ${this.#plan.kind} asks "${to}", and there is no such node`,
      );
    return this.#hasProgram(client) ? itself : only(to);
  }

  #recipientOf(client: NodeId): Recipient {
    const { to } = this.#plan;
    return to === null ? itself : this.recipient(to, client);
  }

  #serves(id: string, op: string): boolean {
    const machine = this.#world.machineOf(id);
    if (machine === undefined) return false;
    const declared = this.#world.vocabulary.declared(this.#world.contentsOf(machine)).get(op);
    return declared !== undefined && declared.answer !== null;
  }

  #hasProgram(id: NodeId): boolean {
    return this.#run.nodes.some((node) => node.id === id && node.program !== null);
  }
}
