import { compareText } from '../../base/order.ts';

/** What can be listed, in the plural, with what each is. The order is that of `list`. */
export const nouns = {
  causes: 'What really became of a request, which its client cannot see.',
  checks: 'What must hold.',
  clocks: 'What drives clocks, and what keeps them right.',
  codes: 'Errors and warnings about scenarios.',
  commands: 'Commands of this program.',
  delays: 'How long messages take on kinds of networks.',
  faults: 'What can go wrong.',
  formats: 'Formats of JSON that `schema` describes.',
  keys: 'Keys of the scenario language.',
  metrics: 'What can be measured.',
  models: 'What a single correct copy would do.',
  mutants: 'Bugs that `mutate` plants in programs.',
  outcomes: 'What a client hears of a request.',
  programs: 'Programs that nodes can run.',
  reporters: 'How a report can be written.',
  rows: 'Rows of the chapter that scenarios show.',
  strategies: 'Ways of searching.',
  topologies: 'Networks of switches that are said in one line.',
  topics: 'Subjects of the chapter.',
  traces: 'How the events of a run can be written for other tools.',
  verdicts: 'What a check may come to.',
  workloads: 'What clients ask.',
} as const;

/** One of them. */
export type Noun = keyof typeof nouns;

/** All of them. */
export const nounNames = Object.keys(nouns) as readonly Noun[];

/** What `list` lists: the nouns, and the scenarios of a folder, which are files and no words. */
export const listables = {
  ...nouns,
  scenarios: 'Scenarios below a folder, those of a topic or a row of the chapter.',
} as const;

/** One of them. */
export type Listable = keyof typeof listables;

/** All of them, in the order of `list`. */
export const listableNames = Object.keys(listables).sort(compareText) as readonly Listable[];
