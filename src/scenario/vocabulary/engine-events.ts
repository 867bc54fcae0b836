import type { NameType } from '../formula.ts';

const fault: ReadonlyMap<string, NameType> = new Map([
  ['id', 'text'],
  ['fault', 'text'],
  ['targets', 'list'],
]);

const process: ReadonlyMap<string, NameType> = new Map([
  ['change', 'text'],
  ['why', 'text'],
]);

/**
 * Events that the engine reports itself, with their fields: scenarios may name them beside those of
 * programs.
 */
export const engineEventFields: ReadonlyMap<string, ReadonlyMap<string, NameType>> = new Map([
  ['fault-began', fault],
  ['fault-hit', fault],
  ['fault-ended', fault],
  ['crashed', process],
  ['exited', process],
  ['started', process],
  ['paused', process],
  ['resumed', process],
]);
