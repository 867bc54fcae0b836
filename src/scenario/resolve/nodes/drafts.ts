import { compareNatural } from '../../../base/order.ts';
import type { NodeId } from '../../../base/units.ts';
import type { Topology } from '../../../library/topologies/define.ts';
import type { RoleDefinition } from '../../../world/program/parts.ts';
import type { Program } from '../../../world/program/program.ts';
import { nameProblem } from '../../vocabulary/name.ts';
import type { Problems } from '../../diagnostics/problems.ts';
import { Section } from '../../section.ts';
import { childOf, entrySpots, nameOfSpot, type Spot, spotUnder } from '../../source/tree.ts';
import { readCount, readText } from '../../values.ts';
import { Vocabulary } from '../../vocabulary/vocabulary.ts';
import type { Context, NodeDraft, PeopledContext } from '../context.ts';
import type { ReadDomains } from './domain-names.ts';
import { placesOf, readDomains } from './domains.ts';
import { DEFAULTS, namedEntries, overDefaults, rawEntries } from '../entries.ts';
import { startOf, tellNoNodes } from '../frame.ts';
import { areNamesKnown } from '../following.ts';
import { madeId, readTopologies } from '../links/topologies.ts';

/** Most nodes that a scenario may have. */
export const MOST_NODES = 100_000;

function readLabels(section: Section, problems: Problems): { readonly [label: string]: string } {
  const spot = section.get('labels');
  if (spot === undefined) return {};
  if (spot.tree.kind !== 'map') {
    problems.atValue('E_TYPE', spot, 'labels are a map of kinds to names: { tier: db }');
    return {};
  }
  const labels = new Map<string, string>();
  for (const label of entrySpots(spot)) {
    const text = readText(label, problems);
    if (text === undefined) continue;
    for (const name of [nameOfSpot(label), text]) {
      const problem = nameProblem(name);
      if (problem !== null)
        problems.atValue('E_NAME', label, problem.message, {
          meant: problem.suggestion ?? undefined,
        });
    }
    labels.set(nameOfSpot(label), text);
  }
  return Object.fromEntries(labels);
}

/** By member: where it is placed, and each domain that is named by one of its labels. */
function standsIn(
  place: Spot | undefined,
  members: readonly NodeId[],
  labels: { readonly [label: string]: string },
  domains: ReadDomains,
  problems: Problems,
): readonly (readonly string[])[] {
  const places = placesOf(place, members, domains, problems);
  const labelled = domains.plans
    .filter(({ name, kind }) => labels[kind] === name)
    .map(({ name }) => name);
  return members.map((_, at) => [...(places[at] === undefined ? [] : [places[at]]), ...labelled]);
}

/** Nodes by the domains that they are in: `rack:r1`, and `rack:rack` for a group of racks. */
function nodesByDomain(
  drafts: readonly NodeDraft[],
  { plans, world }: ReadDomains,
): ReadonlyMap<string, readonly NodeId[]> {
  const inside = new Map(plans.map(({ name }) => [name, new Set<NodeId>()]));
  const above = new Map(plans.map(({ name, parents }) => [name, parents.flat()]));
  const enter = (domain: string, node: NodeId): void => {
    if (inside.get(domain)?.has(node) !== false) return;
    inside.get(domain)?.add(node);
    for (const parent of above.get(domain) ?? []) enter(parent, node);
  };
  for (const { members, places } of drafts) {
    members.forEach((node, at) => places[at]?.forEach((place) => enter(place, node)));
  }
  const kindOf = new Map(plans.map(({ name, kind }) => [name, kind]));
  const sorted = (names: readonly string[]): readonly NodeId[] =>
    [...new Set(names.flatMap((name) => [...(inside.get(name) ?? [])]))].sort(compareNatural);
  const named = plans.map(({ name, kind }) => [`${kind}:${name}`, sorted([name])] as const);
  const grouped = [...world.groups].map(([group, names]) => {
    const kind = kindOf.get(names[0] ?? '') ?? group;
    return [`${kind}:${group}`, sorted(names)] as const;
  });
  return new Map([...named, ...grouped]);
}

