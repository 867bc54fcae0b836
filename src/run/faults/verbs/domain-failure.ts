import type { Duration, NodeId } from '../../../base/units.ts';
import type { Undo } from '../../../world/verbs.ts';
import type { Strike } from '../strike.ts';
import type { VerbScene } from './scene.ts';

/** What a strike keeps of the nodes and switches that go out of service with a domain. */
interface Fallen {
  readonly down: Set<NodeId>;
  cutOff(place: NodeId): void;
}

/** Takes a domain out of service for a strike, counting what that hits. */
export function failDomain(
  { world, hitNode }: VerbScene,
  strike: Strike,
  domain: string,
  powerOn: (node: NodeId) => Duration,
  fallen: Fallen,
): Undo {
  const delays = new Map(world.nodesIn(domain).map((node) => [node, powerOn(node)] as const));
  const struck: number[] = [];
  const undo = world.outages.fail(domain, {
    powerOnNs: (node) => delays.get(world.ids[node] ?? '') ?? 0,
    struck: (place) => struck.push(place),
  });
  if (struck.length === 0) {
    strike.idle.push(`all that stands in ${domain} was down already, or has another way`);
  }
  for (const place of struck) {
    const name = world.ids[place] ?? world.switches[place - world.ids.length] ?? '';
    hitNode(strike, name);
    if (world.outages.isCutOff(place)) fallen.cutOff(name);
    else fallen.down.add(name);
  }
  return undo;
}
