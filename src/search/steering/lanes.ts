import type { Happening } from '../../engine/agenda.ts';
import { Machine } from '../../world/machine/machine.ts';
import { Message } from '../../world/message/message.ts';
import { MachineTimer } from '../../world/machine/timer.ts';

/** Whom a happening wakes, by index; -1: the world, or nobody knows. */
export function ownerOf(happening: Happening): number {
  if (happening instanceof Message) return happening.link.to;
  if (happening instanceof MachineTimer) return happening.machine.index;
  return happening instanceof Machine ? happening.index : -1;
}

/** Who is behind it, by index: a message's sender, else whom it wakes; -1: nobody knows. */
export function originOf(happening: Happening): number {
  return happening instanceof Message ? happening.link.from : ownerOf(happening);
}

/** What stays in order: the messages of one link, what a node does by itself, and all the rest. */
function laneOf(happening: Happening): number {
  if (happening instanceof Message) {
    const { from, to } = happening.link;
    return (from + 1) * 65_536 + to + 1;
  }
  return ownerOf(happening) + 1;
}

/**
 * The places of those that may come next: of each lane the first. A link that says nothing of
 * reordering keeps its order, and so does a node with its own timers; between them there is none.
 */
export function heads(due: readonly Happening[]): number[] {
  const seen = new Set<number>();
  const places: number[] = [];
  due.forEach((happening, place) => {
    const lane = laneOf(happening);
    if (seen.has(lane)) return;
    seen.add(lane);
    places.push(place);
  });
  return places;
}
