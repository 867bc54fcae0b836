import { sortedBy } from '../../base/order.ts';
import { unicodeGlyphs } from '../../base/text/glyphs.ts';
import type { CheckReport, Outcome } from '../../run/report/report.ts';
import { outcomeWord } from '../banner.ts';
import { counted, grouped } from '../content/count.ts';
import { faultTable, idleFaults } from '../content/faults.ts';
import { metricIds, metricTable } from '../content/metrics.ts';
import { nemesisSentences } from '../content/nemesis.ts';
import {
  checkIds,
  labelList,
  type ScenarioRuns,
  type Standing,
  standingOf,
} from '../content/strands.ts';
import { commandsOf, facts, mostStories, notesOf, tally } from '../content/summary.ts';
import type { Table } from '../content/table.ts';
import { whyOf } from '../content/grounds.ts';
import {
  checkSentence,
  standingOfCheck,
  type Told,
  toldRuns,
  witnessesOf,
} from '../content/told.ts';
import { gotText } from '../content/verdicts.ts';
import type { Selection } from '../define.ts';
import { sequenceText } from '../mermaid/sequence.ts';
import type { Block } from './budget.ts';
import { fenced, markdownText } from './escape.ts';

/** Verdicts, as pull requests show them. */
export const outcomeMarks: Readonly<Record<Outcome, string>> = {
  pass: '✅',
  fail: '❌',
  unknown: '❓',
};
const standingMarks: Readonly<Record<Standing['standing'], string>> = {
  ok: outcomeMarks.pass,
  wrong: outcomeMarks.fail,
  doubt: outcomeMarks.unknown,
};

const mostRows = 100;
/** Verdicts of one run that are explained. */
const mostReasons = 20;
/** More variants than that stand under one another. */
const mostAcross = 6;

