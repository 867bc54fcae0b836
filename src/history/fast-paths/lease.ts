import type { Decision, Part } from '../decision.ts';
import { never, outcome } from '../history.ts';
import { nil } from '../value-table.ts';
import { orderBy } from './place-order.ts';
import { inversion } from './positions.ts';
import { held, isOneObject, told, violated, wordsOf } from './verdict.ts';

const method = 'token order';

/** Operations with tokens, as indices of the part. */
interface Tokens {
  readonly acquires: number[];
  /** Writes that were let in; writes of which nobody knows; writes that were kept out. */
  readonly accepted: number[];
  readonly pending: number[];
  readonly refused: number[];
  /** By index of the part: the token. */
  readonly token: Float64Array;
}

function tokensOf(part: Part): Tokens | null {
  const { history, operations } = part;
  const words = wordsOf(history, ['acquire', 'release', 'write']);
  const no = history.values.cellOf(false);
  const token = new Float64Array(operations.length);
  const found: Tokens = { acquires: [], accepted: [], pending: [], refused: [], token };
  for (let i = 0; i < operations.length; i += 1) {
    const operation = operations[i] ?? 0;
    if (history.outcome[operation] === outcome.fail) continue;
    const word = words[history.name[operation] ?? 0] ?? -1;
    const isOk = history.outcome[operation] === outcome.ok;
    if (word < 0) return null;
    if (word === 1 || (word === 0 && !isOk)) continue;
    const output = history.output[operation] ?? nil;
    const its = history.values.valueOf(word === 0 ? output : (history.input[operation] ?? nil));
    if (typeof its !== 'number') return null;
    token[i] = its;
    if (word === 0) found.acquires.push(i);
    else if (!isOk) found.pending.push(i);
    else (output === no ? found.refused : found.accepted).push(i);
  }
  return found;
}

/** By index of the part: the rank of its token among `all`. */
function ranksOf(tokens: Tokens, all: readonly number[]): Int32Array {
  const ranks = new Int32Array(tokens.token.length);
  let rank = -1;
  let last = Number.NaN;
  const order = all.toSorted((a, b) => (tokens.token[a] ?? 0) - (tokens.token[b] ?? 0));
  for (const i of order) {
    if (tokens.token[i] !== last) rank += 1;
    last = tokens.token[i] ?? 0;
    ranks[i] = rank;
  }
  return ranks;
}

/** The least value over a range of ranks: a segment tree that is never changed. */
class LeastBegins {
  readonly #size: number;
  readonly #least: Int32Array;

  constructor(begins: Int32Array) {
    this.#size = begins.length;
    this.#least = new Int32Array(this.#size * 2).fill(never);
    this.#least.set(begins, this.#size);
    for (let node = this.#size - 1; node > 0; node -= 1) {
      const left = this.#least[node * 2] ?? never;
      this.#least[node] = Math.min(left, this.#least[node * 2 + 1] ?? never);
    }
  }

  /** From `from` up to, but without, `to`. */
  over(from: number, to: number): number {
    let least: number = never;
    let low = from + this.#size;
    let high = to + this.#size;
    for (; low < high; low >>= 1, high >>= 1) {
      if ((low & 1) === 1) {
        least = Math.min(least, this.#least[low] ?? never);
        low += 1;
      }
      if ((high & 1) === 1) {
        high -= 1;
        least = Math.min(least, this.#least[high] ?? never);
      }
    }
    return least;
  }
}

class Judge {
  readonly #part: Part;
  readonly #tokens: Tokens;

  constructor(part: Part, tokens: Tokens) {
    this.#part = part;
    this.#tokens = tokens;
  }

  #operation(i: number): number {
    return this.#part.operations[i] ?? -1;
  }

  #began(i: number): number {
    return this.#part.history.invoked[this.#operation(i)] ?? 0;
  }

