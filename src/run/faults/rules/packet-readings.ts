import { corruptField } from '../../../base/schema/redraw.ts';
import { ns } from '../../../base/units.ts';
import type { Duration, Value } from '../../../base/units.ts';
import type { MachinePort } from '../../../world/ports.ts';
import type { Random } from '../../../world/program/node.ts';
import type { MessageView } from '../../../world/network/rule.ts';
import type { World } from '../../../world/world.ts';

/** The finest uniform number in [0, 1) that whole draws can make. */
const steps = 4_503_599_627_370_496; // 2^52

function uniformOf(random: Random): number {
  return random.integer(0, steps - 1) / steps;
}

/** A message's body with one declared field redrawn from its domain; null when none can be. */
export function corruptedBody(message: MessageView, world: World, random: Random): Value | null {
  const sender = world.machines[message.originIndex] as MachinePort;
  const fields = world.fieldsOf(sender, message.kindName);
  const { body } = message;
  if (fields === null || typeof body !== 'object' || body === null) return null;
  // What is redrawn is of the same domain, and so as much a value as the body was.
  return corruptField(fields, body, () => uniformOf(random), world.ids) as Value | null;
}

/** One more draw of the latency that messages of this kind have on their link, or on each hop of it. */
export function drawnLatency(message: MessageView, world: World, random: Random): Duration {
  const kind = world.vocabulary.kind(message.kindName);
  const way = world.network.way(message.fromIndex, message.toIndex) ?? [];
  const latencies = way.map(({ link }) => link.of(kind).latency.sample(uniformOf(random)));
  return ns(latencies.reduce((sum, latency) => sum + latency, 0));
}
