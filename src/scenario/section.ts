import { closest } from '../base/suggest.ts';
import type { Problems } from './problems.ts';
import { entrySpots, isNull, mappingAt, nameOfSpot, type Spot, spotUnder } from './tree.ts';
import { plainTree } from './plain.ts';

/** A map being read: knows which keys were asked for, and tells at the end which mean nothing. */
export class Section {
  readonly spot: Spot;
  readonly #problems: Problems;
  readonly #asked = new Set<string>();
  readonly #own = new Set<string>();

  /** `what` it is goes into messages: `a fault`. An empty entry is an empty map. */
  constructor(spot: Spot, what: string, problems: Problems) {
    this.#problems = problems;
    if (spot.tree.kind !== 'map' && !isNull(spot.tree)) {
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

  /** Tells which keys mean nothing here; answers those that were probably meant. */
  close(): ReadonlySet<string> {
    const known = [...new Set([...this.#asked, ...this.#own])];
    const meantKeys = new Set<string>();
    for (const spot of entrySpots(this.spot)) {
      const key = nameOfSpot(spot);
      if (known.includes(key)) {
        if (isNull(spot.tree)) this.#warnOfNoValue(key, spot);
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
