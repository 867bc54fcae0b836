import type { TraceEvent } from '../../engine/event.ts';
import type { NodeId } from '../../base/units.ts';
import type { ScenarioData } from '../../scenario/scenario.ts';
import { sectionOf, withEntry, withoutKeys } from '../shrink/data.ts';
import type { Section } from '../shrink/data.ts';

/** A kind of event that a scenario can wait for, with how to find others of it. */
interface Mark {
  readonly trigger: Section;
  isSame(event: TraceEvent): boolean;
}

/** What a trigger of a scenario can say of a row of a node; null: nothing. */
function markOf(row: TraceEvent, node: NodeId): Mark | null {
  const { type, name, peer } = row;
  const isSame = (event: TraceEvent): boolean =>
    event.type === type && event.node === row.node && event.name === name && event.peer === peer;
  if (name === null) return null;
  switch (type) {
    case 'observed':
      return { trigger: { event: name, node }, isSame };
    case 'point':
      return { trigger: { point: name, node }, isSame };
    case 'sent':
      return { trigger: { message: name, link: `${node} -> ${peer}`, phase: 'sent' }, isSame };
    case 'delivered':
      return { trigger: { message: name, link: `${peer} -> ${node}`, phase: 'received' }, isSame };
    default:
      return null;
  }
}

/**
 * The last thing that a node did or heard before a fault struck it inside a step, as a trigger that
 * counts: `{ event: decided, node: n1, nth: 4 }`. Null when it had done nothing that can be named at
 * that instant, or the fault struck nobody.
 */
function strikeTrigger(events: readonly TraceEvent[], fault: string): Section | null {
  const struck = events.findIndex(({ type, name }) => type === 'fault-began' && name === fault);
  const began = events[struck];
  const hit = events.find(({ type, name, seq }) => {
    return type === 'fault-hit' && name === fault && seq > (began?.seq ?? 0);
  });
  const node = hit?.data;
  if (began === undefined || typeof node !== 'object' || node === null) return null;
  const id = (node as { readonly node?: unknown }).node;
  if (typeof id !== 'string') return null;
  for (let place = struck - 1; place >= 0; place -= 1) {
    const row = events[place];
    if (row === undefined || row.at !== began.at) return null;
    if (row.node !== id) continue;
    const mark = markOf(row, id);
    if (mark === null) continue;
    const nth = events.slice(0, place + 1).filter((event) => mark.isSame(event)).length;
    return { ...mark.trigger, nth };
  }
  return null;
}

/**
 * A scenario in which faults that struck inside a step wait for what the node did last before, in
 * place of a time, which is always between two steps. Null when nothing can be said of one of them.
 */
export function withStrikeTriggers(
  data: ScenarioData,
  faults: readonly string[],
  events: readonly TraceEvent[],
): ScenarioData | null {
  let changed = data;
  for (const fault of faults) {
    const trigger = strikeTrigger(events, fault);
    if (trigger === null) return null;
    const entry = withoutKeys(sectionOf(sectionOf(changed, 'faults'), fault), ['at']);
    changed = withEntry(changed, 'faults', fault, { ...entry, when: trigger });
  }
  return changed;
}
