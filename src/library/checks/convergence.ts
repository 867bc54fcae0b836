import { compactJson } from '../../base/json/json.ts';
import { oneOf } from '../../base/schema.ts';
import type { Value } from '../../base/units.ts';
import { type Cell, nil, type ValueTable } from '../../history/value-table.ts';
import { defineCheck } from './define.ts';
import { finalRead, wrote } from './operations/example-rows.ts';
import { readAndWrite, Registers } from './operations/registers.ts';

/** What lists have in common that differ in their order alone, here or in what they hold. */
function unordered(value: Value): Value {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) {
    const told = value.map((element) => compactJson(unordered(element)));
    return told.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  }
  return Object.fromEntries(
    Object.entries(value).map(([field, held]: [string, Value]) => [field, unordered(held)]),
  );
}

/** `3 and 2 more`: what a list has more often than another one; null: nothing. */
function surplus(values: ValueTable, list: Cell, other: Cell): string | null {
  const left = new Map<Cell, number>();
  for (const element of values.elementsOf(other)) left.set(element, (left.get(element) ?? 0) + 1);
  const more: Cell[] = [];
  for (const element of values.elementsOf(list)) {
    const count = left.get(element) ?? 0;
    if (count === 0) more.push(element);
    else left.set(element, count - 1);
  }
  const [first] = more;
  if (first === undefined) return null;
  return `${values.briefOf(first)}${more.length === 1 ? '' : ` and ${more.length - 1} more`}`;
}

/** Two reads that differ, and of long lists in what. */
function difference(registers: Registers, first: number, second: number): string {
  const { values, output } = registers.operations.columns;
  const [one, other] = [output[first] ?? nil, output[second] ?? nil];
  const [a, b] = [registers.nameOf(first), registers.nameOf(second)];
  const said = `${a} reads ${registers.textOf(first)} at the end, and ${b} reads`;
  if (!values.isList(one) || !values.isList(other)) return `${said} ${registers.textOf(second)}`;
  const mores = [
    { who: a, more: surplus(values, one, other) },
    { who: b, more: surplus(values, other, one) },
  ].filter(({ more }) => more !== null);
  if (mores.length === 0) return `${said} the same elements in another order`;
  const told = mores.map(({ who, more }) => `only ${who} has ${more}`).join(', and ');
  return `${said} ${registers.textOf(second)}: ${told}`;
}

/** Eventual consistency, at the moment when it must be there: writing is over, all is quiet. */
export const convergence = defineCheck({
  name: 'convergence',
  summary: 'In the end all clients read the same of each key.',
  property: 'safety',
  wholeHistory: true,
  config: {
    read: readAndWrite.read,
    order: oneOf(
      ['matters', 'ignored'],
      'Whether lists of the same elements in another order are another value; a set has no order.',
    ).default('matters'),
  },
  example: 'convergence: { check: convergence, of: orders }',
  histories: () => ({
    held: [
      wrote('c1', ['1s', '2s'], 'x', 1),
      finalRead('c1', ['9s', '10s'], 'x', 1),
      finalRead('c2', ['9s', '10s'], 'x', 1),
    ],
    violated: [
      wrote('c1', ['1s', '2s'], 'x', 1),
      finalRead('c1', ['9s', '10s'], 'x', 1),
      finalRead('c2', ['9s', '10s'], 'x', null),
    ],
  }),

  watch(run, config) {
    run.atEnd(() => {
      const registers = new Registers(run.operations(), { ...config, write: '' });
      const { columns, isFinal } = registers.operations;
      const keyOf = (cell: Cell): string => compactJson(unordered(columns.values.valueOf(cell)));
      const firstOf = new Map<number, number>();
      for (const read of registers.reads) {
        if (isFinal[read] !== 1) continue;
        const first = firstOf.get(registers.keyOf(read));
        if (first === undefined) {
          firstOf.set(registers.keyOf(read), read);
          continue;
        }
        if (registers.clientOf(first) !== registers.clientOf(read)) run.exercised();
        const [one, other] = [columns.output[first] ?? nil, columns.output[read] ?? nil];
        if (one === other) continue;
        if (config.order === 'ignored' && keyOf(one) === keyOf(other)) continue;
        run.violated(difference(registers, first, read), ...registers.seen([first, read]));
      }
    });
  },
});
