import { isolated, padCells, printable } from '../base/text/cells.ts';
import { printInstant } from '../base/time.ts';
import { textWidth } from '../base/text/width.ts';
import type { Run, Units, WitnessEvent } from '../run/report/report.ts';
import { outcomeWord } from './banner.ts';
import { happened, reasonOf, subjectOf } from './phrase.ts';

/** Words of the first column for the moments that have their own; all others show their node. */
const edges: ReadonlyMap<string, string> = new Map([
  ['fault-began', 'fault on'],
  ['fault-hit', 'fault hit'],
  ['fault-ended', 'fault off'],
  ['violated', 'VIOLATION'],
]);

/** Cells of the instant, so that brackets stand under one another up to 27 hours. */
const instantCells = 10;
const subjectCells = 10;
const nameCells = 14;

const column = (text: string, cells: number): string =>
  textWidth(text) >= cells ? text : padCells(text, cells);

/** A moment as a line: `[   5.000s] fault on   gc             pause of client-1`. */
export function momentLine(moment: WitnessEvent, units?: Units): string {
  const instant = `[${printInstant(moment.at).padStart(instantCells)}]`;
  const edge = edges.get(moment.type);
  const subject = edge ?? (moment.node === null ? 'run' : isolated(printable(moment.node)));
  const { what, rest } = happened(moment, units);
  // A name that fills its column and more must not read on into the sentence behind it.
  const id = column(isolated(printable(subjectOf(moment))), nameCells - 1);
  const name = edge === undefined ? what : `${id} `;
  const details = moment.type === 'violated' ? printable(reasonOf(moment)) : rest;
  return [instant, column(subject, subjectCells), column(name, nameCells), details]
    .join(' ')
    .trimEnd();
}

/** What is about to run: the first plain line. */
export interface PlainHeader {
  readonly version: string;
  readonly scenario: string;
  readonly variant: string | null;
  readonly cell: string | null;
  readonly seed: string;
  readonly nodes: number;
  readonly faults: number;
  readonly checks: number;
}

function runName(run: {
  readonly scenario: string;
  readonly variant: string | null;
  readonly cell: string | null;
}): string {
  const parts = [run.scenario, run.variant, run.cell].filter((part) => part !== null);
  return parts.map((part) => isolated(printable(part))).join('  ');
}

/** The line above the moments of a run. */
export function plainHeader(header: PlainHeader): string {
  const { version, seed, nodes, faults, checks } = header;
  return `fault-sim ${version}  ${runName(header)}  seed=${seed}  nodes=${nodes}  faults=${faults}  checks=${checks}`;
}

/** The line below the moments of a run: verdict, why it was stopped, size and digest of its trace. */
export function plainVerdict(run: Run): string {
  const surprises = run.checks.filter((check) => !check.expected.includes(check.verdict));
  const named = surprises.map((check) => `${isolated(check.id)} ${check.verdict}`).join(', ');
  const said =
    surprises.length === 0
      ? `${run.checks.length} of ${run.checks.length} checks as expected`
      : `${surprises.length} of ${run.checks.length} checks not as expected: ${named}`;
  const { events, digest } = run.trace;
  const parts = [
    outcomeWord[run.verdict],
    runName(run),
    `seed=${run.seed}`,
    said,
    ...(run.stopped === null ? [] : [`stopped=${run.stopped}`]),
    `events=${events}`,
    `trace=${digest}`,
  ];
  return parts.join('  ');
}
