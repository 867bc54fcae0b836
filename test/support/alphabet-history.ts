import fc from 'fast-check';
import type { Value } from '../../src/base/units.ts';
import { type History, HistoryBuilder, outcome } from '../../src/history/history.ts';

/** What may be asked, and what may be answered; `keys` when there are several objects. */
export interface Alphabet {
  readonly operations: readonly {
    readonly name: string;
    readonly inputs: readonly Value[];
    readonly outputs: readonly Value[];
  }[];
  readonly keys?: readonly string[];
}

/** Moves of processes: an idle one asks, a busy one hears, is refused, or never hears. */
const move = fc.record({
  process: fc.nat(3),
  operation: fc.nat(1000),
  input: fc.nat(1000),
  output: fc.nat(1000),
  key: fc.nat(1000),
  end: fc.nat(11),
});

function pick<T>(from: readonly T[], at: number): T {
  const found = from[at % from.length];
  if (found === undefined) throw new Error('nothing to pick from');
  return found;
}

/** Any history of an alphabet, most of them of up to half as many operations as moves. */
export function histories(alphabet: Alphabet, maxMoves: number): fc.Arbitrary<History> {
  return fc.array(move, { minLength: 2, maxLength: maxMoves }).map((moves) => {
    const builder = new HistoryBuilder();
    const { values } = builder;
    const open = new Map<number, { operation: number; outputs: readonly Value[] }>();
    const indexOf = new Map<number, number>();
    for (const { process, operation, input, output, key, end } of moves) {
      const busy = open.get(process);
      if (busy === undefined) {
        const { name, inputs, outputs } = pick(alphabet.operations, operation);
        const who = indexOf.get(process) ?? builder.newProcess(`p${process}`);
        indexOf.set(process, who);
        const about = alphabet.keys === undefined ? null : pick(alphabet.keys, key);
        const given = values.cellOf(pick(inputs, input));
        const asked = builder.invoke(who, builder.nameOf(name), values.cellOf(about), given);
        open.set(process, { operation: asked, outputs });
        continue;
      }
      open.delete(process);
      if (end === 0) builder.complete(busy.operation, outcome.fail, values.cellOf(null));
      else if (end <= 2) indexOf.delete(process);
      else {
        const answer = values.cellOf(pick(busy.outputs, output));
        builder.complete(busy.operation, outcome.ok, answer);
      }
    }
    return builder.build();
  });
}
