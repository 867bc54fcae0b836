import { unicodeGlyphs as glyphs } from '../../base/text/glyphs.ts';
import { outcomeTone, outcomeWord } from '../banner.ts';
import { counted } from '../content/count.ts';
import { faultTable, idleFaults } from '../content/faults.ts';
import { ledgerTable } from '../content/ledger.ts';
import { metricIds, metricTable } from '../content/metrics.ts';
import { nemesisSentences } from '../content/nemesis.ts';
import { checkIds, type ScenarioRuns } from '../content/strands.ts';
import { commandsOf, facts, mostStories, notesOf, tally, traceTable } from '../content/summary.ts';
import type { Layout } from '../content/table.ts';
import { toldRuns, untoldSentence } from '../content/told.ts';
import { verdictTable } from '../content/verdicts.ts';
import type { Selection } from '../define.ts';
import { block, type Child, inline, type Markup } from './markup.ts';
import { story } from './story.ts';
import { table } from './table.ts';

/** More columns than this are hard to compare. */
const mostColumns = 4;

/** Variants stand side by side, unless they are many and what is compared is less. */
function layoutFor(variants: number, others: number): Layout {
  return variants > mostColumns && variants > others ? 'variants-down' : 'variants-across';
}

/** A part of the page under its title; nothing when it has nothing to say. */
function titled(title: string, ...children: Child[]): Child {
  const there = children.flat().filter((child) => child !== null);
  return there.length === 0 ? null : [inline('h2', {}, title), ...there];
}

function paragraphs(sentences: readonly string[], className: string | null): Child {
  return sentences.map((said) => inline('p', { class: className }, said));
}

function faults(scenario: ScenarioRuns): Child {
  const idle = idleFaults(scenario).map((reason) => `${glyphs.doubt} ${reason}`);
  return titled('Faults', table(faultTable(scenario), 'Faults'), paragraphs(idle, 'doubt'));
}

function metrics(scenario: ScenarioRuns): Child {
  const ids = metricIds(scenario);
  if (ids.length === 0) return null;
  const layout = layoutFor(scenario.strands.length, ids.length);
  return titled('Metrics', table(metricTable(scenario, layout, glyphs), 'Metrics'));
}

function notes(scenario: ScenarioRuns): Child {
  const items = notesOf(scenario).map((note) => inline('li', {}, note));
  return items.length === 0 ? null : titled('Notes', block('ul', {}, ...items));
}

function traces(scenario: ScenarioRuns): Child {
  const { rest, ...shown } = traceTable(scenario);
  const more = rest > 0 ? `and ${counted(rest, 'more run', 'more runs')}` : null;
  return titled(
    'Traces',
    table(shown, 'Traces'),
    more === null ? null : inline('p', { class: 'quiet' }, more),
  );
}

/** How everything came out, in a word. */
export function badge(outcome: ScenarioRuns['verdict']): Markup {
  return inline('span', { class: `badge ${outcomeTone[outcome]}` }, outcomeWord[outcome]);
}

/** What stands under the name of a scenario: what was judged, how it came to that, how to see it again. */
export function scenarioBody(scenario: ScenarioRuns, selection: Selection | undefined): Child[] {
  const summary = scenario.runs[0]?.summary ?? null;
  const ids = checkIds(scenario.runs);
  const layout = layoutFor(scenario.strands.length, ids.length);
  const verdicts = verdictTable(scenario.strands, ids, layout, glyphs);
  const commands = commandsOf(scenario, selection).map((line) => inline('code', {}, line));
  const untold = untoldSentence(scenario.strands, mostStories);
  const parts: Child[] = [
    inline('p', { class: 'strong' }, tally(scenario)),
    summary === null ? null : inline('p', { dir: 'auto' }, summary),
    inline('p', { class: 'quiet' }, facts(scenario)),
    titled('Verdicts', table(verdicts, 'Verdicts')),
    titled(
      'What happened',
      ...toldRuns(scenario.strands, mostStories).map(story),
      untold === null ? null : inline('p', { class: 'quiet' }, untold),
    ),
    faults(scenario),
    titled('Nemesis', paragraphs(nemesisSentences(scenario), null)),
    titled('Requests', table(ledgerTable(scenario, glyphs), 'Requests')),
    metrics(scenario),
    notes(scenario),
    titled('Run it again', ...commands.map((line) => inline('pre', {}, line))),
    traces(scenario),
  ];
  return parts.flat();
}
