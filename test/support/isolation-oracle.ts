import type { TransactionModel } from '../../src/history/transactions/models.ts';
import type { Workload } from '../../src/history/transactions/workload.ts';
import type { Kept } from './transaction-oracle.ts';
import { type WildMicro, type WildTransaction, written } from './wild-transactions.ts';

/*
 * Levels of isolation by their definitions, by trying everything: which of the transactions that nobody
 * knows of committed, in which order versions were installed, or snapshots taken. Adya (1999) for the levels
 * by cycles, Cerone, Bernardi and Gotsman (2015) for read atomic and snapshot isolation.
 */

type One = WildTransaction;

function permutations<T>(items: readonly T[]): T[][] {
  if (items.length === 0) return [[]];
  return items.flatMap((item, i) =>
    permutations(items.toSpliced(i, 1)).map((rest) => [item, ...rest]),
  );
}

function subsets<T>(items: readonly T[]): T[][] {
  return items.reduce<T[][]>((sets, item) => sets.flatMap((set) => [set, [...set, item]]), [[]]);
}

function same(left: readonly number[], right: readonly number[]): boolean {
  return left.length === right.length && left.every((value, i) => value === right[i]);
}

function isBefore(first: One, second: One, kept: Kept): boolean {
  if (kept === 'none' || first.end === null || first.end >= second.begin) return false;
  return kept === 'realtime' || first.process === second.process;
}

function isWriter(transaction: One, key: number): boolean {
  return written(transaction.micros, key).length > 0;
}

/** What one read shows of others: a version, by its values. */
interface Shown {
  readonly place: number;
  readonly key: number;
  readonly values: readonly number[];
}

/** A read, and which version of its key it saw; 0: what is there before any write. */
interface Read extends Pick<Shown, 'place' | 'key'> {
  readonly by: One;
  readonly version: number;
}

/** Who committed, and who wrote each key in which order; all reads can be explained by it. */
interface World {
  readonly committed: readonly One[];
  readonly orders: readonly (readonly One[])[];
  readonly reads: readonly Read[];
}

/** One dependency between two transactions, or an order that a model keeps. */
interface Edge {
  readonly from: One;
  readonly to: One;
  readonly kind: 'ww' | 'wr' | 'rw' | 'order';
  readonly key: number;
}

type Cycle = readonly Edge[];
type State = readonly (readonly number[])[];

const antiDependencies = (cycle: Cycle) => cycle.filter(({ kind }) => kind === 'rw').length;

/** What a level says of cycles. */
const forbidden = {
  dirty: (cycle: Cycle) => antiDependencies(cycle) === 0,
  cursor: (cycle: Cycle) =>
    antiDependencies(cycle) === 0 ||
    (antiDependencies(cycle) === 1 &&
      cycle.every(({ kind, key }) => kind !== 'wr' && key === cycle[0]?.key)),
  single: (cycle: Cycle) => antiDependencies(cycle) <= 1,
  any: () => true,
} as const;

type CycleRule = keyof typeof forbidden;

/** A history that everything is known of, to be held against definitions. */
export class IsolationOracle {
  readonly #history: readonly One[];
  readonly #isList: boolean;
  /** Every choice of those that may have committed. */
  readonly #choices: readonly (readonly One[])[];
  #worlds: readonly World[] | null = null;

