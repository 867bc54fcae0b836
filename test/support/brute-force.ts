/** A value of the small histories that are tried in all orders. */
export type Small = number | string | boolean | null | readonly Small[];

/** An operation of a small history; `completed` is Infinity when nobody knows how it ended. */
export interface SmallOperation {
  readonly name: string;
  readonly input: Small;
  readonly output: Small;
  readonly invoked: number;
  readonly completed: number;
  readonly process?: number;
}

/** An operation as one copy sees it: when it was asked does not matter, only whether it ended. */
export type SmallQuestion = Omit<SmallOperation, 'invoked' | 'completed'> & {
  readonly completed?: number;
};

/** What one copy does: the next state, or undefined when it would not have answered so. */
export type SmallSpecification = (
  state: readonly number[],
  operation: SmallQuestion,
) => readonly number[] | undefined;

const isPending = (operation: SmallQuestion): boolean => operation.completed === Infinity;

/** The next state, if the answer is right or nobody knows it. */
function answered(
  operation: SmallQuestion,
  right: Small,
  next: readonly number[],
): readonly number[] | undefined {
  return isPending(operation) || isSame(operation.output, right) ? next : undefined;
}

function isSame(one: Small, other: Small): boolean {
  if (!Array.isArray(one) || !Array.isArray(other)) return one === other;
  return one.length === other.length && one.every((item, i) => isSame(item, other[i] ?? null));
}

const numberOf = (value: Small): number => (typeof value === 'number' ? value : -1);
const listOf = (value: Small): readonly Small[] => (Array.isArray(value) ? value : []);
const pairOf = (value: Small): readonly number[] => listOf(value).map(numberOf);

function register(
  state: readonly number[],
  operation: SmallQuestion,
): readonly number[] | undefined {
  const value = state[0] ?? 0;
  if (operation.name === 'read') return answered(operation, value, state);
  if (operation.name === 'write') return [numberOf(operation.input)];
  const [from = -1, to = -1] = pairOf(operation.input);
  if (isPending(operation)) return from === value ? [to] : state;
  if (operation.output === false) return from === value ? undefined : state;
  return from === value ? [to] : undefined;
}

function log(state: readonly number[], operation: SmallQuestion): readonly number[] | undefined {
  if (operation.name === 'append') return [...state, numberOf(operation.input)];
  return answered(operation, state, state);
}

const codesOf = (value: Small): number[] =>
  typeof value === 'string' ? Array.from(value, (letter) => letter.charCodeAt(0)) : [];

/** A text to put, append to and get. */
function text(state: readonly number[], operation: SmallQuestion): readonly number[] | undefined {
  if (operation.name === 'put') return codesOf(operation.input);
  if (operation.name === 'append') return [...state, ...codesOf(operation.input)];
  return answered(operation, String.fromCharCode(...state), state);
}

function set(state: readonly number[], operation: SmallQuestion): readonly number[] | undefined {
  const value = numberOf(operation.input);
  const rest = state.filter((other) => other !== value);
  if (operation.name === 'add') return [...rest, value].sort((a, b) => a - b);
  if (operation.name === 'remove') return rest;
  if (operation.name === 'contains') return answered(operation, state.includes(value), state);
  if (isPending(operation)) return state;
  const read = pairOf(operation.output).toSorted((a, b) => a - b);
  return isSame(read, state) ? state : undefined;
}

/** Says true or false for what it changed. */
function answeringSet(
  state: readonly number[],
  operation: SmallQuestion,
): readonly number[] | undefined {
  const next = set(state, operation);
  if (operation.name === 'contains' || next === undefined) return next;
  return answered(operation, next.length !== state.length, next);
}

function queue(state: readonly number[], operation: SmallQuestion): readonly number[] | undefined {
  if (operation.name === 'enqueue') return [...state, numberOf(operation.input)];
  return answered(operation, state[0] ?? null, state.slice(1));
}

function stack(state: readonly number[], operation: SmallQuestion): readonly number[] | undefined {
  if (operation.name === 'push') return [...state, numberOf(operation.input)];
  return answered(operation, state.at(-1) ?? null, state.slice(0, -1));
}

function priorityQueue(
  state: readonly number[],
  operation: SmallQuestion,
): readonly number[] | undefined {
  if (operation.name === 'insert') {
    return [...state, numberOf(operation.input)].sort((a, b) => a - b);
  }
  return answered(operation, state[0] ?? null, state.slice(1));
}