  #ended(i: number): number {
    return this.#part.history.completed[this.#operation(i)] ?? 0;
  }

  #say(i: number): string {
    return told(this.#part.history, this.#operation(i));
  }

  #no(why: string, items: readonly number[]): Decision {
    return violated(
      this.#part,
      method,
      why,
      items.map((i) => this.#operation(i)),
    );
  }

  /** Tokens that were given out must grow. */
  grants(): Decision | null {
    const { acquires, token } = this.#tokens;
    const low = acquires.find((i) => (token[i] ?? 0) <= 0);
    if (low !== undefined) return this.#no(`${this.#say(low)}: the first token is above 0`, [low]);
    const byToken = new Map<number, number>();
    for (const i of acquires) {
      const other = byToken.get(token[i] ?? 0);
      if (other !== undefined) {
        return this.#no(`${this.#say(other)} and ${this.#say(i)} got one token`, [other, i]);
      }
      byToken.set(token[i] ?? 0, i);
    }
    return this.#ordered(acquires);
  }

  /** Tokens that were let in must not fall; what was kept out must come after a greater one. */
  writes(): Decision | null {
    const { accepted, refused, token } = this.#tokens;
    const low = accepted.find((i) => (token[i] ?? 0) < 0);
    if (low !== undefined) return this.#no(`${this.#say(low)} is below every token`, [low]);
    return this.#ordered(accepted) ?? (refused.length > 0 ? this.#refusals() : null);
  }

  #ordered(items: readonly number[]): Decision | null {
    const ranks = ranksOf(this.#tokens, items);
    const positions = Int32Array.from(items, (i) => ranks[i] ?? 0);
    const wrong = inversion(this.#part, Int32Array.from(items), positions);
    if (wrong === null) return null;
    const { earlier, later } = wrong;
    const why = `${this.#say(later)}, the newer token, ended before ${this.#say(earlier)} began`;
    return this.#no(why, [earlier, later]);
  }

  #refusals(): Decision | null {
    const { accepted, pending, refused, token } = this.#tokens;
    const writes = [...accepted, ...pending].sort((a, b) => a - b);
    const ranks = ranksOf(this.#tokens, [...writes, ...refused]);
    const begins = new Int32Array(writes.length + refused.length).fill(never);
    for (const i of writes) {
      const rank = ranks[i] ?? 0;
      begins[rank] = Math.min(begins[rank] ?? never, this.#began(i));
    }
    const least = new LeastBegins(begins);
    // From the last refusal to end to the first: the oldest token let in after it.
    const byEnd = orderBy(Int32Array.from(refused, (i) => this.#ended(i)));
    let left = accepted.length - 1;
    let oldest = -1;
    for (let at = byEnd.length - 1; at >= 0; at -= 1) {
      const i = refused[byEnd[at] ?? 0] ?? -1;
      for (; left >= 0 && this.#began(accepted[left] ?? -1) > this.#ended(i); left -= 1) {
        const other = accepted[left] ?? -1;
        if (oldest < 0 || (ranks[other] ?? 0) < (ranks[oldest] ?? 0)) oldest = other;
      }
      if ((token[i] ?? 0) < 0) continue;
      const most = oldest < 0 ? begins.length : (ranks[oldest] ?? 0) + 1;
      if (least.over((ranks[i] ?? 0) + 1, most) < this.#ended(i)) continue;
      const later = oldest < 0 ? [] : [oldest];
      const rest = later.map((other) => `, and before ${this.#say(other)}`).join('');
      const why = `${this.#say(i)} was kept out, but by its end no write of a newer token had begun that may have been let in${rest}`;
      return this.#no(why, [i, ...later]);
    }
    return null;
  }
}

/**
 * A lease with fencing tokens (acquire, release, write with a token). Tokens give the order: those
 * that were given out grow, those that were let in do not fall. A write that was kept out comes
 * after one of a newer token: one that began before it ended, and not newer than what was let in
 * later. As the newest token seen never falls, each such write is decided by itself. Exact;
 * O(n log n).
 */
export function leasePath(part: Part): Decision | null {
  if (!isOneObject(part)) return null;
  const tokens = tokensOf(part);
  if (tokens === null) return null;
  const judge = new Judge(part, tokens);
  return judge.grants() ?? judge.writes() ?? held(part, method);
}
