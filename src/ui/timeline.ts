import type { WitnessEvent } from '../run/report/report.ts';
import type { FaultView, Mark, NodeView, RunView } from '../run/view/view.ts';

/** One occurrence of a fault; `untilNs` null while nobody knows its end. */
export interface FaultSpan {
  readonly fromNs: number;
  readonly untilNs: number | null;
}

/** The bit of everything that a stretch of a lane can show. */
export const laneBits = {
  sent: 1,
  received: 2,
  lost: 4,
  observed: 8,
  paused: 16,
  down: 32,
  cut: 64,
} as const satisfies Readonly<Record<Mark['mark'] | 'paused' | 'down' | 'cut', number>>;

const stateBits: Readonly<Record<NodeView['state'], number>> = {
  up: 0,
  paused: laneBits.paused,
  down: laneBits.down,
  'host-down': laneBits.down,
};

/** Buckets of a run: finer than the cells of any terminal, so that a resize loses nothing. */
const bucketCount = 2048;

/** What a row says about its node's state; samples alone would miss a pause between two of them. */
const transitions: ReadonlyMap<string, NodeView['state']> = new Map([
  ['paused', 'paused'],
  ['resumed', 'up'],
  ['crashed', 'down'],
  ['exited', 'down'],
  ['started', 'up'],
]);

/** What a node is, and since when that is not yet on its lane. */
interface Standing {
  readonly bits: number;
  readonly sinceNs: number;
}

const upright: Standing = { bits: 0, sinceNs: 0 };

/** All that a run has shown so far; lanes take the same room however much happens on them. */
export class Timeline {
  readonly #durationNs: number;
  readonly #lanes = new Map<string, Uint8Array>();
  readonly #standings = new Map<string, Standing>();
  readonly #troubled = new Set<string>();
  readonly #faults = new Map<string, FaultSpan[]>();

  /** For a run of that many nanoseconds. */
  constructor(durationNs: number) {
    this.#durationNs = durationNs > 0 ? durationNs : 1;
  }

  /** Takes over one sample. */
  add(view: RunView): void {
    for (const { node, at, mark } of view.marks) this.#put(node, laneBits[mark], at, at);
    for (const moment of view.moments) this.#follow(moment);
    for (const { id, state, partitioned } of view.nodes) {
      this.#stand(id, view.instantNs, stateBits[state] | (partitioned ? laneBits.cut : 0));
    }
    for (const fault of view.faults) this.#fault(fault);
  }

  /** What a stretch of a node's lane shows, as `laneBits`. */
  bits(node: string, fromNs: number, untilNs: number): number {
    const lane = this.#lanes.get(node);
    if (lane === undefined) return 0;
    const first = this.#bucket(fromNs);
    const last = Math.max(first, this.#bucket(untilNs - 1));
    let bits = 0;
    for (let bucket = first; bucket <= last; bucket += 1) bits |= lane[bucket] ?? 0;
    return bits;
  }

  /** Occurrences of a fault in order of time. */
  occurrences(fault: string): readonly FaultSpan[] {
    return this.#faults.get(fault) ?? [];
  }

  /** Whether anything but ordinary traffic happened to a node. */
  isTroubled(node: string): boolean {
    return this.#troubled.has(node);
  }

  #bucket(atNs: number): number {
    const bucket = Math.floor((atNs / this.#durationNs) * bucketCount);
    return Math.min(Math.max(bucket, 0), bucketCount - 1);
  }

  #put(node: string, bits: number, fromNs: number, untilNs: number): void {
    if (bits === 0) return;
    let lane = this.#lanes.get(node);
    if (lane === undefined) {
      lane = new Uint8Array(bucketCount);
      this.#lanes.set(node, lane);
    }
    const first = this.#bucket(fromNs);
    const last = Math.max(first, this.#bucket(untilNs - 1));
    for (let bucket = first; bucket <= last; bucket += 1) {
      lane[bucket] = (lane[bucket] ?? 0) | bits;
    }
    if (bits >= laneBits.paused || bits === laneBits.lost) this.#troubled.add(node);
  }

  #follow({ type, node, at }: WitnessEvent): void {
    const state = transitions.get(type);
    if (state === undefined || node === null) return;
    const cut = (this.#standings.get(node) ?? upright).bits & laneBits.cut;
    this.#stand(node, at, stateBits[state] | cut);
  }

  /** Draws what the node was until now, and remembers what it is. */
  #stand(node: string, atNs: number, bits: number): void {
    const before = this.#standings.get(node) ?? upright;
    this.#put(node, before.bits, before.sinceNs, atNs);
    this.#standings.set(node, { bits, sinceNs: atNs });
  }

  #fault({ id, active, fromNs, untilNs }: FaultView): void {
    if (fromNs === null) return;
    const spans = this.#faults.get(id) ?? [];
    const last = spans.at(-1);
    const span = { fromNs, untilNs: active ? null : untilNs };
    if (last?.fromNs === fromNs) spans[spans.length - 1] = span;
    else spans.push(span);
    this.#faults.set(id, spans);
  }
}
