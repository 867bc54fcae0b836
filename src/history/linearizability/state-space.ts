/** What `step` answers when no copy in that state could have done the operation. */
export const impossible = -1;

/**
 * A sequential specification as a search sees it: states are small whole numbers, and operations
 * that nothing tells apart (the same name, input and answer) are one class.
 */
export interface StateSpace {
  /** The state before anything happened. */
  readonly initial: number;
  /** The class of an operation of the history; `known` false: as if nobody had heard its answer. */
  classOf(operation: number, known: boolean): number;
  /** Whether no operation of a class ever changes any state. */
  isReadOnly(operationClass: number): boolean;
  /** The state after an operation of a class, or `impossible`. */
  step(state: number, operationClass: number): number;
  /** A state in words. */
  textOf(state: number): string;
  /** Bytes that states and transitions take, by arithmetic. */
  readonly bytes: number;
}

/** Makes the state space of one history, once a search needs it. */
export type SpaceOf = () => StateSpace;
