import { canonicalJson } from '../base/json/json.ts';
import { comparisonSchema } from '../run/report/comparison-schema.ts';
import { eventsSchema } from '../run/report/events-schema.ts';
import type { JsonSchema } from '../run/report/json-schema.ts';
import { reportSchema } from '../run/report/schema.ts';
import { scenarioFiles } from '../scenario/generate.ts';
import { exploreSchema } from '../search/explore-schema.ts';
import { drillSchema } from '../search/mutation/drill-schema.ts';
import { whySchema } from '../search/why/why-schema.ts';
import { checkSchema } from './check/answer-schema.ts';
import { commands } from './commands/index.ts';
import { cutsSchema } from './listing/cuts-schema.ts';
import { explainSchema } from './listing/explain-schema.ts';
import type { FormatName } from './listing/formats.ts';
import { itemsOfNoun } from './listing/items.ts';
import { listSchema } from './listing/list-schema.ts';
import { nouns } from './listing/noun-names.ts';
import { programSchema } from './listing/program-schema.ts';
import { normalizedSchema } from './validate/normalized-schema.ts';
import { validateSchema } from './validate/schema.ts';
import { commandsPage } from './reference/commands-page.ts';
import { errorsPage } from './reference/errors-page.ts';
import { itemsPage } from './reference/items-page.ts';

/** One file that `npm run gen` writes; the path is relative to the repository. */
export interface GeneratedFile {
  readonly path: string;
  readonly text: string;
}

/** Pages of things that can be named, with the file they stand in. */
const pages = [
  { noun: 'checks', page: 'checks', title: 'Checks' },
  { noun: 'clocks', page: 'clocks', title: 'Clocks' },
  { noun: 'delays', page: 'delays', title: 'Delays' },
  { noun: 'faults', page: 'faults', title: 'Faults' },
  { noun: 'metrics', page: 'metrics', title: 'Metrics' },
  { noun: 'models', page: 'models', title: 'Models' },
  { noun: 'programs', page: 'programs', title: 'Programs' },
  { noun: 'reporters', page: 'reports', title: 'Reports' },
  { noun: 'strategies', page: 'strategies', title: 'Strategies' },
  { noun: 'topologies', page: 'topologies', title: 'Topologies' },
  { noun: 'traces', page: 'traces', title: 'Traces for other tools' },
  { noun: 'workloads', page: 'workloads', title: 'Workloads' },
] as const;

/** The pages of docs/reference. */
async function referencePages(): Promise<readonly GeneratedFile[]> {
  const shelves = pages.map(async ({ noun, page, title }) => ({
    path: `docs/reference/${page}.md`,
    text: itemsPage(title, nouns[noun], itemsOfNoun(noun, commands.items)),
  }));
  return [
    ...(await Promise.all(shelves)),
    { path: 'docs/reference/commands.md', text: commandsPage(commands.items) },
    {
      path: 'docs/reference/errors.md',
      text: errorsPage(itemsOfNoun('codes', commands.items)),
    },
  ];
}

/** What commands print; what they are given, a scenario, comes with the loader. */
const printed: { readonly [N in Exclude<FormatName, 'scenario'>]: JsonSchema } = {
  program: programSchema,
  check: checkSchema,
  cuts: cutsSchema,
  diff: comparisonSchema,
  events: eventsSchema,
  explain: explainSchema,
  explore: exploreSchema,
  list: listSchema,
  mutate: drillSchema,
  normalized: normalizedSchema,
  report: reportSchema,
  validate: validateSchema,
  why: whySchema,
};

/** The schemas of what commands print. */
async function printedSchemas(): Promise<readonly GeneratedFile[]> {
  return Object.entries(printed).map(([name, schema]) => ({
    path: `schemas/${name}.schema.json`,
    text: canonicalJson(schema),
  }));
}

/** Everything that is generated: each source gives its files. */
const sources: readonly (() => Promise<readonly GeneratedFile[]>)[] = [
  referencePages,
  printedSchemas,
  scenarioFiles,
];

/** All generated files with the text that they must have. */
export async function generatedFiles(): Promise<readonly GeneratedFile[]> {
  const files = await Promise.all(sources.map((source) => source()));
  return files.flat();
}
