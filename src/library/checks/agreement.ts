import {
  aboutInstance,
  decisionFields,
  fieldText,
  instanceFields,
  type Told,
} from './events/decision.ts';
import { defineCheck } from './define.ts';

interface Decision {
  readonly value: string;
  readonly seen: Told;
}

/** The earliest decision of an instance, and what may differ from later ones where it does not. */
interface Instance {
  readonly first: Decision;
  /** The earliest one of the same node with another value, as long as no other node has decided. */
  changed: Decision | null;
  /** The earliest one of any other node. */
  second: Decision | null;
}

/** A decision of another node from which this one differs; null: there is none. */
function opposedTo(
  { value, seen }: Decision,
  { first, changed, second }: Instance,
): Decision | null {
  const others = first.seen.node === seen.node ? [second] : [first, changed];
  return others.find((other) => other !== null && other.value !== value) ?? null;
}

/**
 * Uniform agreement of consensus (Lynch, "Distributed Algorithms", 1996): also what a node decided
 * before it crashed binds the others. Few decisions are kept, since as long as no two nodes differ all
 * others are like these.
 */
export const agreement = defineCheck({
  name: 'agreement',
  summary: 'No two nodes decide differently; liars are not asked.',
  property: 'safety',
  loyalOnly: true,
  config: { ...decisionFields, ...instanceFields },
  example: 'all-agree: { check: agreement, of: member }',
  histories: () => ({
    held: [
      { at: '1s', node: 'a', event: 'decided', data: { value: 'x' } },
      { at: '2s', node: 'b', event: 'decided', data: { value: 'x' } },
    ],
    violated: [
      { at: '1s', node: 'a', event: 'decided', data: { value: 'x' } },
      { at: '2s', node: 'b', event: 'decided', data: { value: 'y' } },
    ],
  }),

  watch(run, config) {
    const instances = new Map<string, Instance>();
    run.onEvent(config.event, (seen) => {
      const decision = { value: fieldText(seen, config.value), seen };
      const name = fieldText(seen, config.instance);
      const instance = instances.get(name);
      if (instance === undefined) {
        instances.set(name, { first: decision, changed: null, second: null });
        return;
      }
      const { first, second } = instance;
      const isOfFirst = first.seen.node === seen.node;
      if (isOfFirst && second === null) {
        if (first.value !== decision.value) instance.changed ??= decision;
        return;
      }
      if (!isOfFirst) instance.second ??= decision;
      run.exercised();
      const other = opposedTo(decision, instance);
      if (other === null) return;
      const about = aboutInstance(run, seen, config.instance);
      const [one, two] = [other.seen, seen].map((told) => run.fieldText(told, config.value));
      run.violated(
        `${other.seen.node} decided ${one} and ${seen.node} decided ${two}${about}`,
        other.seen,
        seen,
      );
    });
  },
});
