import type { RunPlan, Scenario } from '../../scenario/scenario.ts';
import { runKey } from '../play/run-key.ts';

/** What `fault-sim validate --print-normalized` prints of a scenario. */
export interface Normalized {
  readonly schema: 'fault-sim.normalized/1';
  readonly name: string;
  /** Without its folder. */
  readonly file: string;
  readonly hash: string;
  /** Each as the engine is given it, with its key; definitions are their names. */
  readonly runs: readonly ({ readonly key: string } & object)[];
}

/** A value without what JSON cannot say: definitions become their names, functions go. */
function plain(value: unknown): unknown {
  if (typeof value === 'function' || value === undefined) return undefined;
  if (typeof value === 'bigint') return String(value);
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value);
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Map) return plain(Object.fromEntries(value));
  if (Array.isArray(value)) return value.map(plain);
  if ('kind' in value && 'name' in value && 'summary' in value) return value.name;
  if ('text' in value && typeof value.text === 'string') return value.text;
  const entries = Object.entries(value).map(([key, member]) => [key, plain(member)] as const);
  return Object.fromEntries(entries.filter(([, member]) => member !== undefined));
}

/** The scenario as it was understood: every run with its overlays applied and its units read. */
export function normalized(scenario: Scenario): Normalized {
  const { name, path, hash, runs } = scenario;
  return {
    schema: 'fault-sim.normalized/1',
    name,
    file: path.split('/').at(-1) ?? path,
    hash,
    runs: runs.map((run: RunPlan) => ({ key: runKey(run), ...(plain(run) as object) })),
  };
}
