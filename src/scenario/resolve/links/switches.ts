import { compareNatural } from '../../../base/order.ts';
import type { NodeId } from '../../../base/units.ts';
import type { Topology } from '../../../library/topologies/define.ts';
import { topologies } from '../../../library/topologies/index.ts';
import type { SwitchPlan } from '../../../world/network/link-plan.ts';
import { Section } from '../../section.ts';
import type { NodeSelector } from '../../selector.ts';
import { parseSwitchKey } from '../../selector/parse.ts';
import { keyNodes } from '../../selector/resolve.ts';
import { isTextProblem } from '../../diagnostics/text-problem.ts';
import { entrySpots, itemSpots, nameOfSpot, type Spot, spotUnder } from '../../source/tree.ts';
import { readText, readWord } from '../../values.ts';
import type { PeopledContext } from '../context.ts';
import { DEFAULTS, namedEntries } from '../entries.ts';
import { madeId, namedTopology, ownKeys } from './topologies.ts';

/** What a switch connects, and what is said of the links that leave it. */
export interface SwitchDraft {
  readonly id: NodeId;
  readonly connects: readonly NodeId[];
  /** Keys of links, for every link that begins at the switch. */
  readonly port: Spot | undefined;
  /** How far its topology puts it from other switches, one way in ns, and where that is written. */
  readonly delays: readonly { readonly to: NodeId; readonly ns: number; readonly spot: Spot }[];
}

function readConnects(spot: Spot, own: NodeId, context: PeopledContext): readonly NodeId[] {
  const { world, problems } = context;
  const items = spot.tree.kind === 'list' ? itemSpots(spot) : [spot];
  return items.flatMap((item) => {
    const text = readText(item, problems);
    if (text === undefined) return [];
    const selector: NodeSelector | ReturnType<typeof parseSwitchKey> = parseSwitchKey(text, world);
    if (isTextProblem(selector)) {
      problems.inValue('E_SELECTOR', item, selector);
      return [];
    }
    const found = keyNodes(selector, world.nodes);
    if (found.includes(own)) {
      problems.atValue('E_SELECTOR', item, `"${own}" connects others, not itself`);
    }
    return found;
  });
}

function checkId(id: NodeId, entry: Spot, { world, problems }: PeopledContext): void {
  if (world.nodes.includes(id) || world.groups.has(id) || world.roles.has(id)) {
    problems.atKey('E_NAME', entry, `"${id}" is a switch and something else: rename one of them`);
  }
}

/** A switch, or all those of its topology. */
function readSwitch(entry: Spot, context: PeopledContext): readonly SwitchDraft[] {
  const id = nameOfSpot(entry);
  const { problems } = context;
  const section = new Section(entry, 'a switch', problems);
  const connects = section.get('connects');
  const kind = section.get('topology');
  section.know(['port', 'summary']);
  if (kind !== undefined) readWord(kind, topologies.names, problems);
  const definition = namedTopology(entry);
  if (definition !== undefined) section.know(ownKeys(definition));
  // Which keys a topology has nobody knows that is none, which was told.
  else if (kind !== undefined) section.know(entrySpots(section.spot).map(nameOfSpot));
  if (connects === undefined) {
    section.lacks(['connects'], `missing key "connects": "${id}" joins nobody`, {
      notes: ['e.g. connects: [a, b]'],
    });
  }
  section.close();
  const joined = connects === undefined ? [] : readConnects(connects, id, context);
  const port = spotUnder(section.spot, 'port');
  const topology = context.topologies.get(id);
  const drafts =
    topology === undefined
      ? [{ id, connects: joined, port, delays: [] }]
      : madeSwitches(entry, topology, joined, port);
  for (const draft of drafts) checkId(draft.id, entry, context);
  return drafts;
}

/** The switches of a topology: nodes are wired to those at its edge, each an equal share in order. */
function madeSwitches(
  entry: Spot,
  { switches, edge, delays = [] }: Topology,
  nodes: readonly NodeId[],
  port: Spot | undefined,
): readonly SwitchDraft[] {
  const idOf = (name: string): NodeId => madeId(nameOfSpot(entry), name);
  const edgeOf = (place: number): string | undefined =>
    edge[Math.floor((place * edge.length) / nodes.length)];
  return switches.map(({ name, joins }) => ({
    id: idOf(name),
    connects: [...nodes.filter((_, place) => edgeOf(place) === name), ...joins.map(idOf)],
    port,
    delays: delays
      .filter(({ from }) => from === name)
      .map(({ to, ns }) => ({ to: idOf(to), ns, spot: entry })),
  }));
}

