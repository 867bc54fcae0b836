import { halfwayToNothing } from './numbers.ts';
import { describeFields } from '../../base/schema/fields.ts';
import type { FaultDefinition } from '../../library/faults/define.ts';
import type { Shelf } from '../../base/shelf.ts';
import { withoutKeys } from './data.ts';
import type { Section } from './data.ts';

/** The entry as a milder kind of fault: without the parameters that are of its own kind alone. */
function asKind(entry: Section, own: FaultDefinition, kind: FaultDefinition): Section {
  const gone = Object.keys(own.params).filter((key) => !(key in kind.params));
  return { ...withoutKeys(entry, gone), fault: kind.name };
}

/** The entry with one parameter at a time left out, or nearer to nothing. */
function* milderParams(entry: Section, definition: FaultDefinition): Generator<Section> {
  const { fields } = describeFields(definition.params);
  for (const [key, description] of Object.entries(fields ?? {})) {
    const value = entry[key];
    if (value === undefined) continue;
    yield withoutKeys(entry, [key]);
    const half = halfwayToNothing(description.word, value);
    if (half !== null) yield { ...entry, [key]: half };
  }
  const { probability } = entry;
  const half = probability === undefined ? null : halfwayToNothing('probability', probability);
  if (half !== null) yield { ...entry, probability: half };
}

/** What is milder than a fault: other kinds, mildest first, then less of the same. */
export function* milderFaults(
  entry: Section,
  definition: FaultDefinition,
  shelf: Shelf<FaultDefinition>,
): Generator<Section> {
  for (const name of definition.weaker) {
    const kind = shelf.get(name);
    if (kind !== undefined) yield asKind(entry, definition, kind);
  }
  yield* milderParams(entry, definition);
  if (entry['inside'] === true) yield withoutKeys(entry, ['inside']);
}
