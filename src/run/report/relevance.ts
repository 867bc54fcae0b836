import { compactJson } from '../../base/json/json.ts';
import type { Value } from '../../base/units.ts';
import type { WitnessEvent } from './report.ts';

/** How much an event explains; the lower, the more. Above `shown` a story does without it. */
export const relevance = {
  proof: 0,
  fault: 1,
  process: 2,
  sameMatter: 3,
  related: 4,
  unrelated: 5,
} as const;
/** The last rank that a story shows. */
export const shown: number = relevance.related;

/** Most fault edges that count as explanation: of a long series the last ones do. */
const mostFaultEdges = 12;

/**
 * What a value is about: texts (names of nodes, files, keys) wherever they stand, and numbers
 * together with their field, since 1 may be a token here and a term there.
 */
function topics(value: Value, field: string, into: Set<string>): Set<string> {
  if (typeof value === 'string') into.add(value);
  else if (typeof value === 'number') into.add(`${field} = ${value}`);
  else if (Array.isArray(value)) {
    for (const item of value as readonly Value[]) topics(item, field, into);
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, member] of Object.entries(value)) topics(member, name, into);
  }
  return into;
}

function isFault({ type }: WitnessEvent): boolean {
  return type.startsWith('fault-');
}

/** What an event says, without what differs each time that it is said again. */
function content({ node, event, type, data }: WitnessEvent): string {
  if (type !== 'completed') return compactJson([node, event, data]);
  const outcome = (data as { readonly outcome?: Value }).outcome ?? null;
  const { status, error } = outcome as { readonly status?: Value; readonly error?: Value };
  return compactJson([node, event, status ?? null, error ?? null]);
}

/** Tells how much events have to do with a violation: its faults, its nodes and what it is about. */
export class Relevance {
  readonly #topics = new Set<string>();
  readonly #told = new Set<string>();

  constructor(proof: readonly WitnessEvent[]) {
    for (const event of proof) {
      if (event.node !== null) this.#topics.add(event.node);
      topics(event.data, '', this.#topics);
    }
  }

  /** The ranks of the events that came before, in their order. */
  rank(before: readonly WitnessEvent[]): { readonly event: WitnessEvent; readonly rank: number }[] {
    // A hit at the very beginning says nothing that the beginning did not.
    const edges = before.filter((event) => isFault(event) && event.type !== 'fault-hit');
    const near = edges.filter((event) => this.#strikesItsNodes(event)).slice(-mostFaultEdges);
    const far = edges.filter((event) => !near.includes(event));
    const rest = mostFaultEdges - near.length;
    const explaining = new Set([...near, ...(rest > 0 ? far.slice(-rest) : [])]);
    return before.map((event) => ({
      event,
      rank: isFault(event) && !explaining.has(event) ? relevance.unrelated : this.#rankOf(event),
    }));
  }

  #rankOf(event: WitnessEvent): number {
    if (isFault(event)) return relevance.fault;
    const isOfNode = event.node !== null && this.#topics.has(event.node);
    if (event.type !== 'observed' && event.type !== 'completed') {
      if (event.at === 0) return relevance.unrelated;
      return isOfNode || this.#topics.size === 0 ? relevance.process : relevance.related;
    }
    if (this.#isRepeated(event)) return relevance.unrelated;
    const shared = this.#shared(event);
    if (event.type === 'completed') return isOfNode ? relevance.related : relevance.unrelated;
    if (shared > 1) return relevance.sameMatter;
    return isOfNode || shared > 0 ? relevance.related : relevance.unrelated;
  }

  /** What happened to a node of the proof itself says more than what happened on links. */
  #strikesItsNodes({ data }: WitnessEvent): boolean {
    const { targets } = data as { readonly targets?: Value };
    return Array.isArray(targets) && targets.some((target) => this.#topics.has(target as string));
  }

  #shared({ data }: WitnessEvent): number {
    return [...topics(data, '', new Set())].filter((topic) => this.#topics.has(topic)).length;
  }

  #isRepeated(event: WitnessEvent): boolean {
    const said = content(event);
    if (this.#told.has(said)) return true;
    this.#told.add(said);
    return false;
  }
}
