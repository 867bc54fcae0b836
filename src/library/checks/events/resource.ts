import { text } from '../../../base/schema.ts';
import { fieldText, type Told } from './decision.ts';
import type { Watch } from '../define.ts';

const usual = 'file';

/** How a scenario says which field of an event names the resource. */
export const resourceField = text('The field that names the resource.').default(usual);

/**
 * The resource that an event is about; events without the usual field are all about one. Null, and
 * undecided, when they do not have the field that the scenario names.
 */
export function resourceOf(
  run: Pick<Watch<{}>, 'undecided'>,
  seen: Told,
  field: string,
): string | null {
  if (field === usual || seen.data[field] !== undefined) return fieldText(seen, field);
  run.undecided(`${seen.event} has no field ${field}`);
  return null;
}