function counter(
  state: readonly number[],
  operation: SmallQuestion,
): readonly number[] | undefined {
  const count = state[0] ?? 0;
  if (operation.name === 'add') return [count + numberOf(operation.input)];
  return answered(operation, count, state);
}

/** Held or not, by whom does not matter. */
function mutex(state: readonly number[], operation: SmallQuestion): readonly number[] | undefined {
  const isFree = state.length === 0;
  if (operation.name === 'acquire') return isFree ? [1] : undefined;
  return isFree ? undefined : [];
}

/** The state: the newest token given out, the newest seen. */
function lease(state: readonly number[], operation: SmallQuestion): readonly number[] | undefined {
  const [granted = 0, seen = 0] = state;
  if (operation.name === 'release') return state;
  if (operation.name === 'acquire') {
    const token = numberOf(operation.output);
    if (isPending(operation)) return state;
    return token > granted ? [token, seen] : undefined;
  }
  const token = numberOf(operation.input);
  return answered(operation, token >= seen, [granted, Math.max(seen, token)]);
}

/** The specifications by name, with their state at the start. */
export const specifications = {
  register: { initial: [0], step: register },
  log: { initial: [], step: log },
  text: { initial: [], step: text },
  set: { initial: [], step: set },
  answeringSet: { initial: [], step: answeringSet },
  queue: { initial: [], step: queue },
  stack: { initial: [], step: stack },
  priorityQueue: { initial: [], step: priorityQueue },
  counter: { initial: [0], step: counter },
  mutex: { initial: [], step: mutex },
  lease: { initial: [0, 0], step: lease },
} as const satisfies Record<string, { initial: readonly number[]; step: SmallSpecification }>;

/** The name of one of the specifications. */
export type SpecificationName = keyof typeof specifications;

/** States of a specification as numbers, and where each operation leads from them. */
class Steps {
  readonly #step: SmallSpecification;
  readonly #operations: readonly SmallOperation[];
  readonly #states: (readonly number[])[] = [];
  readonly #numberOf = new Map<string, number>();
  readonly #next: (number | undefined)[] = [];

  constructor(operations: readonly SmallOperation[], step: SmallSpecification) {
    this.#operations = operations;
    this.#step = step;
  }

  number(state: readonly number[]): number {
    const word = state.join();
    const known = this.#numberOf.get(word);
    if (known !== undefined) return known;
    const number = this.#states.push(state) - 1;
    this.#numberOf.set(word, number);
    return number;
  }

  /** The state after operation `i`; -1: there is none. */
  after(number: number, i: number): number {
    const at = number * this.#operations.length + i;
    const known = this.#next[at];
    if (known !== undefined) return known;
    const state = this.#states[number];
    const operation = this.#operations[i];
    if (state === undefined || operation === undefined) return -1;
    const next = this.#step(state, operation);
    const found = next === undefined ? -1 : this.number(next);
    this.#next[at] = found;
    return found;
  }
}

/**
 * Whether the operations have an order that the specification could have gone through, by trying
 * every one: next is any operation before whose begin no other open one ended; a pending one may
 * be left out at the end. Where no order goes on is kept: by what is still open, and the state.
 */
export function isLinearizable(
  operations: readonly SmallOperation[],
  { initial, step }: { readonly initial: readonly number[]; readonly step: SmallSpecification },
): boolean {
  const steps = new Steps(operations, step);
  const failed = new Set<number>();
  const settle = (state: number, open: number): boolean => {
    let firstEnd = Infinity;
    let isDone = true;
    for (let i = 0; i < operations.length; i += 1) {
      if ((open & (1 << i)) === 0) continue;
      const end = operations[i]?.completed ?? Infinity;
      if (end < firstEnd) firstEnd = end;
      if (end !== Infinity) isDone = false;
    }
    if (isDone) return true;
    const place = state * (1 << operations.length) + open;
    if (failed.has(place)) return false;
    for (let i = 0; i < operations.length; i += 1) {
      if ((open & (1 << i)) === 0 || (operations[i]?.invoked ?? 0) > firstEnd) continue;
      const next = steps.after(state, i);
      if (next >= 0 && settle(next, open & ~(1 << i))) return true;
    }
    failed.add(place);
    return false;
  };
  return settle(steps.number(initial), (1 << operations.length) - 1);
}