function membersOf(name: string, count: number | undefined): readonly NodeId[] {
  if (count === undefined) return [name];
  return Array.from({ length: count }, (_, index) => `${name}-${index + 1}`);
}

function draftOf(
  entry: Spot,
  defaults: Spot | undefined,
  domains: ReadDomains,
  context: Context,
): NodeDraft {
  const { problems } = context;
  const spot = overDefaults(entry, defaults);
  const section = new Section(spot, 'a node', problems);
  const countSpot = section.get('count');
  const counted = countSpot === undefined ? undefined : readCount(countSpot, problems, 1);
  const count = countSpot === undefined ? undefined : (counted ?? 1);
  const named = section.get('program');
  const program =
    named === undefined ? undefined : context.definitions.find('program', section.spot, problems);
  const config = section.get('config');
  section.know(['cores', 'cost', 'memory', 'restart', 'tcp']);
  const labels = readLabels(section, problems);
  const place = section.get('place');
  const meantKeys = section.close();
  // Defaults may hold settings for those that have a program.
  const isPlain = named === undefined && !meantKeys.has('program');
  if (isPlain && config !== undefined && childOf(entry.tree, 'config') !== undefined) {
    problems.atKey('E_UNKNOWN_KEY', config, 'a node without a program has no `config`', {
      notes: ['say `program:`, or leave `config` out: a plain client is driven by a workload'],
    });
  }
  const name = nameOfSpot(entry);
  const tooMany = count !== undefined && count > MOST_NODES;
  if (tooMany && countSpot !== undefined) {
    problems.atValue(
      'E_TOO_MANY_NODES',
      countSpot,
      `${count} nodes are too many: a scenario has at most ${MOST_NODES}`,
    );
  }
  const members = tooMany ? [] : membersOf(name, count);
  return {
    name,
    members,
    isGroup: count !== undefined,
    isSure: section.isMap && !tooMany && counted === count,
    spot: section.spot,
    program: program ?? null,
    meantKeys,
    labels,
    places: standsIn(place, members, labels, domains, problems),
  };
}

function rolesOf(
  drafts: readonly NodeDraft[],
  problems: Problems,
): ReadonlyMap<string, RoleDefinition> {
  const roles = new Map<string, RoleDefinition & { readonly program: string }>();
  for (const { program, spot } of drafts) {
    for (const [role, definition] of Object.entries(program?.contents.roles ?? {})) {
      const known = roles.get(role);
      const same = known?.event === definition.event && known.rank === definition.rank;
      if (known === undefined) roles.set(role, { ...definition, program: program?.name ?? '' });
      else if (!same) {
        const message = `"${role}" is a role of ${known.program} and of ${program?.name ?? ''}, and means different things`;
        problems.atKey('E_NAME', spot, message);
      }
    }
  }
  return new Map(
    [...roles].map(([role, { event, rank }]) => [
      role,
      rank === undefined ? { event } : { event, rank },
    ]),
  );
}

/** The nodes whose program has a role. */
function holdersOf(role: string, drafts: readonly NodeDraft[]): ReadonlySet<NodeId> {
  const able = drafts.filter(({ program }) => Object.hasOwn(program?.contents.roles ?? {}, role));
  return new Set(able.flatMap(({ members }) => members));
}

/** Names of entries as they stand, for look-ups before the entries themselves are read. */
function entryNames(context: Context, key: string): ReadonlySet<string> {
  const tree = childOf(context.scenario, key);
  return new Set(tree?.kind === 'map' ? tree.entries.keys() : []);
}

function uniqueDrafts(
  drafts: readonly NodeDraft[],
  problems: Problems,
): ReadonlyMap<NodeId, NodeDraft> {
  const byId = new Map<NodeId, NodeDraft>();
  for (const draft of drafts) {
    for (const id of draft.members) {
      const other = byId.get(id);
      if (other !== undefined) {
        problems.atKey(
          'E_NAME',
          draft.spot,
          `two nodes are called "${id}": one of "${other.name}", one of "${draft.name}"`,
        );
        break;
      }
      byId.set(id, draft);
    }
  }
  return byId;
}

