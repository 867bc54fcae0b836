import type { Distribution } from '../../../base/sampler/distribution.ts';
import type { NodeId } from '../../../base/units.ts';
import type { LinkTable } from '../../scenario.ts';
import type { Spot } from '../../source/tree.ts';
import type { PeopledContext } from '../context.ts';
import { rawEntries } from '../entries.ts';
import { LinkClasses, type Way, type WrittenFlaw } from './classes.ts';
import { checkDirect, checkHops, delayRules, type LinkRule, portRule, ruleOf } from './rules.ts';
import { RuleSets } from './rule-sets.ts';
import { Places, readSwitches } from './switches.ts';

/** A latency that some link has, and where it is written. */
export interface WrittenLatency {
  readonly spot: Spot;
  readonly distribution: Distribution;
}

/** The links of a run, and the latencies and the flaws that the file gives them. */
export interface ResolvedLinks {
  readonly table: LinkTable;
  readonly latencies: readonly WrittenLatency[];
  readonly flaws: readonly WrittenFlaw[];
}

/** What a rule has of a kind: 1 on its first side, 2 on its second, 3 on both. */
interface Part {
  readonly rule: number;
  sides: number;
}

/** Nodes of which all rules say the same on either side: few, however many nodes there are. */
interface Kind {
  readonly example: NodeId;
  readonly isSwitch: boolean;
  /** In the order of the rules. */
  readonly parts: readonly Part[];
  count: number;
}

/** By node, the rules that name it, in their order. */
function partsOf(rules: readonly LinkRule[]): ReadonlyMap<NodeId, readonly Part[]> {
  const byNode = new Map<NodeId, Part[]>();
  const add = (node: NodeId, rule: number, side: number): void => {
    const parts = byNode.get(node) ?? [];
    const last = parts.at(-1);
    if (last?.rule === rule) last.sides += side;
    else parts.push({ rule, sides: side });
    byNode.set(node, parts);
  };
  rules.forEach(({ from, to }, rule) => {
    for (const node of from) add(node, rule, 1);
    for (const node of to) add(node, rule, 2);
  });
  return byNode;
}

function kindsOf(
  places: Places,
  rules: readonly LinkRule[],
): { kinds: readonly Kind[]; kindOf: Uint32Array } {
  const byNode = partsOf(rules);
  const bySignature = new Map<string, number>();
  const kinds: Kind[] = [];
  const kindOf = new Uint32Array(places.ids.length);
  places.ids.forEach((node, index) => {
    const parts = byNode.get(node) ?? [];
    const said = parts.map(({ rule, sides }) => `${rule}:${sides}`).join(' ');
    const signature = `${places.signature(node)} ${said}`;
    let kind = bySignature.get(signature);
    if (kind === undefined) {
      kind = kinds.length;
      bySignature.set(signature, kind);
      kinds.push({ example: node, isSwitch: places.isSwitch(node), parts, count: 0 });
    }
    const known = kinds[kind];
    if (known !== undefined) known.count += 1;
    kindOf[index] = kind;
  });
  return { kinds, kindOf };
}

/**
 * Which rules speak of the links from one kind to each other one. Only the rules that name both are
 * met: of all pairs and all rules there are too many.
 */
class Speaking {
  readonly #rules: readonly LinkRule[];
  readonly #sets: RuleSets;
  /** By rule, the kinds that it names. */
  readonly #named: readonly { readonly kind: number; readonly sides: number }[][];
  readonly #row: Uint32Array;

  constructor(kinds: readonly Kind[], rules: readonly LinkRule[], sets: RuleSets) {
    this.#rules = rules;
    this.#sets = sets;
    this.#row = new Uint32Array(kinds.length);
    this.#named = rules.map(() => []);
    kinds.forEach(({ parts }, kind) => {
      for (const { rule, sides } of parts) this.#named[rule]?.push({ kind, sides });
    });
  }

  /** By kind of the receiver, the set of rules. It holds until the next row is asked for. */
  from({ parts }: Kind): Uint32Array {
    const row = this.#row.fill(0);
    for (const { rule, sides } of parts) {
      const both = this.#rules[rule]?.both === true;
      for (const other of this.#named[rule] ?? []) {
        const there = (sides & 1) !== 0 && (other.sides & 2) !== 0;
        const back = both && (sides & 2) !== 0 && (other.sides & 1) !== 0;
        if (there || back) row[other.kind] = this.#sets.with(row[other.kind] ?? 0, rule);
      }
    }
    return row;
  }
}

function wayBetween(a: Kind, b: Kind, places: Places): Way {
  if (places.areSwitched(a.example, b.example)) return 'switched';
  return a.isSwitch || b.isSwitch ? 'hop' : 'direct';
}

/** A function of its own: what one is made in lives as long as it does, with all that was read there. */
function lookUp(kindOf: Uint32Array, table: Uint32Array, width: number): LinkTable['classOf'] {
  return (from, to) => table[(kindOf[from] ?? 0) * width + (kindOf[to] ?? 0)] ?? 0;
}

/** The links between all nodes, by classes; without a table of all pairs. */
export function resolveLinks(context: PeopledContext): ResolvedLinks {
  const drafts = readSwitches(context);
  const places = new Places(context.world.nodes, drafts);
  const entries = rawEntries(context.scenario, 'links', context.problems);
  const rules = [
    ...entries.flatMap((spot) => ruleOf(spot, places, context) ?? []),
    ...drafts.flatMap((draft) => portRule(draft, places, context) ?? []),
    ...drafts.flatMap(delayRules),
  ];
  for (const rule of drafts.length > 0 ? rules : []) {
    checkDirect(rule, places, context);
    checkHops(rule, places, context);
  }
  const { kinds, kindOf } = kindsOf(places, rules);
  const sets = new RuleSets();
  const speaking = new Speaking(kinds, rules, sets);
  const classes = new LinkClasses(rules, sets, context);
  const width = kinds.length;
  const table = new Uint32Array(width * width);
  kinds.forEach((a, row) => {
    const said = speaking.from(a);
    kinds.forEach((b, column) => {
      const way = wayBetween(a, b, places);
      const isReal = row !== column || a.count > 1;
      table[row * width + column] = classes.of(said[column] ?? 0, way, isReal);
    });
  });
  return {
    table: {
      classes: classes.classes,
      classOf: lookUp(kindOf, table, width),
      ...(drafts.length > 0 ? { switches: places.switches } : {}),
    },
    latencies: [...classes.latencies].map(([spot, distribution]) => ({ spot, distribution })),
    flaws: classes.flaws,
  };
}