/** A table; cells are escaped here. Of too many rows the first are shown, and how many more there are. */
export function tableText({ columns, rows }: Table, most = mostRows): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |\n`;
  const body = rows
    .slice(0, most)
    .map((row) => line(columns.map((_, nth) => markdownText(row[nth]?.text ?? ''))));
  const rest = rows.length - most;
  return [
    line(columns.map(({ title }) => markdownText(title))),
    line(columns.map(({ right }) => (right === true ? '--:' : '---'))),
    ...body,
    ...(rest > 0 ? [`\nand ${counted(rest, 'more row')}\n`] : []),
  ].join('');
}

/** Something to unfold. The blank lines let Markdown read what is inside. */
function details(summary: string, content: string): string {
  return `<details><summary>${summary}</summary>\n\n${content}\n</details>\n`;
}

/** A row for each check and what it got, with the variants that got it; surprises are first of too many. */
function checkTable({ runs, strands }: ScenarioRuns): Table {
  const found = new Map<string, { readonly standing: Standing; readonly labels: string[] }>();
  const order: { readonly id: string; readonly key: string }[] = [];
  for (const id of checkIds(runs)) {
    for (const strand of strands) {
      const standing = standingOf(strand, id);
      if (standing === undefined) continue;
      const key = JSON.stringify([id, gotText(standing), standing.expected]);
      const known = found.get(key);
      if (known !== undefined) known.labels.push(strand.label);
      else {
        found.set(key, { standing, labels: [strand.label] });
        order.push({ id, key });
      }
    }
  }
  const rows = order.flatMap(({ id, key }) => {
    const { standing, labels } = found.get(key) ?? {};
    if (standing === undefined || labels === undefined) return [];
    const where = labels.length === strands.length ? 'all' : labelList(labels);
    const cells = [
      standingMarks[standing.standing],
      id,
      standing.expected.join(' or '),
      gotText(standing),
      ...(strands.length > 1 ? [where] : []),
    ];
    return [{ isCalm: standing.standing === 'ok', cells: cells.map((text) => ({ text })) }];
  });
  const shown = rows.length > mostRows ? sortedBy(rows, ({ isCalm }) => (isCalm ? 1 : 0)) : rows;
  const titles = ['', 'check', 'expected', 'got', ...(strands.length > 1 ? ['in'] : [])];
  return {
    columns: titles.map((title) => ({ title })),
    rows: shown.map(({ cells }) => cells),
  };
}

function verdictLine(check: CheckReport, { run }: Told): string {
  const mark = standingMarks[standingOfCheck(check)];
  const why = whyOf(check, run);
  const reason = why === undefined ? '' : `<br>${markdownText(why)}`;
  return `- ${mark} ${markdownText(checkSentence(check))}${reason}\n`;
}

const reasonWords = ['run with its reasons', 'runs with their reasons'] as const;

/** Why a run got its verdicts that are not plainly `held`, and what happened. */
function storyBlocks(told: Told, isAlone: boolean): Block[] {
  const { run, label, checks } = told;
  const about =
    run.variantSummary === null ? '' : ` ${unicodeGlyphs.dash} ${markdownText(run.variantSummary)}`;
  const title = isAlone && about === '' ? '' : `<b>${markdownText(label)}</b>${about}\n\n`;
  const shown = checks.slice(0, mostReasons).map((check) => verdictLine(check, told));
  const rest = checks.length - mostReasons;
  const lines = [...shown, ...(rest > 0 ? [`- and ${grouped(rest)} more\n`] : [])].join('');
  const hasEvents = run.story.length > 0 || witnessesOf(told).flat().length > 0;
  const sentences: Block = {
    text: title + lines,
    what: reasonWords,
    rank: 2,
  };
  if (!hasEvents) return [sentences];
  const diagram = fenced('mermaid', sequenceText([told], { title: null, isHeaded: false }));
  return [
    sentences,
    { text: details('What happened', diagram), what: ['diagram', 'diagrams'], rank: 5 },
  ];
}

/** The most telling runs, and how many more there are. */
function storiesOf({ strands }: ScenarioRuns): Block[] {
  const all = toldRuns(strands, strands.length).filter(({ checks }) => checks.length > 0);
  const told = toldRuns(strands, mostStories).filter(({ checks }) => checks.length > 0);
  const rest = all.length - told.length;
  const blocks = told.flatMap((one) => storyBlocks(one, strands.length === 1));
  if (rest === 0) return blocks;
  const words = [
    'more run with a verdict that is not plainly held',
    'more runs with verdicts that are not plainly held',
  ] as const;
  return [...blocks, { text: `and ${counted(rest, ...words)}\n`, what: reasonWords, rank: 2 }];
}

function listText(sentences: readonly string[]): string {
  return sentences.map((sentence) => `- ${markdownText(sentence)}\n`).join('');
}

function faultBlock(scenario: ScenarioRuns): Block[] {
  const table = faultTable(scenario);
  const drawn = nemesisSentences(scenario);
  const said = listText([...idleFaults(scenario), ...drawn]);
  if (table.rows.length === 0 && said === '') return [];
  const shown = table.rows.length === 0 ? '' : tableText(table);
  const text = details('Faults', [shown, said].filter((part) => part !== '').join('\n'));
  return [{ text, what: ['table of faults', 'tables of faults'], rank: 3 }];
}

function metricBlock(scenario: ScenarioRuns): Block[] {
  const ids = metricIds(scenario);
  if (ids.length === 0) return [];
  const { length } = scenario.strands;
  const layout = length > mostAcross && length > ids.length ? 'variants-down' : 'variants-across';
  const table = tableText(metricTable(scenario, layout, unicodeGlyphs));
  return [
    { text: details('Metrics', table), what: ['table of metrics', 'tables of metrics'], rank: 4 },
  ];
}

function noteBlock(scenario: ScenarioRuns): Block[] {
  const notes = notesOf(scenario);
  if (notes.length === 0) return [];
  return [
    { text: details('Notes', listText(notes)), what: ['list of notes', 'lists of notes'], rank: 4 },
  ];
}

/** What a section begins with. */
export interface Heading {
  /** `##` or `###`. */
  readonly level: string;
  readonly name: string;
  /** Whether it is all that the comment is about. */
  readonly isAlone: boolean;
}

/** A scenario in full: what was judged, why, what the faults did, and how to see it again. */
export function scenarioBlocks(
  scenario: ScenarioRuns,
  selection: Selection | undefined,
  { level, name, isAlone }: Heading,
): Block[] {
  const { verdict, runs } = scenario;
  const summary = runs[0]?.summary ?? null;
  const head = [
    `${level} ${outcomeMarks[verdict]} ${outcomeWord[verdict]}: ${markdownText(name)}\n`,
    `${markdownText(tally(scenario))}\n`,
    ...(summary === null ? [] : [`> ${markdownText(summary)}\n`]),
    `${markdownText(facts(scenario))}\n`,
  ].join('\n');
  const commands = fenced('sh', commandsOf(scenario, selection).join('\n'));
  return [
    { text: head, what: ['scenario', 'scenarios'], rank: isAlone ? 0 : 1 },
    {
      text: tableText(checkTable(scenario)),
      what: ['table of checks', 'tables of checks'],
      rank: 1,
    },
    ...storiesOf(scenario),
    ...faultBlock(scenario),
    ...metricBlock(scenario),
    ...noteBlock(scenario),
    {
      text: `Run it again:\n\n${commands}`,
      what: ['command that runs it again', 'commands that run it again'],
      rank: 1,
    },
  ];
}
