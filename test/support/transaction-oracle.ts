import type { SmallMicro, SmallTransaction } from './small-transactions.ts';

/** Which order a model wants kept: none, that of each process, real time. */
export type Kept = 'none' | 'process' | 'realtime';

function permutations<T>(list: readonly T[]): T[][] {
  if (list.length === 0) return [[]];
  return list.flatMap((item, i) =>
    permutations([...list.slice(0, i), ...list.slice(i + 1)]).map((rest) => [item, ...rest]),
  );
}

/** Those that committed: who said so, and whose writes such a one saw. */
export function committedOf(history: readonly SmallTransaction[]): SmallTransaction[] {
  const seen = new Set(
    history.flatMap(({ end, micros }) =>
      end === null ? [] : micros.flatMap(({ kind, values }) => (kind === 'r' ? values : [])),
    ),
  );
  return history.filter(
    ({ end, micros }) =>
      end !== null || micros.some(({ kind, values }) => kind !== 'r' && seen.has(values[0] ?? -1)),
  );
}

/** Whether one transaction must come before another. */
export function mustPrecede(
  first: SmallTransaction,
  second: SmallTransaction,
  kept: Kept,
): boolean {
  if (kept === 'none' || first.end === null || first.end >= second.begin) return false;
  return kept === 'realtime' || first.process === second.process;
}

type State = readonly (readonly number[])[];

function after(state: State, { kind, key, values }: SmallMicro): State {
  if (kind === 'r') return state;
  return state.map((old, k) => (k !== key ? old : kind === 'a' ? [...old, ...values] : values));
}

function same(left: readonly number[], right: readonly number[]): boolean {
  return left.length === right.length && left.every((value, i) => value === right[i]);
}

/** Whether a transaction reads what it should when it starts from a state. */
function readsFit(transaction: SmallTransaction, start: State): boolean {
  let state = start;
  for (const micro of transaction.micros) {
    if (micro.kind === 'r') {
      if (transaction.end !== null && !same(state[micro.key] ?? [], micro.values)) return false;
    } else state = after(state, micro);
  }
  return true;
}

/** Whether all committed transactions can have run one by one: by trying all orders. */
export function isSerializable(history: readonly SmallTransaction[], kept: Kept): boolean {
  return permutations(committedOf(history)).some((order) => {
    const isKept = order.every((later, i) =>
      order.slice(0, i).every((earlier) => !mustPrecede(later, earlier, kept)),
    );
    if (!isKept) return false;
    let state: State = [[], []];
    return order.every((transaction) => {
      const fits = readsFit(transaction, state);
      for (const micro of transaction.micros) state = after(state, micro);
      return fits;
    });
  });
}

/**
 * Whether all can have run on snapshots: by trying all orders of their starts and commits. Each
 * reads from the state at its start; of two that overlap none writes what the other writes.
 */
export function isSnapshotIsolated(history: readonly SmallTransaction[], kept: Kept): boolean {
  const all = committedOf(history);
  const writes = ({ micros }: SmallTransaction, key: number) =>
    micros.some((micro) => micro.kind !== 'r' && micro.key === key);
  function extend(
    state: State,
    waiting: readonly SmallTransaction[],
    running: readonly SmallTransaction[],
  ): boolean {
    if (waiting.length === 0) return true;
    return waiting.some((next) => {
      const others = waiting.filter((other) => other !== next);
      if (running.includes(next)) {
        const now = next.micros.reduce(after, state);
        return extend(
          now,
          others,
          running.filter((other) => other !== next),
        );
      }
      if (others.some((other) => mustPrecede(other, next, kept))) return false;
      const clashes = running.some((other) =>
        [0, 1].some((key) => writes(other, key) && writes(next, key)),
      );
      return !clashes && readsFit(next, state) && extend(state, waiting, [...running, next]);
    });
  }
  return extend([[], []], all, []);
}

interface Edge {
  readonly to: number;
  readonly kind: 'ww' | 'wr' | 'rw' | 'order';
}

