import type { NodeId } from '../../../base/units.ts';
import type { NameAnswer, NameFault } from '../../../world/names/name-faults.ts';
import type { VerbScene } from './scene.ts';
import type { Strike } from '../strike.ts';

/** What a strike makes name servers say; each answer that it changes is a hit. */
export function nameFault(
  { world, hitLink }: Pick<VerbScene, 'world' | 'hitLink'>,
  strike: Strike,
  of: readonly NodeId[],
  answer: Exclude<NameAnswer, object> | { readonly address: NodeId },
  servers: readonly NodeId[] | null,
): NameFault {
  const indices = (nodes: readonly NodeId[]): ReadonlySet<number> =>
    new Set(nodes.map((node) => world.indexOf(node)));
  strike.idle.push(`nobody looked ${of.join(' or ')} up by name`);
  return {
    of: indices(of),
    servers: servers === null ? null : indices(servers),
    answer: typeof answer === 'object' ? { address: world.indexOf(answer.address) } : answer,
    touched: (client, name) => hitLink(strike, world.ids[client] ?? '', world.ids[name] ?? ''),
  };
}
