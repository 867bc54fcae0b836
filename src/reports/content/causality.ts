import type { WitnessEvent } from '../../run/report/report.ts';
import { targetsOf } from '../phrase.ts';
import type { MessageLink } from './message-rows.ts';

/**
 * What happened right before each event, by their places: on the same node, as the sending of what
 * arrived, or as the fault that struck the node. What can be reached from one to another so is all
 * that the one could have had to do with the other, as far as events are told.
 */
export function causesOf(
  events: readonly WitnessEvent[],
  links: readonly MessageLink[],
): readonly (readonly number[])[] {
  const places = new Map(events.map((event, place) => [event, place]));
  const causes = events.map(() => new Set<number>());
  const last = new Map<string, number>();
  const struck = new Map<string, number[]>();
  for (const [place, event] of events.entries()) {
    const { node, type } = event;
    if (node === null) {
      if (type !== 'fault-began' && type !== 'fault-ended') continue;
      for (const target of targetsOf(event)) {
        struck.set(target, [...(struck.get(target) ?? []), place]);
      }
      continue;
    }
    const before = last.get(node);
    if (before !== undefined) causes[place]?.add(before);
    for (const fault of struck.get(node) ?? []) causes[place]?.add(fault);
    struck.delete(node);
    last.set(node, place);
  }
  for (const { departs, arrives } of links) {
    const from = places.get(departs);
    const to = arrives === null ? undefined : places.get(arrives);
    if (from !== undefined && to !== undefined && from !== to) causes[to]?.add(from);
  }
  return causes.map((own) => [...own].toSorted((a, b) => a - b));
}
