import type { Value } from '../../src/base/units.ts';
import type { CheckDefinition, ExampleRow } from '../../src/library/checks/define.ts';
import { judgeHistory } from './example-history.ts';

/** What a check says of operations: its verdict, why, and why not. */
export function told(
  definition: CheckDefinition,
  rows: readonly ExampleRow[],
  config: { readonly [field: string]: Value } = {},
): { readonly verdict: string; readonly why: string | null; readonly notes: readonly string[] } {
  const { verdict, witness, notes } = judgeHistory(
    definition,
    { config, held: [], violated: [] },
    rows,
  );
  return { verdict, why: witness?.why ?? null, notes };
}
