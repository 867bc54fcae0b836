import {
  type JsonSchema,
  type KeysOf,
  listOf,
  recordOf,
  textOf,
  wholeOf,
} from '../../run/report/json-schema.ts';
import type { QuorumCuts } from '../../run/quorum-cuts.ts';
import type { CutsAnswer } from './cuts.ts';

const group: KeysOf<QuorumCuts> = {
  nodes: listOf(textOf('A node.'), 'The nodes of which a majority is wanted, in natural order.'),
  need: wholeOf('So many of them are a majority.'),
  checks: listOf(textOf('The id of a check.'), 'The checks that are about these nodes.'),
  cuts: listOf(
    listOf(textOf('A domain or a node.'), 'What fails together.'),
    'What leaves no majority when it fails, the fewest first.',
  ),
};

const cuts: KeysOf<CutsAnswer> = {
  schema: { const: 'fault-sim.cuts/1' },
  most: wholeOf('No more than so many at a time were looked at.'),
  runs: listOf(
    recordOf(
      {
        run: textOf('Which run of the scenario: `split/fenced/42`.'),
        groups: listOf(recordOf(group, 'A group of nodes.'), 'The groups that checks are about.'),
      },
      'One run.',
    ),
    'In the order of the scenario.',
  ),
};

/** The JSON Schema of what `fault-sim explain cuts --json` answers. */
export const cutsSchema: JsonSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'fault-sim explain cuts',
  ...recordOf(cuts, 'What takes the majority that checks are about.'),
};
