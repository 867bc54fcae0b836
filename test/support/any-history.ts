import fc from 'fast-check';
import type { Value } from '../../src/base/units.ts';
import { HistoryBuilder, outcome } from '../../src/history/history.ts';
import type { Recorded } from '../../src/history/formats/reader.ts';
import { microOperation, TransactionBuilder, unread } from '../../src/history/transactions.ts';
import { nil, ValueTable } from '../../src/history/value-table.ts';

type Ending = 'ok' | 'fail' | 'unknown' | 'open';

interface Step {
  readonly process: number;
  readonly name: string;
  readonly key: Value;
  readonly input: Value;
  readonly output: Value;
  readonly ending: Ending;
  readonly isTimed: boolean;
}

const word = fc.constantFrom('x', 'é', ':k', 'a b', 'say "no"', ': ', 'other', '');
const value = fc.oneof(
  fc.constant(null),
  fc.nat(5),
  fc.integer(),
  fc.boolean(),
  word,
  fc.array(fc.oneof(fc.nat(3), word), { maxLength: 3 }),
  fc.constantFrom<Value>({ a: 1, 'b c': [null] }, 0.5, 1e21, 2 ** 60, ['r', 1], [1, [2, 3]]),
);

function steps(keyed: boolean): fc.Arbitrary<readonly Step[]> {
  const step = fc.record({
    process: fc.nat(3),
    name: fc.constantFrom('read', 'write', 'cas', 'other', 'بخوان'),
    key: keyed ? fc.oneof(fc.nat(3), word) : fc.constant(null),
    input: value,
    output: value,
    ending: fc.constantFrom<Ending>('ok', 'ok', 'fail', 'unknown', 'open'),
    isTimed: fc.boolean(),
  });
  return fc.array(step, { maxLength: 25 });
}

/** Every other step of a process ends what the one before began. */
function built(drawn: readonly Step[]): Recorded {
  const builder = new HistoryBuilder();
  const { values } = builder;
  const open = new Map<number, { readonly operation: number; readonly step: Step }>();
  const indices = new Map<number, number>();
  let timeNs = 0;
  for (const step of drawn) {
    timeNs += 7;
    const at = step.isTimed ? timeNs : Number.NaN;
    const begun = open.get(step.process);
    if (begun === undefined) {
      const process = indices.get(step.process) ?? builder.newProcess(String(indices.size));
      indices.set(step.process, process);
      const name = builder.nameOf(step.name);
      const key = values.cellOf(step.key);
      const operation = builder.invoke(process, name, key, values.cellOf(step.input), at);
      open.set(step.process, { operation, step });
      continue;
    }
    const { operation, step: its } = begun;
    if (its.ending === 'open') continue;
    open.delete(step.process);
    if (its.ending === 'unknown') {
      builder.giveUp(operation, at);
      indices.delete(step.process);
    } else {
      const output = its.ending === 'ok' ? values.cellOf(its.output) : nil;
      builder.complete(operation, outcome[its.ending], output, at);
    }
  }
  const history = builder.build();
  return { history, transactions: new TransactionBuilder(values).build() };
}

/** Operations of a few processes, with odd names and values. `keyed`: each of them has a key. */
export function randomHistory(keyed: boolean): fc.Arbitrary<Recorded> {
  return steps(keyed).map(built);
}

const micro = fc.record({
  kind: fc.constantFrom(...Object.values(microOperation)),
  key: fc.oneof(fc.nat(3), word),
  value,
});

/** Transactions one after another or side by side, of up to four micro-operations. */
export const randomTransactions: fc.Arbitrary<Recorded> = fc
  .array(
    fc.record({
      micros: fc.array(micro, { maxLength: 4 }),
      ending: fc.constantFrom<Ending>('ok', 'fail', 'open'),
    }),
    { maxLength: 12 },
  )
  .map((drawn) => {
    const values = new ValueTable();
    const builder = new TransactionBuilder(values);
    drawn.forEach(({ micros, ending }, i) => {
      const t = builder.invoke(builder.newProcess(String(i)), i);
      for (const { kind, key, value: its } of micros) {
        const isRead = kind === microOperation.read;
        builder.add(kind, values.cellOf(key), isRead ? unread : values.cellOf(its));
      }
      if (ending !== 'ok' && ending !== 'fail') return;
      micros.forEach(({ kind, value: its }, index) => {
        if (kind !== microOperation.read || ending === 'fail') return;
        builder.answer(t, index, values.cellOf(its));
      });
      builder.complete(t, outcome[ending], i);
    });
    return { history: new HistoryBuilder(values).build(), transactions: builder.build() };
  });
