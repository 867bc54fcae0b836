import type { FaultReport, WitnessEvent } from '../../run/report/report.ts';

type LaneState = 'up' | 'paused' | 'down';

/** How a lane looks at an instant: as its process is, or under a fault. */
export type LaneLook = LaneState | 'struck';

/** What a row does to its node's process. */
const changes: ReadonlyMap<string, LaneState> = new Map([
  ['paused', 'paused'],
  ['resumed', 'up'],
  ['crashed', 'down'],
  ['exited', 'down'],
  ['started', 'up'],
]);

/** What a process must have been before a row: a diagram need not begin at the beginning. */
const statesBefore: ReadonlyMap<string, LaneState> = new Map([
  ['resumed', 'paused'],
  ['started', 'down'],
]);

/** Fields of an event's data that name the other end of what happened, and where they are looked for. */
const origins = ['from', 'by', 'sender'];
const destinations = ['to', 'receiver'];

function nodeIn(event: WitnessEvent, fields: readonly string[], nodes: readonly string[]) {
  const { data } = event;
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return undefined;
  for (const [field, value] of Object.entries(data)) {
    const named = fields.includes(field) && typeof value === 'string' && value !== event.node;
    if (named && nodes.includes(value)) return value;
  }
  return undefined;
}

/** The other node of an event, and which way the arrow goes. */
export interface Peer {
  readonly node: string;
  readonly direction: 'in' | 'out';
}

/** The peer that an event's own data names, if any. */
export function peerOf(event: WitnessEvent, nodes: readonly string[]): Peer | undefined {
  if (event.node === null) return undefined;
  const origin = nodeIn(event, origins, nodes);
  if (origin !== undefined) return { node: origin, direction: 'in' };
  const destination = nodeIn(event, destinations, nodes);
  return destination === undefined ? undefined : { node: destination, direction: 'out' };
}

/** Whether a fault's targets name a node, alone or as an end of a link. */
export function isTarget(fault: FaultReport, node: string): boolean {
  return fault.targets.some((target) => target.split(/ <?-> /).includes(node));
}

/** The state of every lane, row by row. */
export class Lanes {
  readonly nodes: readonly string[];
  readonly #faults: readonly FaultReport[];
  readonly #states = new Map<string, LaneState>();

  constructor(
    nodes: readonly string[],
    events: readonly WitnessEvent[],
    faults: readonly FaultReport[],
  ) {
    this.nodes = nodes;
    this.#faults = faults;
    for (const node of nodes) {
      const first = events.find((event) => event.node === node && changes.has(event.type));
      // A first boot has no time before it in which the node was down.
      const known = first !== undefined && first.at > 0;
      this.#states.set(node, (known ? statesBefore.get(first.type) : undefined) ?? 'up');
    }
  }

  /** Takes over what an event did to its node. */
  follow(event: WitnessEvent): void {
    const state = changes.get(event.type);
    if (state !== undefined && event.node !== null) this.#states.set(event.node, state);
  }

  /** How the lane looks at an instant, between events. */
  look(node: string, at: number): LaneLook {
    const state = this.#states.get(node);
    if (state === 'paused' || state === 'down') return state;
    const struck = this.#faults.some(
      (fault) =>
        fault.from <= at && (fault.until === null || at < fault.until) && isTarget(fault, node),
    );
    return struck ? 'struck' : 'up';
  }
}
