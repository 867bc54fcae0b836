/** A link key in one spelling, whatever the blanks: `a->b` is `a -> b`. */
export function canonicalKey(key: string): string {
  if (!key.includes('->')) return key;
  return key
    .replace(/\s*(<->|->)\s*/g, ' $1 ')
    .replace(/\s+/g, ' ')
    .trim();
}

/**
 * The keys of a dotted path: `links.client -> store.latency` is three of them. `$x` is short for
 * `params.x`.
 */
export function pathKeys(text: string): readonly string[] {
  const path = text.startsWith('$') ? `params.${text.slice(1)}` : text;
  return path.split('.').map((key) => canonicalKey(key.trim()));
}

/** Whether one path is the other or leads to a part of it. */
export function isWithin(inner: readonly string[], outer: readonly string[]): boolean {
  return outer.length <= inner.length && outer.every((key, index) => inner[index] === key);
}
