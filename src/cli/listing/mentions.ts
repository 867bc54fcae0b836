import type { Item } from './items.ts';

/** The words of a text, in small letters and without the `s` of a plural. */
function wordsIn(text: string): ReadonlySet<string> {
  const words = text.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  return new Set(words.map((word) => (word.length > 3 ? word.replace(/(?<!s)s$/, '') : word)));
}

/**
 * The items that speak of a word which is the name of none: those that are called so, but for a
 * plural, come first, then those with it in their names.
 */
export function mentionsOf(text: string, items: readonly Item[]): readonly Item[] {
  const wanted = [...wordsIn(text)];
  if (wanted.length === 0) return [];
  const holds = (words: ReadonlySet<string>): boolean => wanted.every((word) => words.has(word));
  const named = items.filter(({ name }) => holds(wordsIn(name)));
  const told = items.filter(({ name, summary }) => holds(wordsIn(`${name} ${summary}`)));
  const same = named.filter(({ name }) => wordsIn(name).size === wanted.length);
  return [...new Set([...same, ...named, ...told])];
}
