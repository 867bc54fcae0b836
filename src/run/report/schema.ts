import { eventTypes } from '../../engine/event.ts';
import { truths, verdicts } from '../../library/checks/define.ts';
import {
  anyOf,
  flagOf,
  type JsonSchema,
  listOf,
  mapOf,
  named,
  orNull,
  recordOf,
  textOf,
  wholeOf,
  wordOf,
} from './json-schema.ts';

const outcomeWords = ['pass', 'fail', 'unknown'] as const;
const instant = wholeOf('Virtual time in nanoseconds since the start.');
const verdict = wordOf(verdicts, 'The verdict on one property.');

/** An event as reports show it. */
export const witnessEventSchema = recordOf(
  {
    seq: wholeOf('The row of the trace; -1 for something computed after the run.'),
    at: instant,
    node: orNull(textOf('Where it happened; null for faults on links.')),
    incarnation: wholeOf('Which boot of the process.'),
    type: wordOf(eventTypes, 'The kind of row.'),
    event: textOf("The event's own name."),
    data: anyOf('What the event carried.'),
  },
  'Something that happened.',
);

const check = recordOf(
  {
    id: textOf('Its name in the scenario.'),
    check: textOf('Its kind.'),
    kind: wordOf(['safety', 'liveness'], 'Judged by a first bad event, or by a goal in time.'),
    verdict,
    expected: listOf(verdict, 'The verdicts that the scenario expects.'),
    observed: orNull(
      wordOf(['held', 'violated'], 'Out of model only: what was seen all the same.'),
    ),
    at: orNull(instant),
    witness: orNull(
      recordOf(
        {
          why: textOf('The violation in a sentence.'),
          events: listOf(named('event'), 'The events that prove it.'),
        },
        'Why the property is broken.',
      ),
    ),
  },
  'A property and its verdict.',
);

const fault = recordOf(
  {
    id: textOf('Its name in the scenario.'),
    fault: textOf('Its kind.'),
    summary: orNull(textOf('What the scenario calls it.')),
    targets: listOf(textOf('A node, or a link as `a -> b`.'), 'What it struck.'),
    from: instant,
    until: orNull(instant),
    touched: wholeOf('Messages it acted on, or nodes it changed.'),
  },
  'One occurrence of a fault.',
);

const scheduled = recordOf(
  {
    id: textOf('The fault that it is an occurrence of.'),
    fault: textOf('Its kind.'),
    at: instant,
    durationNs: orNull(
      wholeOf('How long, in nanoseconds; null for instant faults and to the end.'),
    ),
    targets: listOf(textOf('A node, or a link as `a -> b`.'), 'What it strikes.'),
    params: anyOf(
      'Its parameters as a scenario writes them, without those that have their default.',
    ),
    match: orNull(
      recordOf(
        {
          message: orNull(textOf('Type of message, exact or glob.')),
          op: orNull(textOf('Operation of a disk.')),
          where: orNull(textOf('A formula over its fields.')),
          nth: orNull(textOf('Which of them: `3`, `3..5` or `2..`.')),
          per: orNull(wordOf(['node', 'link'], 'What is counted together.')),
        },
        'The messages or operations that it takes; null: any.',
      ),
    ),
    probabilityPpb: wholeOf('Share of messages, or that it happens at all, per billion.'),
    while: listOf(textOf('A sentence.'), 'While these hold it is in effect.'),
    inside: flagOf('It struck inside a step.'),
    drawnFrom: orNull(textOf('The fault of the pool that the nemesis drew it from.')),
  },
  'One occurrence of the schedule, with every draw made.',
);

const coverage = recordOf(
  {
    id: textOf('Its name in the scenario.'),
    fault: textOf('Its kind.'),
    occurrences: wholeOf('How often it began.'),
    touched: wholeOf('Messages it acted on, or nodes it changed, in all.'),
    pool: flagOf("It is of the nemesis's pool: not every run draws it."),
    note: orNull(textOf('Why it hit nothing.')),
  },
  'What a fault of the scenario really did.',
);

const nemesis = recordOf(
  {
    began: wholeOf('Faults that it drew and began.'),
    putOff: wholeOf('Draws that had to wait, because `keep` would not have held.'),
    leftOut: wholeOf(
      'Draws that never began: without a target, or `keep` never had room for them.',
    ),
    skipped: wholeOf('Turns at which as many faults were under way as may be.'),
    swarm: orNull(
      recordOf(
        {
          intervalNs: wholeOf('The mean time from one turn to the next, in nanoseconds.'),
          weights: mapOf(wholeOf('A weight.'), 'The part of the pool that it drew from.'),
        },
        'What was drawn for this seed.',
      ),
    ),
  },
  'What the nemesis did; the faults that it drew stand in `schedule`.',
);

