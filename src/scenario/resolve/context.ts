import type { NodeId } from '../../base/units.ts';
import type { Topology } from '../../library/topologies/define.ts';
import type { Program } from '../../world/program/program.ts';
import type { Definitions } from '../definitions.ts';
import type { ReadDomains } from './nodes/domain-names.ts';
import type { Params } from '../variation/params.ts';
import type { Problems } from '../diagnostics/problems.ts';
import type { SentenceWorld } from '../sentence/parse.ts';
import type { Mapping, Spot } from '../source/tree.ts';
import type { Vocabulary } from '../vocabulary/vocabulary.ts';

/** What all parts of the loader know of the cell that they resolve. */
export interface Context {
  readonly problems: Problems;
  readonly params: Params;
  readonly definitions: Definitions;
  /** Overlays applied and formulas computed. */
  readonly scenario: Mapping;
  /** Infinity when the file does not say, which is told elsewhere. */
  readonly durationNs: number;
  readonly healNs: number | null;
}

/** A node or group as the file has it, before its members are made. */
export interface NodeDraft {
  /** The name in the file. */
  readonly name: string;
  readonly members: readonly NodeId[];
  readonly isGroup: boolean;
  /** It is a map, and says how many there are in a way that can be read. */
  readonly isSure: boolean;
  readonly spot: Spot;
  readonly program: Program | null;
  /** Keys for which misspelt ones were meant, which was told. */
  readonly meantKeys: ReadonlySet<string>;
  readonly labels: { readonly [label: string]: string };
  /** By member, the failure domains that it stands in. */
  readonly places: readonly (readonly string[])[];
}

/** The context once it is known who takes part: names can be looked up. */
export interface PeopledContext extends Context {
  readonly drafts: readonly NodeDraft[];
  readonly draftOf: ReadonlyMap<NodeId, NodeDraft>;
  readonly world: SentenceWorld;
  readonly domains: ReadDomains;
  /** What all programs of the run declare. */
  readonly vocabulary: Vocabulary;
  readonly workloadIds: ReadonlySet<string>;
  readonly metricIds: ReadonlySet<string>;
  /** What entries of `switches` stand for that name a topology. */
  readonly topologies: ReadonlyMap<string, Topology>;
}

/** A spot for a map at the top of the scenario, if it is there. */
export function topSpot(scenario: Mapping, key: string): Spot | undefined {
  const entry = scenario.entries.get(key);
  return entry === undefined
    ? undefined
    : { tree: entry.value, keySpan: entry.keySpan, path: [key] };
}