  constructor(history: readonly One[], workload: Workload) {
    this.#history = history;
    this.#isList = workload === 'list-append';
    const doubtful = history.filter(({ end }) => end === null);
    this.#choices = subsets(doubtful).map((chosen) =>
      history.filter((one) => !one.isAborted && (one.end !== null || chosen.includes(one))),
    );
  }

  /** All worlds that explain the reads. */
  get worlds(): readonly World[] {
    this.#worlds ??= this.#choices.flatMap((committed) => {
      const writers = (key: number) => permutations(committed.filter((one) => isWriter(one, key)));
      return writers(0).flatMap((first) =>
        writers(1).flatMap((second) => this.#worldOf(committed, [first, second]) ?? []),
      );
    });
    return this.#worlds;
  }

  /**
   * Whether a read does not show what its own transaction did to the key before, or shows what it
   * does later.
   */
  get isTornInside(): boolean {
    return this.#history.some((one) => !one.isAborted && this.#shownTo(one) === null);
  }

  /** Whether a level allows the history; null: its definition does not speak of such reads. */
  allows(model: TransactionModel): boolean | null {
    const kept: Kept = model.startsWith('strong-session-')
      ? 'process'
      : model.startsWith('strong-') || model === 'strict-serializable'
        ? 'realtime'
        : 'none';
    const level = model.replace(/^strong-(session-)?|^strict-/, '');
    if (level === 'serializable') return this.#isSerializable(kept);
    if (level === 'snapshot-isolation') return this.#isOnSnapshots(kept);
    if (level === 'read-atomic') return this.#isReadAtomic();
    if (this.isTornInside) return null;
    if (level === 'read-committed') return this.#lacks('dirty', kept);
    if (level === 'cursor-stability') return this.#lacks('cursor', kept);
    if (level === 'monotonic-atomic-view') return this.#lacks('dirty', kept, noneVanishes);
    if (level === 'consistent-view') return this.#lacks('single', kept, noneVanishes);
    return level === 'repeatable-read' ? this.#lacks('any', kept) : null;
  }

  /** What each read of a transaction shows of others; null: one is torn inside. */
  #shownTo({ end, micros }: One): readonly Shown[] | null {
    const shown: Shown[] = [];
    for (const [place, { kind, key, values }] of micros.entries()) {
      if (kind === 'write' || end === null) continue;
      const own = written(micros.slice(0, place), key);
      const left = this.#isList ? values.length - own.length : 0;
      if (this.#isList ? !same(values.slice(Math.max(left, 0)), own) || left < 0 : own.length > 0) {
        if (this.#isList || values[0] !== own.at(-1)) return null;
        continue;
      }
      const others = this.#isList ? values.slice(0, left) : values;
      if (others.some((value) => written(micros, key).includes(value))) return null;
      shown.push({ place, key, values: others });
    }
    return shown;
  }

  /** The versions of a key, one after another, when its writers come in this order. */
  #versions(writers: readonly One[], key: number): readonly (readonly number[])[] {
    const versions: (readonly number[])[] = [[]];
    for (const { micros } of writers) {
      const values = written(micros, key);
      versions.push(this.#isList ? [...(versions.at(-1) ?? []), ...values] : values.slice(-1));
    }
    return versions;
  }

  #worldOf(committed: readonly One[], orders: readonly (readonly One[])[]): World | null {
    const versions = orders.map((writers, key) => this.#versions(writers, key));
    const reads: Read[] = [];
    for (const by of committed) {
      for (const { place, key, values } of this.#shownTo(by) ?? []) {
        const version = (versions[key] ?? []).findIndex((one) => same(one, values));
        if (version < 0) return null;
        reads.push({ by, place, key, version });
      }
    }
    return { committed, orders, reads };
  }

  #lacks(rule: CycleRule, kept: Kept, also: (world: World) => boolean = () => true): boolean {
    return this.worlds.some(
      (world) =>
        also(world) &&
        cyclesOf(world.committed, edgesOf(world, kept)).every((cycle) => !forbidden[rule](cycle)),
    );
  }

  #after(state: State, { kind, key, values }: WildMicro): State {
    if (kind === 'read') return state;
    return state.map((old, k) => (k !== key ? old : this.#isList ? [...old, ...values] : values));
  }

  #fits({ end, micros }: One, start: State): boolean {
    let state = start;
    return micros.every((micro) => {
      state = this.#after(state, micro);
      return micro.kind === 'write' || end === null || same(state[micro.key] ?? [], micro.values);
    });
  }

  #isSerializable(kept: Kept): boolean {
    return this.#choices.some((committed) =>
      permutations(committed).some((order) => {
        let state: State = [[], []];
        return order.every((one, i) => {
          const isKept = order.slice(0, i).every((earlier) => !isBefore(one, earlier, kept));
          const fits = isKept && this.#fits(one, state);
          state = one.micros.reduce((now, micro) => this.#after(now, micro), state);
          return fits;
        });
      }),
    );
  }

  #isOnSnapshots(kept: Kept): boolean {
    const goesOn = (state: State, left: readonly One[], running: readonly One[]): boolean =>
      left.length === 0 ||
      left.some((next) => {
        const others = left.filter((one) => one !== next);
        const beside = running.filter((one) => one !== next);
        if (running.includes(next)) {
          const now = next.micros.reduce((before, micro) => this.#after(before, micro), state);
          return goesOn(now, others, beside);
        }
        const mayStart = others.every((one) => !isBefore(one, next, kept));
        const clashes = beside.some((one) =>
          [0, 1].some((key) => isWriter(one, key) && isWriter(next, key)),
        );
        return (
          mayStart && !clashes && this.#fits(next, state) && goesOn(state, left, [...running, next])
        );
      });
    return this.#choices.some((committed) => goesOn([[], []], committed, []));
  }

  /** An order of all, and whom each sees of those before it: it reads what the last writer seen left. */
  #isReadAtomic(): boolean {
    if (this.isTornInside || this.#history.some((one) => this.#readsDiffer(one))) return false;
    return this.#choices.some((committed) =>
      permutations(committed).some((order) => {
        const writers = [0, 1].map((key) => order.filter((one) => isWriter(one, key)));
        const versions = writers.map((all, key) => this.#versions(all, key));
        return order.every((one, i) =>
          subsets(order.slice(0, i)).some((seen) =>
            (this.#shownTo(one) ?? []).every(({ key, values }) => {
              const last = seen.findLast((other) => isWriter(other, key));
              const at = last === undefined ? 0 : (writers[key] ?? []).indexOf(last) + 1;
              return same(versions[key]?.[at] ?? [], values);
            }),
          ),
        );
      }),
    );
  }

  /** Whether a committed transaction saw two versions of one key. */
  #readsDiffer(one: One): boolean {
    if (one.isAborted) return false;
    const shown = this.#shownTo(one) ?? [];
    return shown.some(({ key, values }) =>
      shown.some((other) => other.key === key && !same(other.values, values)),
    );
  }
}

