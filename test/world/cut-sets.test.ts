import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CutSets } from '../../src/world/cut-sets.ts';
import { type DomainPlan, Domains } from '../../src/world/domains.ts';

interface Site {
  readonly plans: readonly DomainPlan[];
  readonly nodes: readonly { readonly id: string; readonly places: readonly string[] }[];
}

/** All sets of failures with which fewer than `need` nodes are left, and no smaller one has that. */
function byTrying({ plans, nodes }: Site, need: number): string[] {
  const names = [...plans.map(({ name }) => name), ...nodes.map(({ id }) => id)];
  const domains = new Domains(
    plans,
    nodes.map(({ places }) => places),
  );
  const found: (readonly string[])[] = [];
  const sets = Array.from({ length: 2 ** names.length }, (_, bits) =>
    names.filter((_name, at) => Math.floor(bits / 2 ** at) % 2 === 1),
  ).sort((a, b) => a.length - b.length);
  for (const set of sets) {
    const failed = new Set(set);
    if (found.some((one) => one.every((name) => failed.has(name)))) continue;
    const lost = domains.lostWith([...nodes.keys()], failed);
    const left = nodes.filter(({ id }, at) => {
      const { power, process, network } = lost[at] ?? {};
      return !failed.has(id) && !power && !process && !network;
    });
    if (left.length < need) found.push(set);
  }
  return found.map((set) => [...set].sort((a, b) => (a < b ? -1 : 1)).join(' '));
}

const sorted = (sets: readonly (readonly string[])[]): Set<string> =>
  new Set(sets.map((set) => set.join(' ')));

/** Small sites: up to six domains of any kind, each hanging on some before it, and three nodes. */
const kinds = ['pdu', 'rack', 'switch', 'version'] as const;
const site: fc.Arbitrary<Site> = fc
  .array(
    fc.record({
      kind: fc.constantFrom(...kinds),
      picks: fc.array(fc.nat({ max: 5 }), { maxLength: 3 }),
    }),
    { minLength: 1, maxLength: 6 },
  )
  .chain((written) => {
    const plans = written.map(({ kind, picks }, at): DomainPlan => {
      const before = [...new Set(picks.filter((pick) => pick < at))];
      const groups = kinds.map((one) => before.filter((pick) => written[pick]?.kind === one));
      const parents = groups.filter(({ length }) => length > 0);
      return { name: `d${at}`, kind, parents: parents.map((group) => group.map((n) => `d${n}`)) };
    });
    const place = fc.nat({ max: plans.length - 1 });
    return fc.array(place, { minLength: 3, maxLength: 3 }).map((places) => ({
      plans,
      nodes: places.map((at, index) => ({ id: `n${index}`, places: [`d${at}`] })),
    }));
  });

describe('minimal cut sets', () => {
  it('of two replicas on one PDU of three: the PDU alone', () => {
    const plans = ['pdu-1', 'pdu-2'].map((name) => ({ name, kind: 'pdu', parents: [] }));
    const nodes = ['pdu-1', 'pdu-1', 'pdu-2'].map((pdu, at) => ({ id: `n${at}`, places: [pdu] }));
    expect(new CutSets(plans, 2).ofQuorum(nodes, 2)).toEqual([
      ['pdu-1'],
      ['n0', 'n1'],
      ['n0', 'n2'],
      ['n0', 'pdu-2'],
      ['n1', 'n2'],
      ['n1', 'pdu-2'],
    ]);
  });

  it('are those that trying everything finds', () => {
    fc.assert(
      fc.property(site, fc.integer({ min: 1, max: 3 }), (given, need) => {
        const found = new CutSets(given.plans, 9).ofQuorum(given.nodes, need);
        expect(sorted(found)).toEqual(new Set(byTrying(given, need)));
      }),
      { seed: 1972, numRuns: 200 },
    );
  });

  it('of up to so many members are all of those', () => {
    fc.assert(
      fc.property(site, (given) => {
        const all = new CutSets(given.plans, 9).ofQuorum(given.nodes, 2);
        const some = new CutSets(given.plans, 2).ofQuorum(given.nodes, 2);
        expect(some).toEqual(all.filter(({ length }) => length <= 2));
      }),
      { seed: 1972, numRuns: 100 },
    );
  });
});
