import { eventSchema } from '../../run/report/events-schema.ts';
import { units } from '../../run/report/schema.ts';
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
import type { Blame, BlamePoint } from './blame.ts';
import type { Necessity } from './necessity.ts';
import type { WhyReport } from './why.ts';

const necessity: KeysOf<Necessity> = {
  kind: wordOf(['fault', 'message'], 'What was taken away.'),
  name: textOf("The fault's id, or the kind of message."),
  necessary: flagOf('Without it the check is not violated.'),
};

const point: KeysOf<BlamePoint> = {
  at: wholeOf('Virtual time in nanoseconds: everything from here on was drawn anew.'),
  of: wholeOf('Futures that were drawn; fewer than were asked for when it ended early.'),
  failing: wholeOf('Those of them that violate the check too.'),
};

const blame: KeysOf<Blame> = {
  points: listOf(recordOf(point, 'A point of the blame curve.'), 'In order of time.'),
  deciding: orNull(
    recordOf(
      {
        fromNs: wholeOf('Virtual time in nanoseconds.'),
        untilNs: wholeOf('Virtual time in nanoseconds.'),
      },
      'Between which points the curve rises most; null when it rises nowhere.',
    ),
  ),
};

const why: KeysOf<WhyReport> = {
  schema: { const: 'fault-sim.why/1' },
  scenario: textOf('The name of the scenario.'),
  variant: orNull(textOf('The variant.')),
  seed: textOf('Decimal.'),
  check: textOf('The id of the check that is violated.'),
  at: orNull(wholeOf('Virtual time of the violation in nanoseconds; null: it has none.')),
  why: orNull(textOf('The violation in words; null: its verdict says it all.')),
  necessities: listOf(
    recordOf(necessity, 'What became of the violation without it.'),
    'What was taken away, one thing at a time.',
  ),
  past: recordOf(
    {
      events: wholeOf('Events that may have had a part in it.'),
      of: wholeOf('Events of the run.'),
      last: listOf(eventSchema, 'The last of those that tell something.'),
    },
    'What may have led to it.',
  ),
  blame: recordOf(blame, 'How likely the violation still was, from instant to instant.'),
  deciding: listOf(eventSchema, 'The telling events of the past where it was decided.'),
  units,
};

/** The JSON Schema of what `fault-sim why --json` answers. */
export const whySchema: JsonSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'fault-sim why',
  ...recordOf(why, 'Why a check was violated in one run.', ['units']),
};