const ledgerEntry = recordOf(
  {
    workload: textOf('The workload.'),
    client: textOf('The node that asked.'),
    number: wholeOf("The operation's number among its client's, from 0."),
    attempt: wholeOf('Which attempt, from 1.'),
    op: textOf('What was asked.'),
    at: instant,
    until: orNull(instant),
    outcome: wordOf(['ok', 'fail', 'unknown'], 'What the client knows.'),
    error: orNull(textOf('The error that the client got.')),
    truth: wordOf(truths, 'What really happened.'),
  },
  "One attempt of a client's request.",
);

const metricValue = orNull(wholeOf('In the unit of the metric; null without data.'));

const metric = recordOf(
  {
    id: textOf('Its name in the scenario.'),
    metric: textOf('Its kind.'),
    value: metricValue,
    unit: wordOf(['ns', 'millionths', 'millionths/s'], 'What the values count.'),
    series: orNull(listOf(metricValue, 'One value for each period.')),
    everyNs: orNull(wholeOf('The period in nanoseconds.')),
    by: orNull(mapOf(metricValue, 'One value per value of the field that `by` names.')),
  },
  'A metric.',
);

const trace = recordOf(
  {
    events: wholeOf('Rows of the trace.'),
    digest: {
      ...textOf('SHA-256 over all block hashes, as `sha256:` and hex digits.'),
      pattern: '^sha256:[0-9a-f]{64}$',
    },
    checkpoints: listOf(
      { ...textOf('The hash of the trace up to here.'), pattern: '^[0-9a-f]{16}$' },
      'Hashes of blocks of rows, at most 1,024.',
    ),
  },
  'What the trace came to: two runs with one digest are the same run.',
);

const time = wordOf(
  ['duration', 'instant'],
  'Its numbers are nanoseconds: a length of time, or what a clock showed.',
);

const unitsByName = (about: string): JsonSchema =>
  mapOf(mapOf(time, 'By the name of a field.'), about);

/** The JSON Schema of what numbers in the data of events count. */
export const units = recordOf(
  {
    events: unitsByName('By the name of an event.'),
    messages: unitsByName('By the kind of a message; under `<kind>-reply` an answer.'),
  },
  'Fields of events that are lengths of time or readings of clocks; without it there are none.',
);

const run = recordOf(
  {
    scenario: textOf('The name of the scenario.'),
    summary: orNull(textOf('What it shows.')),
    file: textOf("The scenario file, relative to the scenario's own folder."),
    variant: orNull(textOf('The variant.')),
    variantSummary: orNull(textOf('What the variant changes.')),
    cell: orNull(textOf('The cell of the matrix: `a=1,b=2`.')),
    seed: { ...textOf('Decimal.'), pattern: '^[0-9]+$' },
    set: listOf(textOf('`path=value`.'), 'What was set from outside the file.'),
    phase: flagOf('Only a core was mended, and had to make progress.'),
    steer: orNull(textOf('How a search steered it, as `--steer` has it; null: the seed says all.')),
    verdict: wordOf(outcomeWords, 'Whether every verdict was an expected one.'),
    stopped: orNull(textOf('Why it ended before its virtual end; null: it came there.')),
    durationNs: wholeOf('Its virtual length in nanoseconds.'),
    nodes: listOf(textOf('A node.'), 'All nodes in natural order.'),
    model: anyOf('The system model that the scenario declares, or null.'),
    checks: listOf(check, 'By id.'),
    faults: listOf(fault, 'By the instant at which they began.'),
    schedule: listOf(scheduled, 'By instant.'),
    coverage: listOf(coverage, 'By id; of the nemesis each fault of its pool.'),
    nemesis: orNull(nemesis),
    ledger: listOf(ledgerEntry, 'In the order in which attempts began.'),
    metrics: listOf(metric, 'By id.'),
    story: listOf(named('event'), 'The few events that explain the verdict.'),
    units,
    notes: listOf(textOf('A note.'), 'What a reader should know.'),
    trace,
  },
  'One run: one variant of one cell with one seed.',
  ['units'],
);

/** The JSON Schema of the canonical report. */
export const reportSchema: JsonSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'fault-sim report',
  ...recordOf(
    {
      schema: { const: 'fault-sim.report/1' },
      verdict: wordOf(outcomeWords, 'Whether every verdict was an expected one.'),
      complete: flagOf('It was played to its end.'),
      stopped: orNull(textOf('Why it ended early.')),
      engine: textOf("The version of the engine's semantics."),
      runs: listOf(run, "In the scenario's own order."),
    },
    'What a scenario came to. Nothing in it depends on when or where it was made.',
  ),
  $defs: { event: witnessEventSchema },
};
