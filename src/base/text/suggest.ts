import { compareText } from '../order.ts';

/** Damerau-Levenshtein distance with adjacent swaps (each part edited once), in code units. */
export function editDistance(a: string, b: string): number {
  const width = b.length + 1;
  const cells = new Uint32Array((a.length + 1) * width);
  const at = (i: number, j: number): number => cells[i * width + j] ?? 0;
  for (let i = 0; i <= a.length; i += 1) cells[i * width] = i;
  for (let j = 0; j <= b.length; j += 1) cells[j] = j;
  for (let i = 1; i <= a.length; i += 1) {
    for (let j = 1; j <= b.length; j += 1) {
      const same = a.charCodeAt(i - 1) === b.charCodeAt(j - 1) ? 0 : 1;
      let best = Math.min(at(i - 1, j) + 1, at(i, j - 1) + 1, at(i - 1, j - 1) + same);
      const swapped =
        i > 1 &&
        j > 1 &&
        a.charCodeAt(i - 1) === b.charCodeAt(j - 2) &&
        a.charCodeAt(i - 2) === b.charCodeAt(j - 1);
      if (swapped) best = Math.min(best, at(i - 2, j - 2) + 1);
      cells[i * width + j] = best;
    }
  }
  return at(a.length, b.length);
}

/**
 * The candidate nearest to a misspelt word, at most a third of the word's length away (but at
 * least one edit is allowed). Of equally near ones that which lacks no letter that was written
 * (`n-1` for `n1`, not `n`), then the first by code units. One that differs in nothing but capitals
 * is meant before all others. Undefined if none.
 */
export function closest(word: string, candidates: Iterable<string>): string | undefined {
  const allowed = Math.max(1, Math.floor(word.length / 3));
  const small = word.toLowerCase();
  let found: string | undefined;
  let nearest = allowed;
  for (const candidate of candidates) {
    const meant = candidate.toLowerCase() === small;
    if (!meant && Math.abs(candidate.length - word.length) > allowed) continue;
    const distance = meant ? 0 : editDistance(word, candidate);
    if (distance > nearest) continue;
    if (found === undefined || distance < nearest || isMeantBefore(candidate, found, word)) {
      nearest = distance;
      found = candidate;
    }
  }
  return found;
}

/** True when the first of two words that are equally near is rather meant. */
function isMeantBefore(one: string, other: string, word: string): boolean {
  const keeps = holdsInOrder(one, word);
  return keeps === holdsInOrder(other, word) ? compareText(one, other) < 0 : keeps;
}

/** True when every letter of a part stands in the text, in their order. */
function holdsInOrder(text: string, part: string): boolean {
  let at = 0;
  for (const letter of text)
    if (at < part.length && part.startsWith(letter, at)) at += letter.length;
  return at === part.length;
}
