import type { NodeId } from '../../../base/units.ts';
import type { WorkloadDefinition } from '../../../library/workloads/define.ts';
import { isRequest } from '../../../world/program/protocol.ts';
import type { ArrivalPlan } from '../../plan/workload.ts';
import type { Section } from '../../section.ts';
import type { NodeSelector } from '../../selector.ts';
import { childOf, itemSpots, type Spot } from '../../source/tree.ts';
import type { Vocabulary } from '../../vocabulary/vocabulary.ts';
import { readArrival } from './arrival.ts';
import type { PeopledContext } from '../context.ts';
import { readFixedNodes, readNodeSelector } from '../selectors.ts';
import { defaultServers, possibleNodes, servedBy } from './servers.ts';
import { readSteps, stepClients } from './steps.ts';

function plainNodes(context: PeopledContext): readonly NodeId[] {
  return context.world.nodes.filter((id) => context.draftOf.get(id)?.program === null);
}

/** Who asks, who is asked, what they serve, and when requests arrive. */
export interface Parties {
  readonly from: readonly NodeId[];
  readonly to: NodeSelector | null;
  /** Every node that may be asked, and what their programs serve together. */
  readonly servers: readonly NodeId[];
  /** Null when it cannot be known who is asked, which was told. */
  readonly served: Vocabulary | null;
  readonly arrival: ArrivalPlan | undefined;
}

/** The requests that a workload certainly makes, for finding out who serves them. */
export function wantedOps(section: Section, definition: WorkloadDefinition): readonly string[] {
  const ops = section.get('ops');
  if (ops?.tree.kind === 'map') return [...ops.tree.entries.keys()];
  const declared = Object.entries(definition.operations ?? {});
  return declared.filter(([, shape]) => isRequest(shape)).map(([op]) => op);
}

/** The requests of steps that do not say whom they ask, of clients without a program. */
function unaddressedOps(steps: Spot, context: PeopledContext): readonly string[] {
  const ops = itemSpots(steps).flatMap((item) => {
    const [node, op] = [childOf(item.tree, 'node'), childOf(item.tree, 'op')];
    const draft = node?.kind === 'scalar' ? context.draftOf.get(node.text) : undefined;
    const addressed = childOf(item.tree, 'to') !== undefined || (draft?.program ?? null) !== null;
    return addressed || op?.kind !== 'scalar' ? [] : [op.text];
  });
  return [...new Set(ops)];
}

function readFrom(section: Section, context: PeopledContext): readonly NodeId[] | undefined {
  const spot = section.get('from');
  if (spot !== undefined) return readFixedNodes(spot, context);
  return undefined;
}

/** Undefined when it cannot be read (told), null when nobody is asked over the network. */
function readTo(
  section: Section,
  definition: WorkloadDefinition,
  local: boolean,
  context: PeopledContext,
): NodeSelector | null | undefined {
  const spot = section.get('to');
  if (spot !== undefined) {
    if (local) {
      context.problems.atKey(
        'E_WORKLOAD',
        spot,
        '`to` is for clients without a program; these hand each operation to their own program',
        {
          notes: ['leave `to` out, or let `from` name nodes without a program'],
        },
      );
      return null;
    }
    return readNodeSelector(spot, context);
  }
  if (local) return null;
  const steps = section.get('steps');
  const wanted =
    steps === undefined ? wantedOps(section, definition) : unaddressedOps(steps, context);
  if (steps !== undefined && wanted.length === 0) return null;
  return defaultServers(wanted, section.spot, context);
}

/** Who of some nodes runs a program. */
function running(nodes: readonly NodeId[], { draftOf }: PeopledContext): readonly NodeId[] {
  return nodes.filter((id) => (draftOf.get(id)?.program ?? null) !== null);
}

/** Clients that run a program are handed their operations; then all of them must. */
function isLocal(from: readonly NodeId[], section: Section, context: PeopledContext): boolean {
  const withProgram = running(from, context);
  if (withProgram.length > 0 && withProgram.length < from.length) {
    const spot = section.get('from') ?? section.spot;
    context.problems.atValue(
      'E_WORKLOAD',
      spot,
      'some of these nodes have a program and some have none: make two workloads of it',
    );
  }
  return withProgram.length > 0;
}

function scriptLocal(section: Section, context: PeopledContext): boolean {
  const steps = section.get('steps')?.tree;
  if (steps?.kind !== 'list') return false;
  return steps.items.every((item) => {
    const node = item.kind === 'map' ? item.entries.get('node')?.value : undefined;
    const draft = node?.kind === 'scalar' ? context.draftOf.get(node.text) : undefined;
    return (draft?.program ?? null) !== null;
  });
}

/** Steps and scripts belong together. */
function checkScript(
  section: Section,
  definition: WorkloadDefinition,
  context: PeopledContext,
): void {
  const steps = section.get('steps');
  const isScript = definition.name === 'script';
  if (steps !== undefined && !isScript) {
    context.problems.atKey('E_WORKLOAD', steps, '`steps` belong to `workload: script`');
  }
  const other = ['rate', 'every', 'concurrency']
    .map((key) => section.get(key))
    .find((spot) => spot !== undefined);
  if (other !== undefined && isScript && steps === undefined) {
    context.problems.atKey(
      'E_WORKLOAD',
      other,
      'a script has `steps`, which say when each request is made',
    );
  }
}

/** Who takes part in a workload. What does not fit together is told. */
export function readParties(
  section: Section,
  definition: WorkloadDefinition,
  context: PeopledContext,
): Parties {
  checkScript(section, definition, context);
  const written = readFrom(section, context);
  const hasSteps = section.has('steps');
  const from = written ?? plainNodes(context);
  const local =
    hasSteps && written === undefined
      ? scriptLocal(section, context)
      : isLocal(from, section, context);
  const to = readTo(section, definition, local, context);
  const stepsSpot = section.get('steps');
  const arrival = readArrival(
    section,
    () =>
      stepsSpot === undefined ? undefined : readSteps(stepsSpot, { to, from: written }, context),
    context,
  );
  const clients = hasSteps && written === undefined ? stepClients(arrival, context) : from;
  if (clients.length === 0 && !hasSteps) {
    context.problems.atKey('E_WORKLOAD', section.spot, 'nobody asks: every node has a program', {
      notes: ['add a node without a program, e.g. `client: { count: 2 }`, or say `from`'],
    });
  }
  const asked = to === undefined || to === null ? [] : possibleNodes(to, context);
  // Clients without a program among others were told of.
  const servers = local ? running(from, context) : asked;
  const served = to === undefined ? null : servedBy(servers, context);
  return { from: clients, to: to ?? null, servers, served, arrival };
}
