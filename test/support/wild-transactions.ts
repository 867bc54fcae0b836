import type { Workload } from '../../src/history/transactions/workload.ts';

/** A write has one value; a read has those that it returned: a list, or at most one of a register. */
export interface WildMicro {
  readonly kind: 'read' | 'write';
  readonly key: number;
  readonly values: readonly number[];
}

/** A transaction that everything is known of; one was before another if it ended before that began. */
export interface WildTransaction {
  readonly process: number;
  readonly begin: number;
  /** Null: nobody knows whether it committed, nor what it read. */
  readonly end: number | null;
  readonly isAborted: boolean;
  readonly micros: readonly WildMicro[];
}

/** What somebody writes who has none of it written. */
const fromNowhere = 77;

/** Draws that depend on the seed alone. */
class Draws {
  #state: number;

  constructor(seed: number) {
    this.#state = seed;
  }

  share(): number {
    this.#state = (this.#state + 0x6d2b_79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  below(limit: number): number {
    return Math.floor(this.share() * limit);
  }

  shuffled<T>(items: readonly T[]): T[] {
    return items
      .map((item) => ({ item, rank: this.share() }))
      .toSorted((a, b) => a.rank - b.rank)
      .map(({ item }) => item);
  }
}

type Plan = Omit<WildTransaction, 'micros'> & { readonly micros: WildMicro[] };

/** Transactions whose reads have returned nothing yet. A process goes on only after a known end. */
function plans(draws: Draws): Plan[] {
  const keys = 1 + draws.below(2);
  const begins = Array.from({ length: 1 + draws.below(4) }, () => draws.below(6));
  const freeFrom = new Map<number, number>();
  let processes = 2;
  let value = 0;
  return begins
    .toSorted((a, b) => a - b)
    .map((begin) => {
      const wanted = draws.below(2);
      const process = begin * 2 > (freeFrom.get(wanted) ?? -1) ? wanted : processes++;
      const fate = draws.share();
      const end = fate > 0.12 && fate < 0.25 ? null : (begin + draws.below(4)) * 2 + 1;
      freeFrom.set(process, end ?? Infinity);
      const micros = Array.from({ length: 1 + draws.below(3) }, (): WildMicro => {
        const key = draws.below(keys);
        if (draws.below(2) === 0) return { kind: 'read', key, values: [] };
        value += 1;
        return { kind: 'write', key, values: [value] };
      });
      return { process, begin: begin * 2, end, isAborted: fate <= 0.12, micros };
    });
}

/** A list that somebody could have returned by mistake. */
function spoilt(draws: Draws, list: readonly number[]): readonly number[] {
  switch (draws.below(4)) {
    case 0:
      return draws.shuffled(list);
    case 1:
      return list.toSpliced(draws.below(list.length + 1), 1);
    case 2:
      return [...list, ...list.slice(0, 1)];
    default:
      return draws.below(5) === 0 ? [...list, fromNowhere] : list;
  }
}

/**
 * Up to four transactions on up to two keys that were committed, aborted or nobody knows. Most reads
 * return what one order of the writes explains; others return what was aborted, replaced, never written,
 * or what their own transaction writes only later.
 */
export function wildHistory(seed: number, workload: Workload): readonly WildTransaction[] {
  const draws = new Draws(seed);
  const all = plans(draws);
  const isList = workload === 'list-append';
  const noise = [0, 0, 0.1, 0.3][draws.below(4)] ?? 0;
  const readsAborted = draws.share() < 0.3;
  const isTorn = draws.share() < 0.1;
  const orders = [0, 1].map((key) => {
    const writers = draws.shuffled(all.filter(({ isAborted }) => readsAborted || !isAborted));
    const values = writers.flatMap(({ micros }) => written(micros, key));
    return isTorn ? draws.shuffled(values) : values;
  });
  const firstRead = (order: readonly number[], mine: readonly number[], hasWritten: boolean) => {
    const others = order.filter((value) => !mine.includes(value));
    if (!isList) {
      const pool = draws.share() < 0.95 ? others : order;
      return draws.below(4) === 0 ? [] : pool.slice(draws.below(pool.length)).slice(0, 1);
    }
    const own = order.findIndex((value) => mine.includes(value));
    const limit = own >= 0 && draws.share() < 0.95 ? own : order.length;
    return hasWritten && draws.share() < 0.95
      ? order.slice(0, limit)
      : order.slice(0, draws.below(limit + 1));
  };
  return all.map((transaction) => {
    const bases = new Map<number, readonly number[]>();
    const micros = transaction.micros.map((micro, place): WildMicro => {
      const { kind, key } = micro;
      if (kind === 'write') return micro;
      const own = written(transaction.micros.slice(0, place), key);
      let base = bases.get(key);
      if (base === undefined || draws.share() < 0.15) {
        base = firstRead(orders[key] ?? [], written(transaction.micros, key), own.length > 0);
        if (draws.share() < noise) base = isList ? spoilt(draws, base) : base;
        if (!isList && draws.share() < noise / 10) base = [fromNowhere];
        bases.set(key, base);
      }
      if (isList) return { kind, key, values: [...base, ...own] };
      return { kind, key, values: draws.share() < 0.97 && own.length > 0 ? own.slice(-1) : base };
    });
    return { ...transaction, micros };
  });
}

/** The values that some micro-operations write to a key. */
export function written(micros: readonly WildMicro[], key: number): readonly number[] {
  return micros.flatMap((micro) =>
    micro.kind === 'write' && micro.key === key ? micro.values : [],
  );
}

/** The line of `transactionsOf` for a transaction. */
export function wildLine(transaction: WildTransaction, workload: Workload): string {
  const { process, begin, end, isAborted, micros } = transaction;
  const isList = workload === 'list-append';
  const told = micros.map(({ kind, key, values }) => {
    if (kind === 'write') return `${isList ? 'a' : 'w'} k${key} ${values.join('')}`;
    if (end === null || isAborted) return `r k${key} ?`;
    if (isList) return `r k${key} [${values.join(' ')}]`;
    return `r k${key} ${values[0] ?? 'nil'}`;
  });
  return `[${begin} ${end ?? '-'}] p${process}${isAborted ? ' fail' : ''}: ${told.join(', ')}`;
}
