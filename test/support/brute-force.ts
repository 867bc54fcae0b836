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

/** What one copy does: the next state, or undefined when it would not have answered so. */
export type SmallSpecification = (
  state: readonly number[],
  operation: SmallOperation,
) => readonly number[] | undefined;

const isPending = (operation: SmallOperation): boolean => operation.completed === Infinity;

/** The next state, if the answer is right or nobody knows it. */
function answered(
  operation: SmallOperation,
  right: Small,
  next: readonly number[],
): readonly number[] | undefined {
  const isRight = JSON.stringify(operation.output) === JSON.stringify(right);
  return isPending(operation) || isRight ? next : undefined;
}

const numberOf = (value: Small): number => (typeof value === 'number' ? value : -1);
const listOf = (value: Small): readonly Small[] => (Array.isArray(value) ? value : []);
const pairOf = (value: Small): readonly number[] => listOf(value).map(numberOf);

function register(
  state: readonly number[],
  operation: SmallOperation,
): readonly number[] | undefined {
  const value = state[0] ?? 0;
  if (operation.name === 'read') return answered(operation, value, state);
  if (operation.name === 'write') return [numberOf(operation.input)];
  const [from = -1, to = -1] = pairOf(operation.input);
  if (isPending(operation)) return from === value ? [to] : state;
  if (operation.output === false) return from === value ? undefined : state;
  return from === value ? [to] : undefined;
}

function log(state: readonly number[], operation: SmallOperation): readonly number[] | undefined {
  if (operation.name === 'append') return [...state, numberOf(operation.input)];
  return answered(operation, state, state);
}

const codesOf = (value: Small): number[] =>
  typeof value === 'string' ? Array.from(value, (letter) => letter.charCodeAt(0)) : [];

/** A text to put, append to and get. */
function text(state: readonly number[], operation: SmallOperation): readonly number[] | undefined {
  if (operation.name === 'put') return codesOf(operation.input);
  if (operation.name === 'append') return [...state, ...codesOf(operation.input)];
  return answered(operation, String.fromCharCode(...state), state);
}

function set(state: readonly number[], operation: SmallOperation): readonly number[] | undefined {
  const value = numberOf(operation.input);
  const rest = state.filter((other) => other !== value);
  if (operation.name === 'add') return [...rest, value].sort((a, b) => a - b);
  if (operation.name === 'remove') return rest;
  if (operation.name === 'contains') return answered(operation, state.includes(value), state);
  if (isPending(operation)) return state;
  const read = pairOf(operation.output).toSorted((a, b) => a - b);
  return JSON.stringify(read) === JSON.stringify(state) ? state : undefined;
}

/** Says true or false for what it changed. */
function answeringSet(
  state: readonly number[],
  operation: SmallOperation,
): readonly number[] | undefined {
  const next = set(state, operation);
  if (operation.name === 'contains' || next === undefined) return next;
  return answered(operation, next.length !== state.length, next);
}

function queue(state: readonly number[], operation: SmallOperation): readonly number[] | undefined {
  if (operation.name === 'enqueue') return [...state, numberOf(operation.input)];
  return answered(operation, state[0] ?? null, state.slice(1));
}

function stack(state: readonly number[], operation: SmallOperation): readonly number[] | undefined {
  if (operation.name === 'push') return [...state, numberOf(operation.input)];
  return answered(operation, state.at(-1) ?? null, state.slice(0, -1));
}

function priorityQueue(
  state: readonly number[],
  operation: SmallOperation,
): readonly number[] | undefined {
  if (operation.name === 'insert') {
    return [...state, numberOf(operation.input)].sort((a, b) => a - b);
  }
  return answered(operation, state[0] ?? null, state.slice(1));
}

function counter(
  state: readonly number[],
  operation: SmallOperation,
): readonly number[] | undefined {
  const count = state[0] ?? 0;
  if (operation.name === 'add') return [count + numberOf(operation.input)];
  return answered(operation, count, state);
}

/** Held or not, by whom does not matter. */
function mutex(state: readonly number[], operation: SmallOperation): readonly number[] | undefined {
  const isFree = state.length === 0;
  if (operation.name === 'acquire') return isFree ? [1] : undefined;
  return isFree ? undefined : [];
}

/** The state: the newest token given out, the newest seen. */
function lease(state: readonly number[], operation: SmallOperation): readonly number[] | undefined {
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

/**
 * Whether the operations have an order that the specification could have gone through, by trying
 * every one: next is any operation before whose begin no other open one ended; a pending one may
 * be left out at the end.
 */
export function isLinearizable(
  operations: readonly SmallOperation[],
  { initial, step }: { readonly initial: readonly number[]; readonly step: SmallSpecification },
): boolean {
  /** Where no order goes on: by what is still open, and the state. */
  const failed = new Set<string>();
  const isWorthIt = operations.length > 5;
  const settle = (state: readonly number[], open: number): boolean => {
    let firstEnd = Infinity;
    let isDone = true;
    for (const [i, operation] of operations.entries()) {
      if ((open & (1 << i)) === 0) continue;
      firstEnd = Math.min(firstEnd, operation.completed);
      if (!isPending(operation)) isDone = false;
    }
    if (isDone) return true;
    const place = isWorthIt ? `${open} ${state.join()}` : '';
    if (isWorthIt && failed.has(place)) return false;
    for (const [i, operation] of operations.entries()) {
      if ((open & (1 << i)) === 0 || operation.invoked > firstEnd) continue;
      const next = step(state, operation);
      if (next !== undefined && settle(next, open & ~(1 << i))) return true;
    }
    if (isWorthIt) failed.add(place);
    return false;
  };
  return settle(initial, (1 << operations.length) - 1);
}
