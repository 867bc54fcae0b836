/** Orders text by UTF-16 code units: the same everywhere, whatever the locale. */
export function compareText(a: string, b: string): -1 | 0 | 1 {
  return a < b ? -1 : a > b ? 1 : 0;
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

function digitsEnd(text: string, start: number): number {
  let end = start;
  while (end < text.length && isDigit(text.charCodeAt(end))) end += 1;
  return end;
}

function compareDigits(a: string, b: string): -1 | 0 | 1 {
  const x = a.replace(/^0+(?=.)/, '');
  const y = b.replace(/^0+(?=.)/, '');
  if (x.length !== y.length) return x.length < y.length ? -1 : 1;
  return compareText(x, y);
}

/**
 * Natural order: runs of ASCII digits compare by their value, all else by code units, so `db-2`
 * stands before `db-10`. Texts equal in that sense (`a1`, `a01`) fall back to code-unit order.
 */
export function compareNatural(a: string, b: string): -1 | 0 | 1 {
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(j);
    if (isDigit(x) && isDigit(y)) {
      const xEnd = digitsEnd(a, i);
      const yEnd = digitsEnd(b, j);
      const order = compareDigits(a.slice(i, xEnd), b.slice(j, yEnd));
      if (order !== 0) return order;
      i = xEnd;
      j = yEnd;
    } else {
      if (x !== y) return x < y ? -1 : 1;
      i += 1;
      j += 1;
    }
  }
  if (i < a.length) return 1;
  return j < b.length ? -1 : compareText(a, b);
}

/**
 * A new list in the order of a key: code units for text, by value for numbers, or as `compare`
 * says. Stable.
 */
export function sortedBy<T, K extends string | number>(
  items: Iterable<T>,
  key: (item: T) => K,
  compare: (a: K, b: K) => number = (a, b) => (a < b ? -1 : a > b ? 1 : 0),
): T[] {
  const keyed = Array.from(items, (item) => ({ item, key: key(item) }));
  keyed.sort((a, b) => compare(a.key, b.key));
  return keyed.map((entry) => entry.item);
}
