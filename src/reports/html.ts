import type { Report } from '../run/report/report.ts';
import { outcomeTone, outcomeWord } from './banner.ts';
import { type ScenarioRuns, scenarioRuns } from './content/strands.ts';
import { nameAmong, scenarioTally, tally } from './content/summary.ts';
import { stoppedSentence } from './content/stopped.ts';
import { defineReporter, type RenderOptions } from './define.ts';
import { glossary } from './html/glossary.ts';
import { colours, diagramLook, pageLook, scriptlessLook } from './html/look.ts';
import {
  block,
  type Child,
  empty,
  inline,
  type Markup,
  ownScript,
  styleSheet,
} from './html/markup.ts';
import { pageScript, pageScriptHash } from './html/page-script.ts';
import { badge, scenarioBody } from './html/scenario.ts';

/** What a page may load: nothing. Only its own style is let in, and its own script by its hash. */
const policy = `default-src 'none'; style-src 'unsafe-inline'; script-src '${pageScriptHash}'; base-uri 'none'; form-action 'none'`;

function head(title: string): Markup {
  return block(
    'head',
    {},
    empty('meta', { charset: 'utf-8' }),
    empty('meta', { 'http-equiv': 'Content-Security-Policy', content: policy }),
    empty('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
    inline('title', {}, title),
    styleSheet(colours + diagramLook + pageLook),
    inline('noscript', {}, styleSheet(scriptlessLook)),
  );
}

function footer(report: Report): Markup {
  return block(
    'footer',
    {},
    inline(
      'p',
      {},
      'PASS means: every check got the verdict that its scenario expects, and a design that is known to be broken is expected to break. ',
      'Times are the true time of the simulation; no clock of a node shows it. ',
      'In a diagram each lane is a node, and time runs downwards, not to scale.',
    ),
    glossary(report),
  );
}

/** Several scenarios: all in a table, then those not as expected in full, the others folded away. */
function several(
  report: Report,
  scenarios: readonly ScenarioRuns[],
  { selection }: RenderOptions,
): Child[] {
  const named = scenarios.map((scenario, index) => {
    return { scenario, id: `scenario-${index + 1}`, name: nameAmong(scenario, scenarios) };
  });
  const rows = named.map(({ scenario, id, name }) =>
    inline(
      'tr',
      {},
      inline('td', { class: outcomeTone[scenario.verdict] }, outcomeWord[scenario.verdict]),
      inline('th', { scope: 'row' }, inline('a', { href: `#${id}` }, inline('bdi', {}, name))),
      inline('td', { class: 'sentence' }, tally(scenario)),
    ),
  );
  const failing = named.filter(({ scenario }) => scenario.verdict !== 'pass');
  const passed = named.filter(({ scenario }) => scenario.verdict === 'pass');
  const parts = [...failing, ...passed].map(({ scenario, id, name }) => {
    const title = [badge(scenario.verdict), ' ', inline('bdi', {}, name)];
    const body = scenarioBody(scenario, selection);
    return scenario.verdict === 'pass'
      ? block('details', { id, class: 'scenario' }, inline('summary', {}, title), ...body)
      : block('section', { id, class: 'scenario' }, inline('h1', {}, title), ...body);
  });
  return [
    inline('h1', {}, badge(report.verdict), ' ', scenarioTally(scenarios)),
    block(
      'div',
      { class: 'scroll', role: 'region', tabindex: 0, 'aria-label': 'Scenarios' },
      block('table', {}, block('tbody', {}, ...rows)),
    ),
    ...parts,
  ];
}

/** A report that a browser opens, in one file: nothing is loaded, and all can be read without its script. */
export const html = defineReporter({
  name: 'html',
  summary: 'One page for a browser, with a space-time diagram of what happened, to keep or send.',
  extension: 'html',
  drawsMessages: true,
  render(report, options = {}) {
    const scenarios = scenarioRuns(report.runs);
    const [only] = scenarios;
    const isOne = scenarios.length === 1 && only !== undefined;
    const stopped = stoppedSentence(report);
    const body = isOne
      ? [
          inline('h1', {}, badge(only.verdict), ' ', inline('bdi', {}, only.name)),
          ...scenarioBody(only, options.selection),
        ]
      : several(report, scenarios, options);
    const about = isOne ? only.name : scenarioTally(scenarios);
    const page = block(
      'html',
      { lang: 'en' },
      head(`${outcomeWord[report.verdict]} ${about}`),
      block(
        'body',
        {},
        block(
          'main',
          {},
          stopped === null ? null : inline('p', { class: 'doubt strong' }, stopped),
          ...body,
          footer(report),
        ),
        ownScript(pageScript),
      ),
    );
    return `<!DOCTYPE html>\n${page.markup}\n`;
  },
});
