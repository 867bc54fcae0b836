import { event, fieldOf } from '../../../base/schema.ts';
import type { Value } from '../../../base/units.ts';
import type { Events } from '../../../world/program/protocol.ts';
import type { Seen, Watch } from '../define.ts';
import { valueText } from './value-text.ts';

/** An event with fields that a scenario names. */
export type Told = Seen<{ readonly [field: string]: Value }>;

/** How a scenario says which events are decisions of a consensus. */
export const decisionFields = {
  event: event('The event with which a node reports its decision.').default('decided'),
  value: fieldOf(['event'], 'The field with what was decided.').default('value'),
};

/** How a scenario tells decisions apart when there are several. */
export const instanceFields = {
  instance: fieldOf(
    ['event'],
    'The field that tells decisions apart (slot, height, transaction); without it there is only one.',
  ).optional(),
};

/**
 * What an event says under a field, as values are told apart; without the field, or without a name
 * for it, nothing.
 */
export function fieldText({ data }: Told, field: string | undefined): string {
  return field === undefined ? '' : valueText(data[field]);
}

/** Words that say which of several decisions is meant; none when there is only one. */
export function aboutInstance(
  run: Pick<Watch<Events>, 'fieldText'>,
  seen: Told,
  field: string | undefined,
): string {
  return field === undefined ? '' : ` in ${field} ${run.fieldText(seen, field)}`;
}