/** The programs of some nodes, each once. */
export function programsOf(drafts: Iterable<NodeDraft>): readonly Program[] {
  const programs = new Set<Program>();
  for (const { program } of drafts) if (program !== null) programs.add(program);
  return [...programs];
}

/** All switches, those of topologies too, in natural order. */
function switchIds(context: Context, topologies: ReadonlyMap<string, Topology>): readonly NodeId[] {
  return [...entryNames(context, 'switches')]
    .filter((name) => name !== DEFAULTS)
    .flatMap(
      (name) => topologies.get(name)?.switches.map((one) => madeId(name, one.name)) ?? [name],
    )
    .sort(compareNatural);
}

/** Labels that nodes get while the run goes on: the versions with which they come back. */
function laterLabels(context: Context): ReadonlySet<string> {
  const { scenario } = context;
  const pool = childOf(childOf(scenario, 'nemesis'), 'faults');
  const labels = new Set<string>();
  for (const faults of [childOf(scenario, 'faults'), pool]) {
    for (const { value } of faults?.kind === 'map' ? faults.entries.values() : []) {
      const version = childOf(value, 'version');
      if (version?.kind === 'scalar') labels.add(`version:${version.text}`);
    }
  }
  return labels;
}

/** Who takes part, and what their programs declare: from here on names can be looked up. */
export function peopled(
  context: Context,
): PeopledContext & { readonly roles: ReadonlyMap<string, RoleDefinition> } {
  const { problems, scenario } = context;
  const domains = readDomains(context);
  const entries = namedEntries(scenario, 'nodes', problems);
  const defaults = entries.find((spot) => nameOfSpot(spot) === DEFAULTS);
  const drafts = entries
    .filter((spot) => spot !== defaults)
    .map((spot) => draftOf(spot, defaults, domains, context));
  const none = rawEntries(scenario, 'nodes', problems).length === 0;
  if (none && areNamesKnown(childOf(scenario, 'nodes'))) tellNoNodes(scenario, problems);
  const total = drafts.reduce((sum, draft) => sum + draft.members.length, 0);
  if (total > MOST_NODES) {
    problems.error(
      'E_TOO_MANY_NODES',
      startOf(scenario),
      `${total} nodes are too many: a scenario has at most ${MOST_NODES}`,
      { path: ['nodes'] },
    );
  }
  const draftOfNode = uniqueDrafts(drafts, problems);
  const nodes = [...draftOfNode.keys()].sort(compareNatural);
  const roles = rolesOf(drafts, problems);
  const world = {
    nodes,
    groups: new Map(
      drafts.filter((draft) => draft.isGroup).map((draft) => [draft.name, draft.members] as const),
    ),
    labels: new Map(
      [...draftOfNode]
        .filter(([, { labels }]) => Object.keys(labels).length > 0)
        .map(([id, { labels }]) => [id, labels] as const),
    ),
    roles: new Set(roles.keys()),
    holders: new Map([...roles.keys()].map((role) => [role, holdersOf(role, drafts)] as const)),
    laterLabels: laterLabels(context),
    faults: entryNames(context, 'faults'),
    ...(domains.plans.length === 0 ? {} : { domains: nodesByDomain(drafts, domains) }),
  };
  const bare: PeopledContext = {
    ...context,
    drafts,
    draftOf: draftOfNode,
    world,
    domains,
    vocabulary: new Vocabulary(programsOf(drafts)),
    workloadIds: entryNames(context, 'workloads'),
    metricIds: entryNames(context, 'metrics'),
    topologies: new Map(),
  };
  const topologies = readTopologies(bare);
  return {
    ...bare,
    roles,
    topologies,
    world: { ...world, switches: switchIds(context, topologies) },
  };
}

/** The spot of a draft's own key, if it is there with a value. */
export function draftSpot(draft: NodeDraft, key: string): Spot | undefined {
  const spot = spotUnder(draft.spot, key);
  return spot?.tree.kind === 'scalar' && spot.tree.value === null ? undefined : spot;
}
