import { closest } from '../base/text/suggest.ts';
import type { Advice, Problems } from './diagnostics/problems.ts';
import { entrySpots, isNull, mappingAt, nameOfSpot, type Spot, spotUnder } from './source/tree.ts';
import { plainTree } from './source/plain.ts';

/** A map being read: knows which keys were asked for, and tells at the end which mean nothing. */
export class Section {
  readonly spot: Spot;
  readonly #problems: Problems;
  readonly #asked = new Set<string>();
  readonly #own = new Set<string>();
  readonly #isMap: boolean;
  readonly #missing: {
    readonly keys: readonly string[];
    readonly message: string;
    readonly advice: Advice;
  }[] = [];

  /** `what` it is goes into messages: `a fault`. An empty entry is an empty map. */
  constructor(spot: Spot, what: string, problems: Problems) {
    this.#problems = problems;
    this.#isMap = spot.tree.kind === 'map' || isNull(spot.tree);
    if (!this.#isMap) {
      problems.atValue(
        'E_TYPE',
        spot,
        `${what} is a map of keys, not ${spot.tree.kind === 'list' ? 'a list' : 'a single value'}`,
      );
    }
    this.spot = spot.tree.kind === 'map' ? spot : { ...spot, tree: mappingAt(spot.tree.span) };
  }

  /**
   * The value under a key, which from now on is a known one; undefined when absent or null. A field
   * of the kind that has the same name has the key for itself.
   */
  get(key: string): Spot | undefined {
    if (this.#own.has(key)) return undefined;
    this.#asked.add(key);
    const spot = spotUnder(this.spot, key);
    return spot === undefined || isNull(spot.tree) ? undefined : spot;
  }

  /** Whether it is a map at all; what is none was refused, and lacks nothing. */
  get isMap(): boolean {
    return this.#isMap;
  }

  /**
   * None of these keys is there, and one must be: told at the end, unless a misspelt one was meant
   * for it.
   */
  lacks(keys: readonly string[], message: string, advice: Advice = {}): void {
    this.#missing.push({ keys, message, advice });
  }

  /**
   * The key that says the kind is not there, and without it nobody knows the others: tells of it, or
   * of the misspelt one that was meant for it.
   */
  lacksKind(key: string, example: string): void {
    const own = spotUnder(this.spot, key);
    if (!this.#isMap || (own !== undefined && this.#problems.isLeft(own.path))) return;
    const misspelt = entrySpots(this.spot).find((spot) => closest(nameOfSpot(spot), [key]) === key);
    if (misspelt !== undefined && nameOfSpot(misspelt) !== key) {
      const unknown = `unknown key "${nameOfSpot(misspelt)}"`;
      this.#problems.atKey('E_UNKNOWN_KEY', misspelt, unknown, { meant: key });
      return;
    }
    this.#problems.atKey(
      'E_MISSING_KEY',
      this.spot,
      `missing key "${key}": "${nameOfSpot(this.spot)}" does not say its kind`,
      { notes: [`e.g. ${key}: ${example} (fault-sim list ${key}s)`] },
    );
  }

  /** Declares keys that are read elsewhere. */
  know(keys: Iterable<string>): void {
    for (const key of keys) this.#asked.add(key);
  }

  /** Whether a key is there with a value. */
  has(key: string): boolean {
    const spot = spotUnder(this.spot, key);
    return spot !== undefined && !isNull(spot.tree);
  }

  /** Gives keys to the fields of a kind; answers what is written there, as plain data. */
  own(fields: Iterable<string>): { readonly [key: string]: unknown } {
    for (const field of fields) this.#own.add(field);
    const spots = entrySpots(this.spot).filter(
      (spot) => this.#own.has(nameOfSpot(spot)) && !isNull(spot.tree),
    );
    return Object.fromEntries(spots.map((spot) => [nameOfSpot(spot), plainTree(spot.tree)]));
  }

  /**
   * Tells which keys mean nothing here; answers those that were probably meant, or have no value
   * that can be known.
   */
  close(): ReadonlySet<string> {
    const known = [...new Set([...this.#asked, ...this.#own])];
    const meantKeys = new Set<string>();
    for (const spot of entrySpots(this.spot)) {
      const key = nameOfSpot(spot);
      if (known.includes(key)) {
        if (isNull(spot.tree)) this.#warnOfNoValue(key, spot);
        // A formula without a value stands there: the key is not missing.
        if (this.#problems.isLeft(spot.path)) meantKeys.add(key);
        continue;
      }
      const free = known.filter((name) => spotUnder(this.spot, name) === undefined);
      const meant = closest(key, free) ?? closest(key, known);
      if (meant !== undefined) meantKeys.add(meant);
      const expected =
        known.length === 0
          ? 'no keys are expected here'
          : `expected one of: ${known.toSorted(byCodeUnit).join(', ')}`;
      this.#problems.atKey('E_UNKNOWN_KEY', spot, `unknown key "${key}"`, {
        meant,
        notes: [expected],
      });
    }
    for (const { keys, message, advice } of this.#missing) {
      if (!this.#isMap || keys.some((key) => meantKeys.has(key))) continue;
      this.#problems.atKey('E_MISSING_KEY', this.spot, message, advice);
    }
    return meantKeys;
  }

  /** A value was forgotten, or commented out. In an overlay it says that there is to be none. */
  #warnOfNoValue(key: string, spot: Spot): void {
    const { source, start, end } = spot.keySpan;
    const isWrittenHere = source.text.slice(start, end).replace(/^["'](.*)["']$/, '$1') === key;
    if (!isWrittenHere) return;
    this.#problems.warn(
      'W_NO_VALUE',
      spot.keySpan,
      `\`${key}\` has no value: it is as if it were not there`,
      { path: spot.path },
    );
  }
}

function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
