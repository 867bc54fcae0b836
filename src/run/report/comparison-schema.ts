import { type Comparison, type Difference, differenceClasses } from './comparison.ts';
import {
  type JsonSchema,
  type KeysOf,
  listOf,
  orNull,
  recordOf,
  textOf,
  wordOf,
} from './json-schema.ts';

const difference: KeysOf<Difference> = {
  class: wordOf(
    differenceClasses,
    'What it means: `regression` was as expected and is not, `fix` the other way round, `changed` is another verdict, as good or bad as before, `moved` the same violation at another time or for another reason, `metric` another value; `new` and `removed` are in one report only, with `trace` nothing that was judged differs, but events do; `other` is what else is told, as what a fault touched and how a search was made.',
  ),
  run: textOf(
    'The run, or of a search the scenario, variant and cell: `split/fenced/42`; `search`: all of a search.',
  ),
  path: orNull(textOf('What of it: `checks.lock`, `metrics.p99`, `trace`; null: the run itself.')),
  before: orNull(textOf('What the first report has, in words; null when there is nothing to say.')),
  after: orNull(textOf('What the second one has.')),
};

const comparison: KeysOf<Comparison> = {
  schema: { const: 'fault-sim.diff/1' },
  engines: orNull({
    type: 'array',
    items: textOf('A version of the engine semantics.'),
    minItems: 2,
    maxItems: 2,
    description: 'Those of both reports when they differ; null when they do not.',
  }),
  differences: listOf(recordOf(difference, 'A difference.'), 'In order of run and path.'),
};

/** The JSON Schema of what `fault-sim report diff --json` answers. */
export const comparisonSchema: JsonSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'fault-sim report diff',
  ...recordOf(comparison, 'How two reports differ.'),
};
