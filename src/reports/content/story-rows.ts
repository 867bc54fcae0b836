import { isolated, printable, wrapCells } from '../../base/text/cells.ts';
import { sortedBy } from '../../base/order.ts';
import type { FaultReport, Run, WitnessEvent } from '../../run/report/report.ts';
import { faultIdOf, faultPhrase, happened, phrase, targetsOf } from '../phrase.ts';
import { isTarget, peerOf } from './lanes.ts';

/** What a diagram shows. */
export interface SpaceTime {
  readonly run: Run;
  /** Evidence of a verdict; the last of each list is where it was decided. */
  readonly witnesses: readonly (readonly WitnessEvent[])[];
  readonly mostRows: number;
}

/** An event with its words on lines. */
export interface Row {
  readonly event: WitnessEvent;
  readonly words: readonly string[];
  /** Evidence before faults and processes before the rest, and messages last. */
  readonly weight: number;
}

const structural = /^(fault-|paused$|resumed$|crashed$|exited$|started$)/;

/** Story and evidence together, in order of time. */
export function allEvents({ run, witnesses }: SpaceTime): WitnessEvent[] {
  const bySeq = new Map<string, WitnessEvent>();
  for (const event of [...run.story, ...witnesses.flat()]) {
    bySeq.set(`${event.seq} ${event.event}`, event);
  }
  return sortedBy(
    sortedBy(bySeq.values(), (event) => event.seq),
    (event) => event.at,
  );
}

/** The occurrences of an event's fault that may be meant: those that last at its instant. */
function occurrencesAt(event: WitnessEvent, run: Run): readonly FaultReport[] {
  const fault = faultIdOf(event);
  return run.faults.filter(
    ({ id, from, until }) =>
      id === fault && from <= event.at && (until === null || event.at <= until),
  );
}

/**
 * The occurrence of a fault that an event belongs to. Those of a series overlap: whom it struck tells
 * them apart, and when it began or ended.
 */
export function faultOf(event: WitnessEvent, run: Run): FaultReport | undefined {
  const lasting = occurrencesAt(event, run);
  const [only] = lasting;
  if (lasting.length < 2) return only;
  const struck = targetsOf(event).join();
  const alike = lasting.filter(({ targets }) => targets.join() === struck);
  const edge = (fault: FaultReport): number | null =>
    event.type === 'fault-ended' ? fault.until : fault.from;
  return alike.find((fault) => edge(fault) === event.at) ?? alike[0] ?? only;
}

/** Nodes that something happens to, in the run's order; of too many those with most events. */
export function involvedNodes(run: Run, events: readonly WitnessEvent[], most: number): string[] {
  const counts = new Map<string, number>();
  const count = (node: string | undefined): void => {
    if (node !== undefined) counts.set(node, (counts.get(node) ?? 0) + 1);
  };
  for (const event of events) {
    count(event.node ?? undefined);
    count(peerOf(event, run.nodes)?.node);
    const fault = faultOf(event, run);
    for (const node of run.nodes) if (fault !== undefined && isTarget(fault, node)) count(node);
  }
  const ranked = sortedBy(counts, ([, own]) => -own).slice(0, most);
  const chosen = new Set(ranked.map(([node]) => node));
  return run.nodes.filter((node) => chosen.has(node));
}

/** What a row says: a fault that begins is described, all else is the event in words. */
function wordsOf(event: WitnessEvent, run: Run): string {
  const fault = event.type === 'fault-began' ? faultOf(event, run) : undefined;
  if (fault !== undefined) return `fault ${isolated(fault.id)} begins: ${faultPhrase(fault)}`;
  if (event.type !== 'fault-ended' || occurrencesAt(event, run).length < 2)
    return phrase(event, run.units);
  const { what, rest } = happened(event);
  return `${what} (${rest})`;
}

/** Leaves out the least telling rows, earliest first, until the rest fits. */
export function chosenRows(rows: readonly Row[], most: number): readonly Row[] {
  let lines = rows.reduce((sum, row) => sum + row.words.length, 0);
  const dropped = new Set<Row>();
  for (const row of sortedBy(rows, ({ weight }) => weight)) {
    if (lines <= most) break;
    dropped.add(row);
    lines -= row.words.length;
  }
  return rows.filter((row) => !dropped.has(row));
}

/**
 * The rows of a diagram: each event in words, wrapped to so many cells. `said`: the words of those that
 * are the end of a message.
 */
export function rowsOf(
  events: readonly WitnessEvent[],
  run: Run,
  evidence: ReadonlySet<number>,
  cells: number,
  said: ReadonlyMap<WitnessEvent, string> = new Map(),
): Row[] {
  const weightOf = (event: WitnessEvent): number => {
    if (said.has(event)) return -1;
    return evidence.has(event.seq) ? 2 : structural.test(event.type) ? 1 : 0;
  };
  return events.map((event) => ({
    event,
    words: wrapCells(printable(said.get(event) ?? wordsOf(event, run)), cells),
    weight: weightOf(event),
  }));
}
