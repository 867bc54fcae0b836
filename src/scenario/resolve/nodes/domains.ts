import { compareNatural } from '../../../base/order.ts';
import { closest } from '../../../base/text/suggest.ts';
import type { DomainPlan } from '../../../world/domains.ts';
import type { Problems } from '../../diagnostics/problems.ts';
import { Section } from '../../section.ts';
import type { SelectorWorld } from '../../selector/world.ts';
import { entrySpots, isNull, nameOfSpot, type Spot } from '../../source/tree.ts';
import { severalOf } from '../several.ts';
import { readCount, readText } from '../../values.ts';
import { withArticle } from '../../vocabulary/article.ts';
import type { Context } from '../context.ts';
import type { ReadDomains } from './domain-names.ts';
import { checkName, rawEntries } from '../entries.ts';

/** Most failure domains that a scenario may have. */
const MOST_DOMAINS = 10_000;

/** One entry under a kind: a domain, or with `count` a group of them. */
interface DomainDraft {
  readonly name: string;
  readonly kind: string;
  readonly members: readonly string[];
  readonly isGroup: boolean;
  /** Where each parent is written: `pdu-1`, or `agg-1 | agg-2`; the kind when the file says it. */
  readonly parents: readonly { readonly kind: string | null; readonly spot: Spot }[];
  readonly spot: Spot;
}

function readEntry(entry: Spot, kind: string, problems: Problems): DomainDraft | null {
  if (!checkName(entry, problems)) return null;
  const name = nameOfSpot(entry);
  const single = { name, kind, members: [name], isGroup: false, spot: entry };
  if (isNull(entry.tree)) return { ...single, parents: [] };
  if (entry.tree.kind === 'scalar') return { ...single, parents: [{ kind: null, spot: entry }] };
  const section = new Section(entry, 'a domain', problems);
  const countSpot = section.get('count');
  const count = countSpot === undefined ? undefined : (readCount(countSpot, problems, 1) ?? 1);
  const parents = entrySpots(section.spot)
    .filter((spot) => nameOfSpot(spot) !== 'count' && !isNull(spot.tree))
    .map((spot) => ({ kind: nameOfSpot(spot), spot }));
  if (count === undefined) return { ...single, parents };
  const isMany = count > MOST_DOMAINS;
  if (isMany && countSpot !== undefined) {
    problems.atValue('E_BOUND', countSpot, `a scenario has at most ${MOST_DOMAINS} domains`);
  }
  const members = Array.from({ length: isMany ? 0 : count }, (_, at) => `${name}-${at + 1}`);
  return { ...single, members, isGroup: true, parents };
}

function readDrafts(context: Context): readonly DomainDraft[] {
  const { problems, scenario } = context;
  const kinds = rawEntries(scenario, 'domains', problems);
  const drafts = kinds.flatMap((kind) => {
    if (!checkName(kind, problems) || isNull(kind.tree)) return [];
    if (kind.tree.kind !== 'map') {
      problems.atValue(
        'E_TYPE',
        kind,
        'a kind of domain is a map of names: { r1: pdu-1, r2: pdu-2 }',
      );
      return [];
    }
    return entrySpots(kind).flatMap((entry) => readEntry(entry, nameOfSpot(kind), problems) ?? []);
  });
  const seen = new Map<string, DomainDraft>();
  return drafts.filter((draft) => {
    const names = [...new Set([draft.name, ...draft.members])];
    const twin = names.map((name) => seen.get(name)).find((other) => other !== undefined);
    for (const name of names) seen.set(name, draft);
    if (twin === undefined) return true;
    const message = `"${draft.name}" is ${withArticle(twin.kind)} and ${withArticle(draft.kind)}: names are unique over all kinds`;
    problems.atKey('E_NAME', draft.spot, message);
    return false;
  });
}

/** Turns what is written of parents into names; what is wrong is told. */
class Parents {
  readonly #byName: ReadonlyMap<string, DomainDraft>;
  readonly #problems: Problems;

  constructor(drafts: readonly DomainDraft[], problems: Problems) {
    this.#byName = new Map(
      drafts.flatMap((draft) =>
        [draft.name, ...draft.members].map((name): [string, DomainDraft] => [name, draft]),
      ),
    );
    this.#problems = problems;
  }

  /** The alternatives of one parent, each as what it names. */
  alternatives(spot: Spot, kind: string | null): readonly (readonly string[])[] {
    const text = readText(spot, this.#problems);
    if (text === undefined) return [];
    const words = text.split('|').map((word) => word.trim());
    const found = words.flatMap((word) => {
      const draft = this.#byName.get(word);
      if (draft === undefined) {
        this.#problems.atValue('E_UNKNOWN_DOMAIN', spot, `no domain is called "${word}"`, {
          meant: closest(word, this.#byName.keys()),
        });
        return [];
      }
      if (kind !== null && draft.kind !== kind) {
        const message = `"${word}" is ${withArticle(draft.kind)}, not ${withArticle(kind)}`;
        this.#problems.atValue('E_UNKNOWN_DOMAIN', spot, message);
        return [];
      }
      return [{ draft, members: word === draft.name ? draft.members : [word] }];
    });
    const [first] = found;
    const odd = found.find(({ draft }) => draft.kind !== first?.draft.kind);
    if (first !== undefined && odd !== undefined) {
      const message = `either of two keeps it up only if they are of one kind: ${withArticle(first.draft.kind)} is no ${odd.draft.kind}`;
      this.#problems.atValue('E_UNKNOWN_DOMAIN', spot, message);
      return [];
    }
    return found.map(({ members }) => members);
  }
}

