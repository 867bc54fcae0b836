import type { DurationText, Value } from '../../src/base/units.ts';
import type {
  CheckDefinition,
  ExampleHistories,
  ExampleRow,
  ProcessChange,
} from '../../src/library/checks/define.ts';
import type { Judging } from './check-stage.ts';
import { judgeHistory } from './example-history.ts';

/** What one node does next: an event with its data, or a change of its process. */
export type Step = readonly [
  node: string,
  event: string,
  data?: { readonly [field: string]: Value },
];

const changes: ReadonlySet<string> = new Set([
  'up',
  'crashed',
  'exited',
  'paused',
  'resumed',
] satisfies ProcessChange[]);

const isChange = (word: string): word is ProcessChange => changes.has(word);

/** Steps as rows of a history, one each second from 1 s on. */
function rowsOf(steps: readonly Step[]): readonly ExampleRow[] {
  return steps.map(([node, word, data = {}], place): ExampleRow => {
    const at: DurationText = `${place + 1}s`;
    return isChange(word) ? { at, node, process: word } : { at, node, event: word, data };
  });
}

/** What a check says of steps that follow each other by a second: its verdict, and why. */
export function judgeSteps(
  definition: CheckDefinition,
  steps: readonly Step[],
  {
    premise,
    ...given
  }: Pick<ExampleHistories, 'config' | 'within'> & Pick<Judging, 'premise'> = {},
): { readonly verdict: string; readonly why: string | null; readonly notes: readonly string[] } {
  const rows = rowsOf(steps);
  const histories = { ...given, held: [], violated: [] };
  const report = judgeHistory(definition, histories, rows, premise && { premise });
  return { verdict: report.verdict, why: report.witness?.why ?? null, notes: report.notes };
}
