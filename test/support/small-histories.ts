import type { Part } from '../../src/history/decision.ts';
import { HistoryBuilder, outcome } from '../../src/history/history.ts';
import type { SmallOperation } from './brute-force.ts';

/** The part that a small history is, with one process for each operation unless it says another. */
export function partOf(operations: readonly SmallOperation[]): Part {
  const builder = new HistoryBuilder();
  const { values } = builder;
  const events = operations
    .flatMap((operation, index) => [
      { place: operation.invoked, index, begins: true },
      { place: operation.completed, index, begins: false },
    ])
    .filter((event) => event.place !== Infinity)
    .sort((a, b) => a.place - b.place);
  const open = new Map<number, number>();
  const processes = new Map<number, number>();
  for (const { index, begins } of events) {
    const operation = operations[index];
    if (operation === undefined) continue;
    if (!begins) {
      const output = values.cellOf(operation.output);
      builder.complete(open.get(index) ?? -1, outcome.ok, output);
      continue;
    }
    const who = operation.process ?? index;
    const process = processes.get(who) ?? builder.newProcess(`p${who}`);
    processes.set(who, process);
    const name = builder.nameOf(operation.name);
    const input = values.cellOf(operation.input);
    open.set(index, builder.invoke(process, name, -1, input));
  }
  const history = builder.build();
  return { history, operations: Int32Array.from({ length: history.count }, (_, i) => i) };
}
