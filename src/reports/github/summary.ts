import { printable } from '../../base/text/cells.ts';
import type { Report } from '../../run/report/report.ts';
import { outcomeWord } from '../banner.ts';
import type { RenderOptions } from '../define.ts';
import { evidenceLines } from '../content/evidence.ts';
import { stoppedSentence } from '../content/stopped.ts';
import { type ScenarioRuns, scenarioRuns } from '../content/strands.ts';
import { counted, grouped } from '../content/count.ts';
import { tally } from '../content/summary.ts';
import { shareLines, type Surprise, surprises, titleOf } from './surprises.ts';

/** Bytes that are kept for saying what is left out. */
const lastBytes = 200;

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** Text of one line in which no character means anything to Markdown, nor mentions or links anybody. */
function plainText(text: string): string {
  return printable(text)
    .replace(/[&<>]/g, (character) => entities[character] ?? character)
    .replace(/[\\`*_{}[\]()#+!|~@:]/g, String.raw`\$&`);
}

/** Lines as they are, between fences that are longer than any in them. */
function fenced(lines: readonly string[]): string {
  const text = lines.join('\n');
  const longest = (text.match(/`+/g) ?? []).reduce((most, { length }) => Math.max(most, length), 2);
  const fence = '`'.repeat(longest + 1);
  return `${fence}text\n${text}\n${fence}\n`;
}

function utf8Bytes(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x1_0000 ? 3 : 4;
  }
  return bytes;
}

function headline(report: Report, scenarios: readonly ScenarioRuns[]): string {
  const passed = scenarios.filter(({ verdict }) => verdict === 'pass').length;
  const stopped = stoppedSentence(report);
  const said = `${grouped(passed)} of ${counted(scenarios.length, 'scenario')} as expected`;
  const more = stopped === null ? '' : `${plainText(stopped)}\n\n`;
  return `## ${outcomeWord[report.verdict]}: ${said}\n\n${more}| | scenario | |\n|---|---|---|\n`;
}

const row = (scenario: ScenarioRuns): string =>
  `| ${outcomeWord[scenario.verdict]} | ${plainText(scenario.name)} | ${plainText(tally(scenario))} |\n`;

function details(surprise: Surprise, options: RenderOptions): string {
  const title = `${surprise.result === 'fail' ? 'FAIL' : 'UNKNOWN'}: ${titleOf(surprise)}`;
  const lines = [...shareLines(surprise), ...evidenceLines(surprise.shown, options)];
  return `\n### ${plainText(title)}\n\n${fenced(lines)}`;
}

/** A report as Markdown of at most so many bytes: what has no room is left out whole, and counted. */
export function summaryMarkdown(report: Report, options: RenderOptions, mostBytes: number): string {
  const scenarios = scenarioRuns(report.runs);
  const failing = scenarios.filter(({ verdict }) => verdict !== 'pass');
  const passing = scenarios.filter(({ verdict }) => verdict === 'pass');
  const parts = [
    headline(report, scenarios),
    ...[...failing, ...passing].map(row),
    ...surprises(scenarios).map((surprise) => details(surprise, options)),
  ];
  let markdown = '';
  let bytes = 0;
  for (const [nth, part] of parts.entries()) {
    const more = utf8Bytes(part);
    if (bytes + more + lastBytes > mostBytes) {
      const rest = `\nNo room for ${grouped(parts.length - nth)} more: see the report itself.\n`;
      return nth === 0 ? '' : markdown + rest;
    }
    markdown += part;
    bytes += more;
  }
  return markdown;
}
