import { type History, never, outcome } from '../../src/history/history.ts';
import { impossible, type StateSpace } from '../../src/history/linearizability/state-space.ts';

/** Whether an operation has to come before another. */
export type Before = (history: History, a: number, b: number) => boolean;

/** By real time. */
export const inRealTime: Before = ({ completed, invoked }, a, b) =>
  (completed[a] ?? never) < (invoked[b] ?? never);

/** By what each client had been told when it asked; its processes have its name. */
export const inProcessOrder: Before = (history, a, b) => {
  const nameOf = (one: number): string | undefined => history.processes[history.process[one] ?? -1];
  return nameOf(a) === nameOf(b) && inRealTime(history, a, b);
};

/**
 * Tries every order of all operations that must be placed and of every choice of those that may be
 * left out, until `isEnough` says so of a state that all led to. Slow, and plainly right.
 */
function tryAll(
  { history, operations, isOptional, isBefore, space }: Orders,
  isEnough: (state: number) => boolean,
): boolean {
  const goesOn = (left: readonly number[], state: number): boolean => {
    if (left.every(isOptional) && isEnough(state)) return true;
    return left.some((next) => {
      const rest = left.filter((other) => other !== next);
      // What is left out for good may be jumped over.
      if (rest.some((other) => !isOptional(other) && isBefore(history, other, next))) return false;
      const after = space.step(state, space.classOf(next, true));
      return after !== impossible && goesOn(rest, after);
    });
  };
  return goesOn(operations, space.initial);
}

/** What is to be put in order. */
export interface Orders {
  readonly history: History;
  readonly operations: readonly number[];
  readonly isOptional: (operation: number) => boolean;
  readonly isBefore: Before;
  readonly space: StateSpace;
}

/** All states that some order leads to. */
export function statesOf(orders: Orders): readonly number[] {
  const found = new Set<number>();
  tryAll(orders, (state) => {
    found.add(state);
    return false;
  });
  return [...found].toSorted((a, b) => a - b);
}

/**
 * Whether some order of all operations that succeeded and of some whose outcome is unknown gives
 * the answers that were given.
 */
export function hasOrder(history: History, space: StateSpace, isBefore: Before): boolean {
  const operations = Array.from({ length: history.count }, (_, i) => i).filter(
    (i) => history.outcome[i] !== outcome.fail,
  );
  const isOptional = (i: number): boolean => history.outcome[i] === outcome.unknown;
  return tryAll({ history, operations, isOptional, isBefore, space }, () => true);
}
