import {
  aFlag,
  anything,
  demandDeclared,
  listOf,
  type Part,
  someText,
} from '../base/declaration.ts';
import { valueText } from '../base/schema/text.ts';

/** Options that all ways of playing have; those that are numbers say for themselves what they want. */
const common = { set: listOf(someText), maxEvents: anything };
const aLength: Part = (value, at) =>
  value === '' ? `\`${at}\` is ""; a length of time such as 30s is wanted` : null;
const selecting = { ...common, variant: someText, until: aLength };

const optionParts = {
  runScenario: { ...selecting, seed: anything, events: aFlag },
  explore: { ...selecting, seeds: anything, jobs: anything, stopAfter: anything },
  shrink: { ...common, check: someText, maxRuns: anything },
} satisfies { readonly [called: string]: { readonly [option: string]: Part } };

/** The functions of the API that play scenarios. */
type Played = keyof typeof optionParts;

/** Throws TypeError unless a function of the API was given a scenario, and options that it knows. */
export function demandGiven(called: Played, scenario: unknown, options: unknown): void {
  const isObject = typeof scenario === 'object' && scenario !== null && !Array.isArray(scenario);
  if (typeof scenario !== 'string' && !isObject) {
    throw new TypeError(
      `${called}: the scenario is ${valueText(scenario)}; it is YAML text, the path of a YAML file, or an object`,
    );
  }
  const told = `${called}: the options`;
  demandDeclared(told, options, optionParts[called], []);
  for (const [key, value] of Object.entries(options as object)) {
    if (value === null) throw new TypeError(`${told}: \`${key}\` is null; leave it out`);
  }
}

/** Throws TypeError unless `shrink` was given a run. */
export function demandRun(given: unknown): void {
  if (typeof given === 'object' && given !== null) {
    if ('checks' in given && Array.isArray(given.checks)) return;
    if ('runs' in given)
      throw new TypeError('shrink: that is a whole report; give one of its `runs`');
  }
  throw new TypeError(
    `shrink: the run is ${valueText(given)}; it is one that \`runScenario\` or \`explore\` gave`,
  );
}
