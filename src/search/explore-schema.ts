import { verdicts } from '../library/checks/define.ts';
import {
  flagOf,
  type JsonSchema,
  type KeysOf,
  listOf,
  mapOf,
  orNull,
  recordOf,
  textOf,
  wholeOf,
  wordOf,
} from '../run/report/json-schema.ts';
import type { DesignReport, ExplorationReport, Failure, ShardPart } from './exploration-report.ts';
import type { SpaceReport, SpaceShare } from './space.ts';
import type { Finding, TallyData } from './tally.ts';

const outcome = wordOf(['pass', 'fail', 'unknown'], 'Whether all is as expected.');
const verdict = wordOf(verdicts, 'The verdict on one property.');
const stopped = orNull(textOf('Why it ended early; null when it did not.'));
const scenario = textOf('The name of the scenario.');
const variant = orNull(textOf('The variant; null in a scenario without any.'));
const cell = orNull(textOf('The cell of the matrix, without its seed; null without one.'));
const signature = textOf('What makes two violations the same one: kinds, never nodes or instants.');
const seed = textOf('The seed of the run that is cheapest to read: decimal.');
const steer = orNull(
  textOf('How the strategy steered that run, for `run --steer`; null: the seed says it all.'),
);
const events = wholeOf('Rows of the trace.');

const verdictCounts: JsonSchema = {
  type: 'object',
  properties: Object.fromEntries(
    verdicts.map((word) => [word, wholeOf('Runs that gave this verdict.')]),
  ),
  additionalProperties: false,
  description: 'How many runs gave each verdict; those that none gave are left out.',
};

const faultCounts = {
  occurrences: wholeOf('How often it began, in all runs together.'),
  touched: wholeOf('Messages it acted on, or nodes it changed.'),
  runs: wholeOf('Runs in which it touched something.'),
};

const states = orNull(wholeOf('States that were told apart; null: nobody told them apart.'));
const pruned = wholeOf('Runs that were given up because they had come to a known state.');

const space: KeysOf<SpaceReport> = {
  extent: wordOf(['complete', 'bounded'], 'Whether nothing is left to play.'),
  left: orNull(wholeOf('Runs that are left; null: nobody knows how many.')),
  states,
  pruned,
};

const share: KeysOf<SpaceShare> = {
  of: orNull(wholeOf('How many runs there are in all; null: nobody knows before the end.')),
  states,
  pruned,
  isLast: flagOf('Nothing is left.'),
};

const design: KeysOf<DesignReport> = {
  scenario,
  file: textOf('The scenario file, relative to its own folder.'),
  hash: textOf(
    'SHA-256 of what was searched: the data of the scenario, and what `--set`, `--check` and code of its own add to it.',
  ),
  variant,
  cell,
  verdict: outcome,
  runs: wholeOf('Runs that count.'),
  stopped: mapOf(wholeOf('Runs.'), 'By the reason: runs that were stopped before their end.'),
  events,
  space: orNull(recordOf(space, 'How much of what there is to play was played.')),
  checks: listOf(
    recordOf(
      {
        id: textOf('Its name in the scenario.'),
        check: textOf('Its kind.'),
        expected: listOf(verdict, 'The verdicts that the scenario expects.'),
        verdict,
        verdicts: verdictCounts,
      },
      'A property, over all runs.',
    ),
    'What was judged.',
  ),
  faults: listOf(
    recordOf(
      {
        id: textOf('Its name in the scenario.'),
        fault: textOf('Its kind.'),
        pool: flagOf("It is of the nemesis's pool: not every seed draws it."),
        ...faultCounts,
      },
      'What a fault did.',
    ),
    'What could go wrong, and how often it did.',
  ),
};

const failure: KeysOf<Failure> = {
  scenario,
  variant,
  cell,
  check: textOf('The check that found it.'),
  verdict,
  expected: flagOf('The scenario expects it.'),
  signature,
  seed,
  steer,
  events,
  count: wholeOf('Runs in which it was found.'),
};

const finding: KeysOf<Finding> = {
  check: failure.check,
  verdict,
  signature,
  count: failure.count,
  seed,
  steer,
  events,
};

const tally: KeysOf<TallyData> = {
  runs: design.runs,
  stopped: design.stopped,
  events,
  verdicts: listOf(verdictCounts, 'By check, in the order of the design.'),
  findings: listOf(recordOf(finding, 'A kind of violation.'), 'In order of check and signature.'),
  faults: listOf(
    recordOf(faultCounts, 'What a fault did.'),
    'By fault, in the order of the design.',
  ),
  space: orNull(recordOf(share, 'What is known of the space that is searched.')),
};

const part: KeysOf<ShardPart> = {
  index: wholeOf('Which part, from 1.'),
  complete: flagOf('All runs of the part were played.'),
  stopped,
  tallies: listOf(recordOf(tally, 'What runs of a design gave.'), 'By design.'),
};

function covered(about: string): JsonSchema {
  return recordOf({ reached: wholeOf('So many.'), of: wholeOf('Of so many.') }, about);
}

const report: KeysOf<ExplorationReport> = {
  schema: { const: 'fault-sim.explore/1' },
  verdict: outcome,
  complete: flagOf('Everything that was asked for was played.'),
  stopped,
  engine: textOf("The engine's semantics version."),
  strategy: textOf('What each seed was made to play.'),
  phase: flagOf('Only a core was mended, and had to make progress.'),
  set: listOf(textOf('`path=value`.'), 'What was set from outside the files.'),
  seeds: textOf('The seeds as they were asked for: 1..10000.'),
  maxFailures: orNull(
    wholeOf('Of each design no more runs after so many that found something; null: all.'),
  ),
  shards: orNull(
    recordOf(
      {
        of: wholeOf('Into how many parts the search is divided.'),
        parts: listOf(recordOf(part, 'One part.'), 'The parts that are in here.'),
      },
      'The parts of the search that are in here; null when it is whole.',
    ),
  ),
  designs: listOf(recordOf(design, 'One variant and cell.'), 'What was played.'),
  failures: listOf(recordOf(failure, 'A kind of violation.'), 'What was found, expected or not.'),
  coverage: recordOf(
    {
      faults: covered('Faults that touched something in some run.'),
      checks: covered('Checks that some run put to the test.'),
    },
    'What was put to the test.',
  ),
  bound: recordOf(
    {
      runs: wholeOf('Runs of the designs in which nothing was found.'),
      mostPpb: orNull(
        wholeOf('Of each of them at most this share would find something, in parts per billion.'),
      ),
    },
    'How often a run of this schedule distribution may still fail, with 95 % confidence.',
  ),
};

/** The JSON Schema of what `explore` and `report merge` print. */
export const exploreSchema: JsonSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'fault-sim explore',
  ...recordOf(report, 'What a search over many seeds found.'),
};
