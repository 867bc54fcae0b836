import { sortedBy } from '../../base/order.ts';
import { isolated, printable } from '../../base/text/cells.ts';
import { writtenText } from '../../base/schema/text.ts';
import { writtenShare } from '../../base/schema/written.ts';
import { printInstant } from '../../base/time.ts';
import type { FaultReport, Run, ScheduledFault } from '../../run/report/report.ts';
import { targetsText } from '../phrase.ts';
import { briefDuration } from './figures.ts';
import { labelList, type ScenarioRuns, type Strand } from './strands.ts';
import { counted } from './count.ts';
import type { Cell, Table } from './table.ts';

/** Occurrences shown one by one; a series of more is summed up by its coverage. */
const mostOccurrences = 12;
/** Rows of faults that differ between variants; of more each fault is told once, over all. */
const mostRows = 24;
/** Parts per billion of a whole. */
const allPpb = 1_000_000_000;

interface FaultRow {
  readonly id: string;
  readonly cells: readonly string[];
  readonly hit: boolean;
  readonly strands: string[];
}

/** A fault that is over at once, such as a step of a clock, has no length. */
function lengthText({ from, until }: FaultReport): string {
  if (until === null) return ' to the end';
  return until === from ? '' : ` for ${briefDuration(until - from)}`;
}

/** The entry of the schedule that an occurrence is. */
function scheduledOf(fault: FaultReport, run: Run): ScheduledFault | undefined {
  return run.schedule.find(
    ({ id, at, targets }) =>
      id === fault.id && at === fault.from && targets.join() === fault.targets.join(),
  );
}

/** What a fault takes of what passes: `only increment`, `nth 2..4 per link`. */
function matchTexts(match: ScheduledFault['match']): string[] {
  if (match === null) return [];
  const { message, op, where, nth, per } = match;
  const only = [message, op, where === null ? null : `where ${where}`].filter(
    (one) => one !== null,
  );
  return [
    ...(only.length === 0 ? [] : [`only ${only.join(' ')}`]),
    ...(nth === null ? [] : [`nth ${nth}${per === null ? '' : ` per ${per}`}`]),
  ];
}

/** What a scenario writes beside kind and target: ` by 5s`, ` scope host`. Lists say whom, as targets do. */
function paramsText(scheduled: ScheduledFault | undefined): string {
  const params = scheduled?.params;
  if (scheduled === undefined || typeof params !== 'object' || params === null) return '';
  const said = Object.entries(params).flatMap(([key, value]) =>
    Array.isArray(value) ? [] : `${key} ${writtenText(value)}`,
  );
  const { probabilityPpb, match } = scheduled;
  if (probabilityPpb < allPpb) said.push(writtenShare(probabilityPpb));
  said.push(...matchTexts(match));
  const text = said.join(', ');
  return text === '' ? '' : ` ${printable(text)}`;
}

function occurrenceCells(fault: FaultReport, run: Run): string[] {
  const length = lengthText(fault);
  return [
    fault.id,
    `${fault.fault} of ${targetsText(fault.targets)}${paramsText(scheduledOf(fault, run))}`,
    `${printInstant(fault.from)}${length}`,
    fault.touched === 0 ? 'hit nothing' : `hit ${fault.touched}`,
  ];
}

/** ` of n1` when all occurrences of a fault strike the same; empty when they do not, or whom is unknown. */
function commonTargetsText(occurrences: readonly FaultReport[]): string {
  const [text, ...others] = new Set(occurrences.map(({ targets }) => targetsText(targets)));
  return text === undefined || others.length > 0 ? '' : ` of ${text}`;
}

/** Rows of one strand: each occurrence, or one row per fault when there are many in all. */
function strandRows(strand: Strand): Omit<FaultRow, 'strands'>[] {
  const [run] = strand.runs;
  if (run === undefined) return [];
  const many = strand.runs.length > 1 || run.faults.length > mostOccurrences;
  if (!many) {
    return run.faults.map((fault) => {
      return { id: fault.id, cells: occurrenceCells(fault, run), hit: fault.touched > 0 };
    });
  }
  return run.coverage.map(({ id, fault }) => {
    const own = strand.runs.flatMap((each) => each.coverage.filter((entry) => entry.id === id));
    const occurrences = own.reduce((sum, entry) => sum + entry.occurrences, 0);
    const touched = own.reduce((sum, entry) => sum + entry.touched, 0);
    const all = strand.runs.flatMap((each) =>
      each.faults.flatMap((one) => (one.id === id ? { one, each } : [])),
    );
    const [only] = all;
    if (only !== undefined && occurrences === 1)
      return { id, cells: occurrenceCells(only.one, only.each), hit: touched > 0 };
    const hit = touched === 0 ? 'hit nothing' : `hit ${touched}`;
    const what = `${fault}${commonTargetsText(all.map(({ one }) => one))}`;
    return { id, cells: [id, what, counted(occurrences, 'time'), hit], hit: touched > 0 };
  });
}