/** An empty list is fine where others say that they connect this one: cables have two ends. */
function refuseLone(
  entry: Spot,
  own: readonly SwitchDraft[],
  all: readonly SwitchDraft[],
  { problems }: PeopledContext,
): void {
  const connects = spotUnder(entry, 'connects');
  if (connects?.tree.kind !== 'list' || connects.tree.items.length > 0) return;
  const ids = new Set(own.map(({ id }) => id));
  const others = all.filter(({ id }) => !ids.has(id));
  if (others.some((other) => other.connects.some((id) => ids.has(id)))) return;
  const message = `an empty list joins nobody, and no other switch connects "${nameOfSpot(entry)}"`;
  problems.atValue('E_SELECTOR', connects, message);
}

/** All switches in natural order of their ids. */
export function readSwitches(context: PeopledContext): readonly SwitchDraft[] {
  const read = namedEntries(context.scenario, 'switches', context.problems)
    .filter((entry) => nameOfSpot(entry) !== DEFAULTS)
    .map((entry) => ({ entry, drafts: readSwitch(entry, context) }));
  const all = read.flatMap(({ drafts }) => drafts);
  for (const { entry, drafts } of read) refuseLone(entry, drafts, all, context);
  return all.sort((a, b) => compareNatural(a.id, b.id));
}

/** Nodes and, behind them, switches, each with its place; and which nodes send through switches. */
export class Places {
  readonly ids: readonly NodeId[];
  readonly switches: readonly SwitchPlan[];
  readonly #nodes: number;
  readonly #indices: ReadonlyMap<NodeId, number>;
  /** By node: the nets of joined switches that it is wired to. */
  readonly #nets: ReadonlyMap<NodeId, ReadonlySet<number>>;

  constructor(nodes: readonly NodeId[], drafts: readonly SwitchDraft[]) {
    this.ids = [...nodes, ...drafts.map(({ id }) => id)];
    this.#nodes = nodes.length;
    this.#indices = new Map(this.ids.map((id, index) => [id, index]));
    const placeOf = (id: NodeId): number => this.#indices.get(id) ?? 0;
    this.switches = drafts.map(({ id, connects }) => ({
      id,
      connects: [...new Set(connects.map(placeOf))].sort((a, b) => a - b),
    }));
    this.#nets = this.#joined(drafts);
  }

  #joined(drafts: readonly SwitchDraft[]): Map<NodeId, Set<number>> {
    const net = new Map(drafts.map(({ id }, at) => [id, at]));
    const merge = (from: number, into: number): void => {
      for (const [id, at] of net) if (at === from) net.set(id, into);
    };
    for (const { id, connects } of drafts) {
      for (const other of connects) {
        const [own, its] = [net.get(id), net.get(other)];
        if (own !== undefined && its !== undefined && own !== its) merge(its, own);
      }
    }
    const nets = new Map<NodeId, Set<number>>();
    for (const { id, connects } of drafts) {
      for (const node of connects.filter((other) => !net.has(other))) {
        const known = nets.get(node) ?? new Set<number>();
        nets.set(node, known.add(net.get(id) ?? 0));
      }
    }
    return nets;
  }

  isSwitch(id: NodeId): boolean {
    return (this.#indices.get(id) ?? 0) >= this.#nodes;
  }

  /** What tells a node apart from others as far as switches go. */
  signature(id: NodeId): string {
    if (this.isSwitch(id)) return 'switch';
    return [...(this.#nets.get(id) ?? [])].sort((a, b) => a - b).join('+');
  }

  /** Two nodes with a way through switches: they have no direct link. */
  areSwitched(from: NodeId, to: NodeId): boolean {
    const theirs = this.#nets.get(to);
    if (theirs === undefined) return false;
    return [...(this.#nets.get(from) ?? [])].some((net) => theirs.has(net));
  }
}
