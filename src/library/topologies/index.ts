import { Shelf } from '../../base/shelf.ts';
import type { TopologyDefinition } from './define.ts';
import { fatTree } from './fat-tree.ts';
import { leafSpine } from './leaf-spine.ts';
import { torus } from './torus.ts';
import { wan } from './wan.ts';

/** All topologies that an entry of `switches` may name. */
export const topologies = new Shelf<TopologyDefinition>('topology', [
  fatTree,
  leafSpine,
  torus,
  wan,
]);
