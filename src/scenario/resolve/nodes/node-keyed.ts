import type { NodeId } from '../../../base/units.ts';
import { Section } from '../../section.ts';
import { parseNodeKey } from '../../selector/parse.ts';
import { keyNodes } from '../../selector/resolve.ts';
import { isTextProblem } from '../../diagnostics/text-problem.ts';
import { nameOfSpot, type Spot } from '../../source/tree.ts';
import type { PeopledContext } from '../context.ts';
import { DEFAULTS, rawEntries } from '../entries.ts';
import { decide, type Placed, type Rule } from '../specificity.ts';

interface NodeRule<T> extends Rule<T> {
  readonly nodes: ReadonlySet<NodeId>;
}

/** Reads the values of one entry by key; keys that mean nothing are refused by closing the section. */
export type ReadValues<T> = (section: Section) => ReadonlyMap<string, Placed<T>>;

function matched(spot: Spot, context: PeopledContext): ReadonlySet<NodeId> {
  const { world, problems } = context;
  const key = nameOfSpot(spot);
  if (key === DEFAULTS) return new Set(world.nodes);
  const selector = parseNodeKey(key, world);
  if (!isTextProblem(selector)) return new Set(keyNodes(selector, world.nodes));
  problems.inKey('E_SELECTOR', spot, selector);
  return new Set();
}

/**
 * What a map keyed by node selectors (`clocks`, `disks`, `names`) says of each node. Nodes of which the same
 * is said share one answer.
 */
export function valuesByNode<T>(
  map: 'clocks' | 'disks' | 'names',
  what: string,
  read: ReadValues<T>,
  context: PeopledContext,
): (node: NodeId) => ReadonlyMap<string, Placed<T>> {
  const rules: readonly NodeRule<T>[] = rawEntries(context.scenario, map, context.problems).map(
    (spot) => {
      const section = new Section(spot, what, context.problems);
      const values = read(section);
      section.close();
      const nodes = matched(spot, context);
      // Defaults lie under every entry, whatever that one matches.
      return { nodes, values, size: nameOfSpot(spot) === DEFAULTS ? Infinity : nodes.size };
    },
  );
  const answers = new Map<string, ReadonlyMap<string, Placed<T>>>();
  return (node) => {
    const matching = rules.filter((rule) => rule.nodes.has(node));
    const signature = matching.map((rule) => rules.indexOf(rule)).join(',');
    const known = answers.get(signature);
    if (known !== undefined) return known;
    const answer = decide(matching, context.problems);
    answers.set(signature, answer);
    return answer;
  };
}