/** Equal rows of several variants become one. */
function mergedRows(strands: readonly Strand[]): FaultRow[] {
  const rows = new Map<string, FaultRow>();
  for (const strand of strands) {
    for (const row of strandRows(strand)) {
      const key = JSON.stringify(row.cells);
      const known = rows.get(key);
      if (known === undefined) rows.set(key, { ...row, strands: [strand.label] });
      else known.strands.push(strand.label);
    }
  }
  return [...rows.values()];
}

/** `7`, or `7 to 12` where variants differ. */
function spread(numbers: readonly number[]): string {
  const sorted = sortedBy(numbers, (number) => number);
  const [least = 0] = sorted;
  const most = sorted.at(-1) ?? least;
  return least === most ? String(least) : `${least} to ${most}`;
}

/** A row per fault, with what it did in the variants that have it. */
function summedRows(strands: readonly Strand[]): FaultRow[] {
  const entries = strands.flatMap((strand) =>
    strand.runs.flatMap((run) => run.coverage.map((entry) => ({ ...entry, label: strand.label }))),
  );
  return [...new Set(entries.map(({ id }) => id))].map((id) => {
    const own = entries.filter((entry) => entry.id === id);
    const times = spread(own.map(({ occurrences }) => occurrences));
    const hit = own.some(({ touched }) => touched > 0);
    const effect = hit ? `hit ${spread(own.map(({ touched }) => touched))}` : 'hit nothing';
    const kinds = [...new Set(own.map(({ fault }) => fault))].join(', ');
    return {
      id,
      cells: [id, kinds, `${times} ${times === '1' ? 'time' : 'times'}`, effect],
      hit,
      strands: [...new Set(own.map(({ label }) => label))],
    };
  });
}

function rowCells(row: FaultRow, whole: number): Cell[] {
  const [id = '', what = '', when = '', hit = ''] = row.cells;
  const where = row.strands.length === whole ? 'all' : labelList(row.strands);
  return [
    { text: id, tone: 'fault' },
    { text: what },
    { text: when },
    row.hit ? { text: hit } : { text: hit, tone: 'doubt' },
    ...(whole > 1 ? [{ text: where, tone: 'quiet' as const }] : []),
  ];
}

/** Why a fault hit nothing, once for each fault and reason. */
export function idleFaults(scenario: ScenarioRuns): string[] {
  const said = new Map<string, string[]>();
  for (const strand of scenario.strands) {
    const own = strand.runs.flatMap((run) => run.coverage);
    const struck = new Set(own.flatMap(({ id, touched }) => (touched > 0 ? id : [])));
    for (const { id, touched, pool, note } of own) {
      // What a nemesis draws in some runs need not hit in each of them.
      if (touched > 0 || (pool && struck.has(id))) continue;
      const key = `${isolated(printable(id))} hit nothing${note === null ? '' : `: ${note}`}`;
      const labels = said.get(key) ?? [];
      if (!labels.includes(strand.label)) labels.push(strand.label);
      said.set(key, labels);
    }
  }
  return [...said].map(([reason, labels]) => {
    const where = scenario.strands.length > 1 ? ` (${labelList(labels)})` : '';
    return reason + where;
  });
}

/** What each fault really did: when, to whom, what it hit. */
export function faultTable(scenario: ScenarioRuns): Table {
  const whole = scenario.strands.length;
  const merged = mergedRows(scenario.strands);
  const told = merged.length > mostRows ? summedRows(scenario.strands) : merged;
  const rows = told.map((row) => rowCells(row, whole));
  const columns = [
    { title: 'fault' },
    { title: 'what', least: 14 },
    { title: 'when' },
    { title: 'effect' },
    ...(whole > 1 ? [{ title: 'in', least: 12 }] : []),
  ];
  return { columns, rows };
}