/** Orders domains so that parents come first; tells of a circle. */
function ordered(
  plans: readonly DomainPlan[],
  spots: ReadonlyMap<string, Spot>,
  problems: Problems,
): readonly DomainPlan[] {
  const byName = new Map(plans.map((plan) => [plan.name, plan]));
  const done = new Map<string, boolean>();
  const order: DomainPlan[] = [];
  const visit = (plan: DomainPlan): void => {
    const state = done.get(plan.name);
    if (state === true) return;
    if (state === false) {
      const spot = spots.get(plan.name);
      const message = `"${plan.name}" stands in itself: domains make no circle`;
      if (spot !== undefined) problems.atKey('E_DOMAIN_CYCLE', spot, message);
      return;
    }
    done.set(plan.name, false);
    for (const parent of plan.parents.flat()) {
      const above = byName.get(parent);
      if (above !== undefined && done.get(parent) !== true) visit(above);
    }
    done.set(plan.name, true);
    order.push(plan);
  };
  for (const plan of plans) visit(plan);
  return order;
}

/** Reads `domains`: kinds, names, parents. */
export function readDomains(context: Context): ReadDomains {
  const { problems } = context;
  const drafts = readDrafts(context);
  const parents = new Parents(drafts, problems);
  const spots = new Map(drafts.flatMap(({ members, spot }) => members.map((name) => [name, spot])));
  const plans = drafts.flatMap(({ kind, members, parents: written }) => {
    const groups = written
      .map((parent) => parents.alternatives(parent.spot, parent.kind))
      .filter(({ length }) => length > 0);
    return members.map((name, at): DomainPlan => {
      // A parent that names several is taken in turn.
      const inTurn = groups.map((group) =>
        group.flatMap((several) => several[at % several.length] ?? []),
      );
      return { name, kind, parents: inTurn };
    });
  });
  const natural = [...plans].sort((a, b) => compareNatural(a.name, b.name));
  const groups = new Map(
    drafts.filter(({ isGroup }) => isGroup).map(({ name, members }) => [name, members] as const),
  );
  return {
    plans: ordered(natural, spots, problems),
    world: domainWorld(natural, groups),
    membersOf: (name) => groups.get(name) ?? (spots.has(name) ? [name] : undefined),
  };
}

/** Selectors speak of domains as they do of nodes: by name, group, glob, kind, and with amounts. */
function domainWorld(
  plans: readonly DomainPlan[],
  groups: ReadonlyMap<string, readonly string[]>,
): SelectorWorld {
  const names = plans.map(({ name }) => name);
  const kinds = new Map<string, string[]>();
  for (const { name, kind } of plans) kinds.set(kind, [...(kinds.get(kind) ?? []), name]);
  const free = [...kinds].filter(([kind]) => !groups.has(kind) && !names.includes(kind));
  return {
    what: 'domain',
    nodes: names,
    groups: new Map([...groups, ...free]),
    labels: new Map(plans.map(({ name, kind }) => [name, { [kind]: name }])),
    roles: new Set(),
    domains: new Map(
      [...groups].map(([group, members]) => {
        const kind = plans.find(({ name }) => name === members[0])?.kind ?? group;
        return [`${kind}:${group}`, members] as const;
      }),
    ),
  };
}

/** The places of a node's members: `place` names one domain, or several that are taken in turn. */
export function placesOf(
  spot: Spot | undefined,
  members: readonly string[],
  domains: ReadDomains,
  problems: Problems,
): readonly string[] {
  if (spot === undefined) return [];
  const nowhere = 'an empty list is no place: leave the key out, or say in which domain';
  const spots = severalOf(spot, 'E_SELECTOR', nowhere, problems);
  const places = spots.flatMap((item) => {
    const text = readText(item, problems);
    if (text === undefined) return [];
    const found = domains.membersOf(text);
    if (found !== undefined) return found;
    const known = [...domains.world.nodes, ...domains.world.groups.keys()];
    problems.atValue('E_UNKNOWN_DOMAIN', item, `no domain is called "${text}"`, {
      meant: closest(text, known),
      notes:
        known.length === 0
          ? ['say at the top what fails together: `domains: { rack: { r1: } }`']
          : [],
    });
    return [];
  });
  return places.length === 0 ? [] : members.map((_, at) => places[at % places.length] ?? '');
}
