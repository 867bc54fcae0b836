import type { Glyphs } from '../../base/text/glyphs.ts';
import { printInstant } from '../../base/time.ts';
import type { LedgerEntry } from '../../run/report/report.ts';
import { briefDuration } from './figures.ts';
import { type ScenarioRuns, type Strand, strandNoun } from './strands.ts';
import { grouped } from './count.ts';
import type { Cell, Table, Tone } from './table.ts';

/** What became of a request. A refusal was answered as well, but nothing was done. */
type Fate = LedgerEntry['truth'] | 'refused';

/** What really happened to a request, as an observer of everything knows it. */
const fateWords: Readonly<Record<Fate, string>> = {
  done: 'done and answered',
  refused: 'refused',
  lost: 'request lost',
  queued: 'request queued',
  dead: 'node dead',
  paused: 'node paused',
  'reply-lost': 'reply lost',
  'reply-late': 'reply late',
};

/** Attempts listed one by one in each variant, and at most over all of them. */
const mostListed = 8;
const mostRows = 24;

function fateOf({ truth, outcome }: LedgerEntry): Fate {
  return truth === 'done' && outcome === 'fail' ? 'refused' : truth;
}

function entriesOf(strand: Strand): LedgerEntry[] {
  return strand.runs.flatMap((run) => run.ledger);
}

function sawText({ outcome, error, at, until }: LedgerEntry): string {
  const took = until === null ? '' : ` after ${briefDuration(until - at)}`;
  return `${outcome}${error === null ? '' : `: ${error}`}${took}`;
}

const outcomeTones: Readonly<Record<LedgerEntry['outcome'], Tone>> = {
  ok: 'good',
  fail: 'bad',
  unknown: 'doubt',
};

function attemptRow(entry: LedgerEntry, label: string, wide: boolean): Cell[] {
  const nth = entry.attempt > 1 ? `, retry ${entry.attempt - 1}` : '';
  return [
    ...(wide ? [{ text: label, tone: 'strong' as const }] : []),
    { text: printInstant(entry.at), tone: 'quiet' },
    { text: `${entry.client}: ${entry.op} #${entry.number}${nth}` },
    { text: sawText(entry), tone: outcomeTones[entry.outcome] },
    { text: fateWords[fateOf(entry)] },
  ];
}

function listed(strands: readonly Strand[]): Table {
  const wide = strands.length > 1;
  const rows = strands.flatMap((strand) =>
    entriesOf(strand).map((entry, index) =>
      attemptRow(entry, index === 0 ? strand.label : '', wide),
    ),
  );
  const columns = [
    ...(wide ? [{ title: strandNoun(strands), least: 12 }] : []),
    { title: 'at' },
    { title: 'request', least: 14 },
    { title: 'the client saw', least: 12 },
    { title: 'what happened', least: 10 },
  ];
  return { columns, rows };
}

function summedRow(strand: Strand, fates: readonly Fate[], dash: string, wide: boolean): Cell[] {
  const entries = entriesOf(strand);
  const unknown = entries.filter((entry) => entry.outcome === 'unknown').length;
  const counts = fates.map((fate) => entries.filter((entry) => fateOf(entry) === fate).length);
  return [
    ...(wide ? [{ text: strand.label }] : []),
    { text: grouped(entries.length) },
    unknown === 0 ? { text: '0' } : { text: grouped(unknown), tone: 'doubt' },
    ...counts.map((count) => ({ text: count === 0 ? dash : grouped(count) })),
  ];
}

/** Cells that a title needs so that none of its words is broken. */
function longestWord(title: string): number {
  return title.split(' ').reduce((most, { length }) => (length > most ? length : most), 0);
}

function summed(strands: readonly Strand[], dash: string): Table {
  const seen = new Set(strands.flatMap((strand) => entriesOf(strand).map(fateOf)));
  const fates = (Object.keys(fateWords) as Fate[]).filter((fate) => seen.has(fate));
  const wide = strands.length > 1;
  const columns = [
    ...(wide ? [{ title: strandNoun(strands), least: 10 }] : []),
    ...['requests', 'client cannot tell', ...fates.map((fate) => fateWords[fate])].map((title) => ({
      title,
      right: true,
      least: longestWord(title),
    })),
  ];
  const rows = strands.map((strand) => summedRow(strand, fates, dash, wide));
  return { columns, rows };
}

/** Each request beside what became of it: listed when there are few, counted by cause when many. */
export function ledgerTable(scenario: ScenarioRuns, { dash }: Glyphs): Table {
  const strands = scenario.strands.filter((strand) => entriesOf(strand).length > 0);
  const sizes = strands.map((strand) => entriesOf(strand).length);
  const all = sizes.reduce((sum, size) => sum + size, 0);
  const few = sizes.every((size) => size <= mostListed) && all <= mostRows;
  return few ? listed(strands) : summed(strands, dash);
}
