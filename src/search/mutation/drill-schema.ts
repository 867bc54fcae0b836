import {
  flagOf,
  type JsonSchema,
  type KeysOf,
  listOf,
  orNull,
  recordOf,
  textOf,
  wholeOf,
  wordOf,
} from '../../run/report/json-schema.ts';
import { canaryFates } from './drill.ts';
import type { DrillReport, Hunt, Kill, MutantReport, StrategyScore } from './drill.ts';

const strategy = textOf('The name of the strategy.');

const kill: KeysOf<Kill> = {
  seed: textOf('Decimal.'),
  steer: orNull(
    textOf('How the strategy steered that run, for `run --steer`; null: the seed says it all.'),
  ),
  played: wholeOf('Seeds that were played until then, that one included.'),
  check: textOf('The id of the check that saw the bug.'),
  signature: textOf('What makes two violations the same one: kinds, never nodes or instants.'),
};

const hunt: KeysOf<Hunt> = {
  strategy,
  seeds: wholeOf('Seeds that were played for it to the end of their runs.'),
  kill: orNull(recordOf(kill, 'The first run that showed the bug; null: it survived.')),
  isFalseAlarm: flagOf('The design without the bug was blamed for the same run.'),
};

const mutant: KeysOf<MutantReport> = {
  mutant: textOf('Its name.'),
  program: textOf('The program that the bug is planted in.'),
  summary: textOf('What is wrong with it.'),
  scenario: textOf('The scenario that it is hunted in, below the folder of scenarios.'),
  isCanary: flagOf('Any search must find it soon.'),
  hunts: listOf(recordOf(hunt, 'What a strategy made of it.'), 'In the order of `strategies`.'),
};

const score: KeysOf<StrategyScore> = {
  strategy,
  killed: wholeOf('Mutants that it found.'),
  of: wholeOf('Mutants that it hunted.'),
  killRatePpm: wholeOf('The share of those, in parts per million.'),
  medianSeeds: orNull(wholeOf('Seeds until the first detection, the middle of all; null: none.')),
};

const report: KeysOf<DrillReport> = {
  schema: { const: 'fault-sim.mutate/1' },
  engine: textOf('The version of the engine semantics.'),
  verdict: wordOf(
    ['pass', 'fail', 'unknown'],
    'Each was found by some strategy, and nothing sound blamed; unknown: as far as it went.',
  ),
  complete: flagOf('It did not end early.'),
  stopped: orNull(textOf('Why it ended early; null when it did not.')),
  seeds: textOf('The seeds that a strategy might play for a mutant: `1..300`.'),
  canary: wordOf([...canaryFates], 'Whether every strategy found it.'),
  strategies: listOf(recordOf(score, 'How well a strategy did.'), 'As they were asked for.'),
  mutants: listOf(recordOf(mutant, 'A planted bug.'), 'As they were asked for.'),
};

/** The JSON Schema of what `fault-sim mutate --json` answers. */
export const drillSchema: JsonSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'fault-sim mutate',
  ...recordOf(report, 'What planted bugs say about a search.'),
};
