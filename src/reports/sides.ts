import { compareNatural } from '../base/order.ts';

const arrow = ' -> ';

/**
 * The sides of a cut, when links are all those between some groups of nodes, in both directions:
 * `[[a, b], [c]]` for a -> c, c -> a, b -> c, c -> b. Null for any other set of links.
 */
export function sidesOf(links: readonly string[]): string[][] | null {
  const cut = new Set(links);
  const nodes = [...new Set(links.flatMap((link) => link.split(arrow)))].toSorted(compareNatural);
  const isCut = (from: string, to: string): boolean => cut.has(from + arrow + to);
  const sides: string[][] = [];
  for (const node of nodes) {
    const side = sides.find(([first]) => first !== undefined && !isCut(node, first));
    if (side === undefined) sides.push([node]);
    else side.push(node);
  }
  const sideOf = (node: string): number => sides.findIndex((side) => side.includes(node));
  const whole = nodes.every((from) =>
    nodes.every((to) => from === to || isCut(from, to) === (sideOf(from) !== sideOf(to))),
  );
  return whole && sides.length > 1 ? sides : null;
}
