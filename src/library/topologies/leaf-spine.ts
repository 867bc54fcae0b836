import { integer } from '../../base/schema.ts';
import { defineTopology, numbered } from './define.ts';

/** Two leaves are as many ways apart as there are spines: the more spines, the wider the bisection. */
export const leafSpine = defineTopology({
  name: 'leaf-spine',
  summary: 'A folded Clos network of two stages: every leaf is wired to every spine.',
  source: 'Clos 1953; as data centres build it, VL2 (Greenberg et al., SIGCOMM 2009), remembered.',
  params: {
    leaves: integer('Switches that nodes are wired to.').min(1).max(1000),
    spines: integer('Switches that join the leaves; each adds a way between any two of them.')
      .min(1)
      .max(1000),
  },
  example: '{ topology: leaf-spine, connects: host, leaves: 4, spines: 4 }',
  build({ leaves, spines }) {
    const edge = numbered('leaf', leaves);
    const top = numbered('spine', spines).map((name) => ({ name, joins: edge }));
    return { switches: [...edge.map((name) => ({ name, joins: [] })), ...top], edge };
  },
});
