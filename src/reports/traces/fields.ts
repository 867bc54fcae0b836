import type { Value } from '../../base/units.ts';
import type { TraceEvent } from '../../engine/event.ts';

/** The data of an event by their names; none when it has no names. */
export function fieldsOf({ data }: TraceEvent): { readonly [field: string]: Value } {
  const isRecord = typeof data === 'object' && data !== null && !Array.isArray(data);
  return isRecord ? (data as { readonly [field: string]: Value }) : {};
}

/** A field that holds text; null when there is none such. */
export function textIn(event: TraceEvent, field: string): string | null {
  const value = fieldsOf(event)[field];
  return typeof value === 'string' ? value : null;
}
