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
} from '../../run/report/json-schema.ts';
import type { RunPlan } from '../../scenario/scenario.ts';
import type { Normalized } from './normalized.ts';

/** What the engine is given about a thing: its keys follow the engine, not the scenario language. */
const plan: JsonSchema = { type: 'object', description: 'As the engine is given it.' };

function plans(about: string): JsonSchema {
  return listOf(plan, about);
}

const run: KeysOf<RunPlan & { readonly key: string }> = {
  key: textOf('Which run it is: `split/fenced/42`.'),
  scenario: textOf('The name of the scenario.'),
  summary: orNull(textOf('What it shows.')),
  variant: orNull(textOf('The variant.')),
  variantSummary: orNull(textOf('What the variant changes.')),
  cell: orNull(textOf('The cell of the matrix: `a=1,b=2`.')),
  seedIsAxis: flagOf('The seed is an axis of the matrix: its cells are judged together.'),
  set: listOf(textOf('`path=value`.'), 'What was set from outside the file.'),
  seed: textOf('Decimal.'),
  epoch: textOf('Time of day at the start, RFC 3339, UTC.'),
  durationNs: wholeOf('Its virtual length in nanoseconds.'),
  healNs: orNull(wholeOf('The instant at which all is mended; null: it never is.')),
  healsCore: { const: true, description: 'Only a core is mended; absent: all is.' },
  model: orNull({ ...plan, description: 'The system model; null: none is declared.' }),
  nodes: plans('In natural order of ids.'),
  links: recordOf(
    {
      classes: plans('Kinds of links.'),
      switches: plans('In natural order; absent: there are none.'),
    },
    'The network.',
    ['switches'],
  ),
  domains: plans('What fails together, parents before children; absent: nothing does.'),
  roles: mapOf(plan, 'Words for selectors.'),
  workloads: plans('In natural order of ids.'),
  faults: plans('In natural order of ids.'),
  nemesis: orNull({ ...plan, description: 'What draws further faults; null: nothing does.' }),
  checks: plans('In natural order of ids.'),
  metrics: plans('In natural order of ids.'),
};

const normalized: KeysOf<Normalized> = {
  schema: { const: 'fault-sim.normalized/1' },
  name: textOf('The name of the scenario.'),
  file: textOf('Its file, without the folder.'),
  hash: textOf('SHA-256 of the data of the scenario.'),
  runs: listOf(
    recordOf(run, 'One variant of one cell with one seed.', ['healsCore', 'domains']),
    'In the order of the scenario.',
  ),
};

/** The JSON Schema of what `fault-sim validate --print-normalized` prints of each scenario. */
export const normalizedSchema: JsonSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'fault-sim validate --print-normalized',
  ...recordOf(normalized, 'A scenario as it was understood: overlays applied, units read.'),
};
