import { eventTypes, type TraceEvent } from '../../engine/event.ts';
import { verdicts } from '../../library/checks/define.ts';
import {
  anyOf,
  type JsonSchema,
  type KeysOf,
  listOf,
  orNull,
  recordOf,
  textOf,
  wholeOf,
  wordOf,
} from './json-schema.ts';
import { units } from './schema.ts';

const instant = wholeOf('Virtual time in nanoseconds since the start.');

/** The JSON Schema of the first line of a run's events. */
export const headerSchema: JsonSchema = recordOf(
  {
    type: { const: 'header' },
    schema: { const: 'fault-sim.events/1' },
    scenario: textOf('The name of the scenario.'),
    variant: orNull(textOf('The variant.')),
    cell: orNull(textOf('The cell of the matrix.')),
    seed: textOf('Decimal.'),
    durationNs: wholeOf('Its virtual length in nanoseconds.'),
    nodes: listOf(textOf('A node.'), 'All nodes in natural order.'),
    units,
  },
  'The first line.',
  ['units'],
);

const eventKeys: KeysOf<TraceEvent> = {
  seq: wholeOf('The row of the trace, from 0.'),
  at: instant,
  type: wordOf(eventTypes, 'The kind of row.'),
  node: orNull(textOf('Where it happened.')),
  peer: orNull(textOf('The other end of a message.')),
  name: orNull(textOf('Message kind, event, point, operation or fault id.')),
  incarnation: wholeOf('Which boot of the process.'),
  data: anyOf('The rest: a body, the data of an event, why a message was lost.'),
};

/** The JSON Schema of an event, as a row of the trace is told. */
export const eventSchema: JsonSchema = recordOf(eventKeys, 'Something that happened.');

/** The JSON Schema of the last line of a run's events. */
export const verdictSchema: JsonSchema = recordOf(
  {
    type: { const: 'verdict' },
    verdict: wordOf(['pass', 'fail', 'unknown'], 'Whether every verdict was an expected one.'),
    checks: listOf(
      recordOf(
        {
          id: textOf('Its name in the scenario.'),
          verdict: wordOf(verdicts, 'The verdict.'),
          at: orNull(instant),
        },
        'A property and its verdict.',
      ),
      'By id.',
    ),
    events: wholeOf('Rows of the trace.'),
    digest: textOf('SHA-256 over all block hashes.'),
  },
  'The last line.',
);

/** The JSON Schema of one line of an event stream: a header, events, and a verdict. */
export const eventsSchema: JsonSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'fault-sim event stream, one line',
  oneOf: [headerSchema, eventSchema, verdictSchema],
};
