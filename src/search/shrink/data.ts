import type { Value } from '../../base/units.ts';
import type { ScenarioData } from '../../scenario/scenario.ts';

/** A map of named things, or one of their definitions. */
export type Section = { readonly [key: string]: Value };

/** A part of a scenario that is a map; empty when it is absent or something else. */
export function sectionOf(data: Section, key: string): Section {
  const value = data[key];
  const isMap = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isMap ? (value as Section) : {};
}

/** A copy without some keys. */
export function withoutKeys(section: Section, gone: readonly string[]): Section {
  return Object.fromEntries(Object.entries(section).filter(([key]) => !gone.includes(key)));
}

/** A copy in which a section has this content; a section that is left empty goes. */
export function withSection(data: ScenarioData, key: string, section: Section): ScenarioData {
  if (Object.keys(section).length === 0) return withoutKeys(data, [key]);
  return { ...data, [key]: section };
}

/** A copy in which one entry of a section has other content. */
export function withEntry(
  data: ScenarioData,
  key: string,
  id: string,
  entry: Section,
): ScenarioData {
  return withSection(data, key, { ...sectionOf(data, key), [id]: entry });
}
