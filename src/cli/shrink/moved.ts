import { relative } from 'node:path';
import type { Value } from '../../base/units.ts';
import type { ScenarioData } from '../../scenario/scenario.ts';

const isPath = /^\.\.?\//;

function movedValue(value: Value, from: string, to: string): Value {
  if (typeof value === 'string') {
    if (!isPath.test(value)) return value;
    const path = relative(to, `${from}/${value}`).replaceAll('\\', '/');
    return path.startsWith('.') ? path : `./${path}`;
  }
  if (Array.isArray(value))
    return (value as readonly Value[]).map((one) => movedValue(one, from, to));
  if (typeof value !== 'object' || value === null) return value;
  return moved(value as ScenarioData, from, to);
}

/** Paths in a scenario are relative to its file: for a file in another folder they are written anew. */
export function moved(data: ScenarioData, from: string, to: string): ScenarioData {
  if (from === to) return data;
  const entries = Object.entries(data);
  return Object.fromEntries(entries.map(([key, one]) => [key, movedValue(one, from, to)]));
}
