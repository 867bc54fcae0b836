import { eventTypes } from '../../engine/event.ts';
import type { EventType } from '../../engine/event.ts';

/** Row codes, so that the hot path writes numbers. */
export const rowCode = Object.fromEntries(eventTypes.map((type, code) => [type, code])) as {
  readonly [T in EventType]: number;
};
