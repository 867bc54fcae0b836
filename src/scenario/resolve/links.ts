import type { Distribution } from '../../base/distribution.ts';
import type { NodeId } from '../../base/units.ts';
import type { LinkTable } from '../scenario.ts';
import type { Spot } from '../tree.ts';
import type { PeopledContext } from './context.ts';
import { rawEntries } from './entries.ts';
import { LinkClasses } from './link-classes.ts';
import {
  checkDirect,
  checkHops,
  delayRules,
  type LinkRule,
  portRule,
  ruleOf,
} from './link-rules.ts';
import { Places, readSwitches } from './switches.ts';

/** A latency that some link has, and where it is written. */
export interface WrittenLatency {
  readonly spot: Spot;
  readonly distribution: Distribution;
}

/** The links of a run, and the latencies that the file gives them. */
export interface ResolvedLinks {
  readonly table: LinkTable;
  readonly latencies: readonly WrittenLatency[];
}

/** Nodes of which all rules say the same on either side: few, however many nodes there are. */
interface Kind {
  readonly example: NodeId;
  count: number;
}

function kindsOf(
  places: Places,
  rules: readonly LinkRule[],
): { kinds: readonly Kind[]; kindOf: Uint32Array } {
  const bySignature = new Map<string, number>();
  const kinds: Kind[] = [];
  const kindOf = new Uint32Array(places.ids.length);
  places.ids.forEach((node, index) => {
    let signature = `${places.signature(node)} `;
    for (const { from, to } of rules)
      signature += String((from.has(node) ? 1 : 0) + (to.has(node) ? 2 : 0));
    let kind = bySignature.get(signature);
    if (kind === undefined) {
      kind = kinds.length;
      bySignature.set(signature, kind);
      kinds.push({ example: node, count: 0 });
    }
    const known = kinds[kind];
    if (known !== undefined) known.count += 1;
    kindOf[index] = kind;
  });
  return { kinds, kindOf };
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
  const classes = new LinkClasses(rules, places, context);
  const width = kinds.length;
  const table = new Uint32Array(width * width);
  kinds.forEach((a, row) => {
    kinds.forEach((b, column) => {
      table[row * width + column] = classes.of(a.example, b.example, row !== column || a.count > 1);
    });
  });
  return {
    table: {
      classes: classes.classes,
      classOf: (from, to) => table[(kindOf[from] ?? 0) * width + (kindOf[to] ?? 0)] ?? 0,
      ...(drafts.length > 0 ? { switches: places.switches } : {}),
    },
    latencies: [...classes.latencies].map(([spot, distribution]) => ({ spot, distribution })),
  };
}
