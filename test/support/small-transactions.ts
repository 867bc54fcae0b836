import fc from 'fast-check';

/** A micro-operation: an append or a write has one element, a read those that it returned. */
export interface SmallMicro {
  readonly kind: 'r' | 'a' | 'w';
  readonly key: number;
  readonly values: readonly number[];
}

/**
 * A transaction that everything is known of. One was before another if its end is less than the
 * other's begin.
 */
export interface SmallTransaction {
  readonly process: number;
  readonly begin: number;
  /** Null: nobody knows whether it committed; its reads are unknown. */
  readonly end: number | null;
  readonly micros: readonly SmallMicro[];
}

/** The line of `transactionsOf` for a transaction. */
export function lineOf({ process, begin, end, micros }: SmallTransaction): string {
  const told = micros.map(({ kind, key, values }) => {
    if (kind !== 'r') return `${kind} k${key} ${values.join(' ')}`;
    return `r k${key} ${end === null ? '?' : `[${values.join(' ')}]`}`;
  });
  return `[${begin} ${end ?? '-'}] p${process}: ${told.join(', ')}`;
}

/** The same for registers, whose reads return one value or nil. */
export function registerLineOf(transaction: SmallTransaction): string {
  const { end } = transaction;
  return lineOf(transaction).replaceAll(/r (k\d) \[(\d*)\]/g, (_, key: string, value: string) =>
    end === null ? `r ${key} ?` : `r ${key} ${value === '' ? 'nil' : value}`,
  );
}

const shape = fc.record({
  begin: fc.nat(5),
  length: fc.nat(3),
  process: fc.nat(1),
  isUnknown: fc.nat(5).map((n) => n === 0),
  micros: fc.array(fc.record({ isRead: fc.boolean(), key: fc.nat(1), pick: fc.nat(6) }), {
    minLength: 1,
    maxLength: 3,
  }),
});

type Drawn = typeof shape extends fc.Arbitrary<infer T> ? T : never;

/** Processes and times; a process does one thing at a time, and none after an unknown outcome. */
function placed(drawn: readonly Drawn[]): { process: number; begin: number; end: number | null }[] {
  const freeFrom = new Map<number, number>();
  let processes = 2;
  const byBegin = drawn
    .map((transaction, i) => ({ ...transaction, i }))
    .toSorted((a, b) => a.begin - b.begin);
  const answers: { process: number; begin: number; end: number | null }[] = [];
  for (const { i, begin, length, process: wanted, isUnknown } of byBegin) {
    const isFree = begin * 2 > (freeFrom.get(wanted) ?? -1);
    const process = isFree ? wanted : processes++;
    const end = isUnknown ? null : (begin + length) * 2 + 1;
    freeFrom.set(process, end ?? 1_000_000);
    answers[i] = { process, begin: begin * 2, end };
  }
  return answers;
}

/**
 * Up to four transactions on two lists. Each list has one order of its elements, drawn at random; reads
 * return beginnings of it that fit what the transaction itself did before, so that all that can be
 * wrong is the order of transactions.
 */
export const smallListHistory = fc
  .tuple(
    fc.array(shape, { minLength: 1, maxLength: 4 }),
    fc.array(fc.nat(1000), { minLength: 24, maxLength: 24 }),
  )
  .map(([drawn, ranks]) => {
    const places = placed(drawn);
    let element = 0;
    const appended = drawn.map(({ micros }) =>
      micros.map(({ isRead }) => (isRead ? -1 : element++)),
    );
    const orderOf = (key: number) =>
      drawn
        .flatMap(({ micros }, t) =>
          micros.flatMap((micro, i) => (micro.key === key ? [appended[t]?.[i] ?? -1] : [])),
        )
        .filter((value) => value >= 0)
        .toSorted((a, b) => (ranks[a] ?? 0) - (ranks[b] ?? 0) || a - b);
    const orders = [orderOf(0), orderOf(1)];
    return drawn.map(({ micros }, t): SmallTransaction => {
      const own = appended[t] ?? [];
      const known = new Map<number, readonly number[]>();
      const told = micros.flatMap(({ isRead, key, pick }, i): SmallMicro[] => {
        const order = orders[key] ?? [];
        const before = known.get(key);
        if (!isRead) {
          const value = own[i] ?? -1;
          known.set(key, before === undefined ? [] : [...before, value]);
          if (before === undefined) known.delete(key);
          return [{ kind: 'a', key, values: [value] }];
        }
        const mine = order.findIndex((value) => own.includes(value));
        const isBlind = micros.slice(0, i).some((other) => other.key === key && !other.isRead);
        if (before === undefined && isBlind) return [];
        const limit = mine < 0 ? order.length : mine;
        const values = before ?? order.slice(0, pick % (limit + 1));
        if (values.some((value, place) => order[place] !== value)) return [];
        known.set(key, values);
        return [{ kind: 'r', key, values }];
      });
      const place = places[t] ?? { process: 0, begin: 0, end: null };
      return { ...place, micros: told };
    });
  })
  .map((transactions) => transactions.toSorted((a, b) => a.begin - b.begin));

/** The same shapes on two registers; reads return anything that anybody else wrote, or nil. */
export const smallRegisterHistory = fc
  .array(shape, { minLength: 1, maxLength: 4 })
  .map((drawn) => {
    const places = placed(drawn);
    let value = 0;
    const written = drawn.map(({ micros }) => micros.map(({ isRead }) => (isRead ? -1 : value++)));
    return drawn.map(({ micros }, t): SmallTransaction => {
      const known = new Map<number, readonly number[]>();
      const told = micros.map(({ isRead, key, pick }, i): SmallMicro => {
        if (!isRead) {
          const values = [written[t]?.[i] ?? -1];
          known.set(key, values);
          return { kind: 'w', key, values };
        }
        const others = drawn.flatMap((other, u) =>
          u === t
            ? []
            : other.micros.flatMap((micro, j) =>
                micro.key === key && !micro.isRead ? [written[u]?.[j] ?? -1] : [],
              ),
        );
        const picked = others[pick % (others.length + 1)];
        const values = known.get(key) ?? (picked === undefined ? [] : [picked]);
        known.set(key, values);
        return { kind: 'r', key, values };
      });
      return { ...(places[t] ?? { process: 0, begin: 0, end: null }), micros: told };
    });
  })
  .map((transactions) => transactions.toSorted((a, b) => a.begin - b.begin));
