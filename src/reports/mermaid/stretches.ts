import { sortedBy } from '../../base/order.ts';
import type { FaultReport, Run, WitnessEvent } from '../../run/report/report.ts';
import { faultOf } from '../content/story-rows.ts';

/** The rows of a diagram while which a fault lasts, both ends included. */
export interface Stretch {
  readonly fault: FaultReport;
  readonly first: number;
  readonly last: number;
  /** The first row tells that the fault begins. */
  readonly isTold: boolean;
}

/** Rectangles within one another: of more nobody sees the edges. */
const mostOpen = 4;

/** The stretches of a run's faults in which something is drawn, in the order in which they begin. */
export function stretchesOf(events: readonly WitnessEvent[], run: Run): Stretch[] {
  const [began, ended] = [new Map<FaultReport, number>(), new Map<FaultReport, number>()];
  for (const [row, event] of events.entries()) {
    const fault = faultOf(event, run);
    if (fault === undefined) continue;
    if (event.type === 'fault-began') began.set(fault, row);
    if (event.type === 'fault-ended') ended.set(fault, row);
  }
  const found = run.faults.flatMap((fault): Stretch[] => {
    const { from, until } = fault;
    if (until === from) return [];
    const told = began.get(fault);
    const first = told ?? events.findIndex(({ at }) => at >= from);
    const last = ended.get(fault) ?? events.findLastIndex(({ at }) => until === null || at < until);
    return first < 0 || last < first ? [] : [{ fault, first, last, isTold: told !== undefined }];
  });
  const outerFirst = sortedBy(
    sortedBy(found, ({ last }) => -last),
    ({ first }) => first,
  );
  const kept: Stretch[] = [];
  for (const stretch of outerFirst) {
    const open = kept.filter(({ last }) => last >= stretch.first);
    if (open.length < mostOpen) kept.push(stretch);
  }
  return kept;
}

/** What is closed and opened in front of a row, so that rectangles of faults that overlap nest. */
export class OpenStretches {
  readonly #all: readonly Stretch[];
  #open: readonly Stretch[] = [];

  constructor(all: readonly Stretch[]) {
    this.#all = all;
  }

  /** How many are closed before a row, and which are opened then; behind the last row all are closed. */
  moveTo(row: number): { readonly closed: number; readonly opened: readonly Stretch[] } {
    const wanted = this.#all.filter(({ first, last }) => first <= row && row <= last);
    let common = 0;
    while (common < wanted.length && wanted[common] === this.#open[common]) common += 1;
    const closed = this.#open.length - common;
    this.#open = wanted;
    return { closed, opened: wanted.slice(common) };
  }
}
