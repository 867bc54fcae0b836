import { integer } from '../../base/schema.ts';
import { defineTopology, numbered } from './define.ts';

/** Cheap switches, all alike, with full bisection: a k-ary tree takes k³/4 nodes. */
export const fatTree = defineTopology({
  name: 'fat-tree',
  summary:
    'A folded Clos network of three stages: pods of edge and aggregation switches below a core.',
  source: 'Al-Fares, Loukissas and Vahdat, SIGCOMM 2008, remembered.',
  params: {
    arity: integer('Ports of each switch, an even number; as many pods.').min(2).max(64),
  },
  example: '{ topology: fat-tree, connects: host, arity: 4 }',
  build({ arity }) {
    if (arity % 2 === 1) return `the arity of a fat tree is even, and ${arity} is odd`;
    const half = arity / 2;
    const edge = numbered('edge', arity * half);
    const aggregation = numbered('aggregation', arity * half).map((name, place) => {
      const pod = Math.floor(place / half);
      return { name, joins: edge.slice(pod * half, (pod + 1) * half) };
    });
    // The first switch of each pod is wired to the first cores, the second to the next ones.
    const core = numbered('core', half * half).map((name, place) => ({
      name,
      joins: aggregation
        .filter((_, at) => at % half === Math.floor(place / half))
        .map((one) => one.name),
    }));
    return {
      switches: [...edge.map((name) => ({ name, joins: [] })), ...aggregation, ...core],
      edge,
    };
  },
});
