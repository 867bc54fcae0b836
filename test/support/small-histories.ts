import type { Part } from '../../src/history/decision.ts';
import { HistoryBuilder, outcome } from '../../src/history/history.ts';
import type { SmallOperation } from './brute-force.ts';

/** When operations begin and end, in order of invocation. */
export type Shape = readonly { readonly invoked: number; readonly completed: number }[];

/**
 * All ways in which `count` operations can overlap, pending ones included. Neighbouring ends stand
 * for one another (no operation can tell them apart), so only one order of them is made.
 */
export function shapes(count: number): Shape[] {
  const found: Shape[] = [];
  const extend = (
    spans: readonly { invoked: number; completed: number }[],
    place: number,
    lastEnded: number,
  ): void => {
    if (spans.length === count) found.push(spans);
    if (spans.length < count) {
      extend([...spans, { invoked: place, completed: Infinity }], place + 1, -1);
    }
    spans.forEach((span, i) => {
      if (span.completed !== Infinity || i < lastEnded) return;
      const ended = spans.with(i, { ...span, completed: place });
      extend(ended, place + 1, i);
    });
  };
  extend([], 0, -1);
  return found;
}

/** All rows of `count` choices, each among those that the row so far allows. */
export function rows<T>(count: number, choices: (row: readonly T[]) => readonly T[]): T[][] {
  let found: T[][] = [[]];
  for (let i = 0; i < count; i += 1) {
    found = found.flatMap((row) => choices(row).map((choice) => [...row, choice]));
  }
  return found;
}

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
