import type { WitnessEvent } from '../run/report.ts';
import type { FaultView, Mark, NodeView, RunView } from '../run/view.ts';

/** What a node was from an instant on. */
export interface NodeSpan {
  readonly fromNs: number;
  readonly state: NodeView['state'];
  readonly partitioned: boolean;
}

/** One occurrence of a fault; `untilNs` null while nobody knows its end. */
export interface FaultSpan {
  readonly fromNs: number;
  readonly untilNs: number | null;
}

/** The bit of each mark in a bucket. */
export const markBits = { sent: 1, received: 2, lost: 4, observed: 8 } as const satisfies Readonly<
  Record<Mark['mark'], number>
>;

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

/** All that a run has shown so far, in a size that does not grow with its length. */
export class Timeline {
  readonly #durationNs: number;
  readonly #marks = new Map<string, Uint8Array>();
  readonly #spans = new Map<string, NodeSpan[]>();
  readonly #faults = new Map<string, FaultSpan[]>();

  /** For a run of that many nanoseconds. */
  constructor(durationNs: number) {
    this.#durationNs = durationNs > 0 ? durationNs : 1;
  }

  /** Takes over one sample. */
  add(view: RunView): void {
    for (const mark of view.marks) this.#mark(mark);
    for (const moment of view.moments) this.#follow(moment);
    for (const node of view.nodes) this.#state(node.id, view.instantNs, node);
    for (const fault of view.faults) this.#fault(fault);
  }

  /** What happened on a node's lane in a stretch of the run: the bits of its marks. */
  bits(node: string, fromNs: number, untilNs: number): number {
    const buckets = this.#marks.get(node);
    if (buckets === undefined) return 0;
    const last = Math.max(this.#bucket(fromNs), this.#bucket(untilNs - 1));
    let bits = 0;
    for (let bucket = this.#bucket(fromNs); bucket <= last; bucket += 1) {
      bits |= buckets[bucket] ?? 0;
    }
    return bits;
  }

  /** States of a node in order of time; it was up before the first. */
  spans(node: string): readonly NodeSpan[] {
    return this.#spans.get(node) ?? [];
  }

  /** Occurrences of a fault in order of time. */
  occurrences(fault: string): readonly FaultSpan[] {
    return this.#faults.get(fault) ?? [];
  }

  /** Whether anything but ordinary traffic happened to a node. */
  isTroubled(node: string): boolean {
    const odd = this.spans(node).some(({ state, partitioned }) => state !== 'up' || partitioned);
    return odd || (this.bits(node, 0, this.#durationNs + 1) & markBits.lost) !== 0;
  }

  #bucket(atNs: number): number {
    const bucket = Math.floor((atNs / this.#durationNs) * bucketCount);
    return Math.min(Math.max(bucket, 0), bucketCount - 1);
  }

  #mark({ node, at, mark }: Mark): void {
    let buckets = this.#marks.get(node);
    if (buckets === undefined) {
      buckets = new Uint8Array(bucketCount);
      this.#marks.set(node, buckets);
    }
    const bucket = this.#bucket(at);
    buckets[bucket] = (buckets[bucket] ?? 0) | markBits[mark];
  }

  #follow({ type, node, at }: WitnessEvent): void {
    const state = transitions.get(type);
    if (state === undefined || node === null) return;
    const partitioned = this.spans(node).at(-1)?.partitioned ?? false;
    this.#state(node, at, { state, partitioned });
  }

  #state(node: string, fromNs: number, now: Pick<NodeView, 'state' | 'partitioned'>): void {
    const spans = this.#spans.get(node) ?? [];
    const last = spans.at(-1) ?? { state: 'up', partitioned: false };
    if (last.state === now.state && last.partitioned === now.partitioned) return;
    spans.push({ fromNs, state: now.state, partitioned: now.partitioned });
    this.#spans.set(node, spans);
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
