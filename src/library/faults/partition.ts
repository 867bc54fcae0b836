import { list, nodes, oneOf } from '../../base/schema.ts';
import { defineFault } from './define.ts';
import { linksCut, type Shape, shapes } from './partition/shapes.ts';

/**
 * Cuts the links of its target; given groups in its place, all links between the groups; given a
 * shape, those among its target that the shape cuts.
 */
export const partition = defineFault({
  name: 'partition',
  summary: 'Split the network into sides that cannot hear one another.',
  chapter: 'Network Faults in Practice',
  targets: 'links',
  needs: { timing: 'partially-synchronous' },
  weaker: ['hold', 'loss'],
  ownTarget: true,
  actsOnMessages: false,
  params: {
    groups: list(
      nodes(),
      'The sides, in place of `target`; a node in none of them is cut off from all.',
    ).optional(),
    shape: oneOf(
      shapes,
      'How the nodes of `target`, all when there is none, are parted among themselves. `halves`: in two; `bridge`: in two, and one node hears both; `majorities-ring`: each hears a majority, no two the same.',
    ).optional(),
  },
  exclusive: [
    ['groups', 'shape'],
    ['groups', 'target'],
  ],
  arrangement: {
    key: 'shape',
    links: (among, params, choose) =>
      linksCut((params as { readonly shape: Shape }).shape, among, choose),
  },
  example: '{ fault: partition, groups: [[n1], [n2, n3]], at: 10s, duration: 5s }',
  begin(world, targets, { groups }) {
    if (!groups) return targets.map(({ from, to }) => world.cut([from], [to]));
    const side = new Map(groups.flatMap((group, index) => group.map((node) => [node, index])));
    return world.nodes.map((node) => {
      const own = side.get(node);
      const others = world.nodes.filter(
        (other) => other !== node && (own === undefined || side.get(other) !== own),
      );
      return world.cut([node], others);
    });
  },
});