/** No transaction sees another one, and later misses something that this wrote. */
function noneVanishes({ orders, reads }: World): boolean {
  return reads.every((saw) => {
    const source = orders[saw.key]?.[saw.version - 1];
    return reads.every((then) => {
      if (source === undefined || then.by !== saw.by || then.place <= saw.place) return true;
      return source === saw.by || (orders[then.key] ?? []).indexOf(source) < then.version;
    });
  });
}

function edgesOf({ committed, orders, reads }: World, kept: Kept): Edge[] {
  const edges: Edge[] = [];
  const add = (from: One | undefined, to: One | undefined, kind: Edge['kind'], key: number) => {
    if (from !== undefined && to !== undefined && from !== to) edges.push({ from, to, kind, key });
  };
  for (const [key, writers] of orders.entries()) {
    for (const [i, writer] of writers.entries()) add(writers[i - 1], writer, 'ww', key);
  }
  for (const { by, key, version } of reads) {
    add(orders[key]?.[version - 1], by, 'wr', key);
    add(by, orders[key]?.[version], 'rw', key);
  }
  for (const one of committed) {
    for (const other of committed) if (isBefore(one, other, kept)) add(one, other, 'order', -1);
  }
  return edges;
}

/** All cycles through no transaction twice. */
function cyclesOf(all: readonly One[], edges: readonly Edge[]): Cycle[] {
  const found: Cycle[] = [];
  const walk = (start: One, path: readonly One[], taken: Cycle): void => {
    for (const edge of edges) {
      if (edge.from !== path.at(-1)) continue;
      if (edge.to === start) found.push([...taken, edge]);
      else if (all.indexOf(edge.to) > all.indexOf(start) && !path.includes(edge.to))
        walk(start, [...path, edge.to], [...taken, edge]);
    }
  };
  for (const start of all) walk(start, [start], []);
  return found;
}

/** Whether a step between two transactions is there in every world that explains the reads. */
export function isTrueStep(
  worlds: readonly World[],
  from: One,
  to: One,
  kind: 'ww' | 'wr' | 'rw' | 'process' | 'realtime',
): boolean {
  if (kind === 'process' || kind === 'realtime') return isBefore(from, to, kind);
  return worlds.every(({ orders, reads }) =>
    orders.some((writers, key) => {
      const [first, second] = [writers.indexOf(from), writers.indexOf(to)];
      if (kind === 'ww') return first >= 0 && second > first;
      return reads.some(({ by, key: about, version }) => {
        if (about !== key) return false;
        if (kind === 'wr') return by === to && first >= 0 && version === first + 1;
        return by === from && second >= version;
      });
    }),
  );
}
