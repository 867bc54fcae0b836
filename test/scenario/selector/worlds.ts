import { compareNatural } from '../../../src/base/order.ts';
import type { SentenceWorld } from '../../../src/scenario/sentence/parse.ts';

/** Three raft nodes, ten stores in two tiers, two clients and a lone node. */
export function exampleWorld(): SentenceWorld {
  const group = (name: string, count: number): string[] =>
    Array.from({ length: count }, (_, index) => `${name}-${index + 1}`);
  const groups = new Map([
    ['raft', group('raft', 3)],
    ['store', group('store', 10)],
    ['client', group('client', 2)],
    ['pair', group('pair', 2)],
  ]);
  const nodes = [...groups.values(), ['lone']].flat().sort(compareNatural);
  const labels = new Map(
    groups.get('store')?.map((node, index) => [node, { tier: index < 4 ? 'hot' : 'cold' }]),
  );
  return {
    nodes,
    groups,
    labels,
    roles: new Set(['leader']),
    faults: new Set(['gc', 'third-append', 'split']),
  };
}
