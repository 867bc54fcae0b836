import { compareText } from '../base/order.ts';
import { type DomainPlan, logicalKinds, networkKinds } from './domains.ts';

/** What must fail together, in natural order of names: nothing less has the effect. */
export type CutSet = readonly string[];

/** A family of sets of which none contains another. */
type Family = readonly CutSet[];

const never: Family = [];
const always: Family = [[]];

const keyOf = (set: CutSet): string => set.join('\n');

/** Without sets that contain another one, or are longer than anybody asked. */
function minimal(sets: Iterable<CutSet>, most: number): Family {
  const unique = new Map<string, CutSet>();
  for (const set of sets) if (set.length <= most) unique.set(keyOf(set), set);
  const sorted = [...unique.values()].sort(
    (a, b) => a.length - b.length || compareText(keyOf(a), keyOf(b)),
  );
  const kept: CutSet[] = [];
  for (const set of sorted) {
    const members = new Set(set);
    if (!kept.some((one) => one.every((name) => members.has(name)))) kept.push(set);
  }
  return kept;
}

function union(one: CutSet, other: CutSet): CutSet {
  return [...new Set([...one, ...other])].sort(compareText);
}

/** What one domain means for those that hang on it, as families of failures that bring it about. */
interface Ways {
  /** It gives no power: it has failed, or has none itself. */
  readonly dark: Family;
  readonly power: Family;
  readonly process: Family;
  readonly network: Family;
}

/**
 * Minimal cut sets of a quorum, top down as MOCUS does (Fussell and Vesely 1972): the smallest sets of
 * domains and nodes of which the failure leaves too few nodes that are up and reachable.
 */
export class CutSets {
  readonly #kinds: ReadonlyMap<string, string>;
  readonly #ways = new Map<string, Ways>();
  readonly #most: number;

  /** `plans`: parents before children. Sets of more than `most` members are left out. */
  constructor(plans: readonly DomainPlan[], most: number) {
    this.#most = most;
    this.#kinds = new Map(plans.map(({ name, kind }) => [name, kind]));
    for (const { name, parents } of plans) {
      const lost = this.#lostBy(parents);
      this.#ways.set(name, { ...lost, dark: this.#either([[name]], lost.power) });
    }
  }

  /** The sets with which fewer than `need` of these nodes are left, smallest first. */
  ofQuorum(
    nodes: readonly { readonly id: string; readonly places: readonly string[] }[],
    need: number,
  ): readonly CutSet[] {
    const failures = nodes.map(({ id, places }) => this.#ofNode(id, places));
    return this.#several(failures, nodes.length - need + 1);
  }

  #ofNode(id: string, places: readonly string[]): Family {
    const { power, process, network } = this.#lostBy(places.map((place) => [place]));
    return this.#either([[id]], power, process, network);
  }

  /** At least so many of these happen. */
  #several(families: readonly Family[], count: number): Family {
    // By how many have happened so far; index 0 always has.
    let reached: readonly Family[] = [always];
    for (const family of families) {
      const next: Family[] = [always];
      for (let already = 1; already <= count; already += 1) {
        const before = reached[already - 1] ?? never;
        next.push(this.#either(reached[already] ?? never, this.#both([before, family])));
      }
      reached = next;
    }
    return reached[count] ?? never;
  }

  #either(...families: readonly Family[]): Family {
    return minimal(families.flat(), this.#most);
  }

  #both(families: readonly Family[]): Family {
    return families.reduce(
      (all, family) =>
        minimal(
          all.flatMap((one) => family.map((other) => union(one, other))),
          this.#most,
        ),
      always,
    );
  }

  /** As `Domains` tells what is lost: one family for each loss. */
  #lostBy(groups: readonly (readonly string[])[]): Omit<Ways, 'dark'> {
    let [power, process, network] = [never, never, never];
    for (const group of groups) {
      const kind = this.#kinds.get(group[0] ?? '') ?? '';
      const parents = group.flatMap((name) => {
        const ways = this.#ways.get(name);
        return ways === undefined ? [] : [{ name, ...ways }];
      });
      if (networkKinds.has(kind)) {
        const gone = parents.map((one) => this.#either(one.dark, one.network));
        network = this.#either(network, this.#both(gone));
      } else if (logicalKinds.has(kind)) {
        const gone = parents.map((one) => this.#either([[one.name]], one.process));
        process = this.#either(process, this.#both(gone));
      } else {
        power = this.#either(power, this.#both(parents.map((one) => one.dark)));
        process = this.#either(process, this.#both(parents.map((one) => one.process)));
        network = this.#either(network, this.#both(parents.map((one) => one.network)));
      }
    }
    return { power, process, network };
  }
}