/** The same with each read cut down to the version that it shows: without what its transaction appended. */
function externalOf(transaction: SmallTransaction): SmallTransaction {
  const own = transaction.micros.flatMap(({ kind, values }) => (kind === 'r' ? [] : values));
  const micros = transaction.micros.map((micro) => ({
    ...micro,
    values:
      micro.kind === 'r' ? micro.values.filter((value) => !own.includes(value)) : micro.values,
  }));
  return { ...transaction, micros };
}

/** Elements of each list in every order that all reads of committed transactions allow. */
function listOrders(all: readonly SmallTransaction[]): number[][][] {
  const ordersOf = (key: number) => {
    const micros = all.flatMap(({ end, micros: list }) =>
      list.filter((micro) => micro.key === key && (micro.kind !== 'r' || end !== null)),
    );
    const longest = micros
      .filter(({ kind }) => kind === 'r')
      .reduce<readonly number[]>(
        (best, { values }) => (values.length > best.length ? values : best),
        [],
      );
    const rest = micros
      .filter(({ kind, values }) => kind !== 'r' && !longest.includes(values[0] ?? -1))
      .flatMap(({ values }) => values);
    return permutations(rest).map((tail) => [...longest, ...tail]);
  };
  return ordersOf(0).flatMap((first) => ordersOf(1).map((second) => [first, second]));
}

/** The dependencies of Adya between transactions on lists whose elements are in these orders. */
function edgesOf(
  all: readonly SmallTransaction[],
  orders: readonly number[][],
  kept: Kept,
): Edge[][] {
  const writerOf = (element: number) =>
    all.findIndex(({ micros }) =>
      micros.some(({ kind, values }) => kind !== 'r' && values[0] === element),
    );
  const edges: Edge[][] = all.map(() => []);
  const add = (from: number, to: number, kind: Edge['kind']) => {
    if (from !== to && from >= 0 && to >= 0) edges[from]?.push({ to, kind });
  };
  for (const order of orders) {
    for (let i = 0; i + 1 < order.length; i += 1)
      add(writerOf(order[i] ?? -1), writerOf(order[i + 1] ?? -1), 'ww');
  }
  for (const [t, { end, micros }] of all.entries()) {
    for (const { kind, key, values } of micros) {
      if (kind !== 'r' || end === null) continue;
      add(writerOf(values.at(-1) ?? -1), t, 'wr');
      add(t, writerOf(orders[key]?.[values.length] ?? -1), 'rw');
    }
    for (const [u, other] of all.entries()) {
      if (mustPrecede(all[t] ?? other, other, kept)) add(t, u, 'order');
    }
  }
  return edges;
}

/** The kinds of edges on every cycle through no transaction twice. */
function cyclesOf(edges: readonly Edge[][]): Edge['kind'][][] {
  const found: Edge['kind'][][] = [];
  function walk(start: number, at: number, path: readonly number[], taken: Edge['kind'][]): void {
    for (const { to, kind } of edges[at] ?? []) {
      if (to === start) found.push([...taken, kind]);
      else if (to > start && !path.includes(to)) walk(start, to, [...path, to], [...taken, kind]);
    }
  }
  for (const start of edges.keys()) walk(start, start, [start], []);
  return found;
}

/** What a model says of cycles. */
export type CycleRule = 'writes' | 'reads' | 'single' | 'nonadjacent' | 'any';

const rules: { readonly [rule in CycleRule]: (cycle: readonly Edge['kind'][]) => boolean } = {
  writes: (cycle) => cycle.every((kind) => kind === 'ww' || kind === 'order'),
  reads: (cycle) => cycle.every((kind) => kind !== 'rw'),
  single: (cycle) => cycle.filter((kind) => kind === 'rw').length <= 1,
  nonadjacent: (cycle) =>
    cycle.every((kind, i) => kind !== 'rw' || cycle[(i + 1) % cycle.length] !== 'rw'),
  any: () => true,
};

/** Whether the elements of lists have an order in which no cycle is of the forbidden kind. */
export function hasNoCycle(
  history: readonly SmallTransaction[],
  rule: CycleRule,
  kept: Kept,
): boolean {
  const all = committedOf(history).map(externalOf);
  return listOrders(all).some((orders) =>
    cyclesOf(edgesOf(all, orders, kept)).every((cycle) => !rules[rule](cycle)),
  );
}
