import { closest } from './text/suggest.ts';

/**
 * A named, ordered collection of definitions: everything of one kind that a scenario may name.
 * Refuses two items of one name, so that a word means one thing.
 */
export class Shelf<T extends { readonly name: string }> {
  /** The word for what stands here, in the singular: `fault`, `check`. */
  readonly noun: string;
  /** All items, in the order in which they were registered. */
  readonly items: readonly T[];
  readonly #byName = new Map<string, T>();

  constructor(noun: string, items: readonly T[]) {
    this.noun = noun;
    this.items = items;
    for (const item of items) {
      if (this.#byName.has(item.name)) throw new Error(`two ${noun}s are called ${item.name}`);
      this.#byName.set(item.name, item);
    }
  }

  /** All names, in the order of the shelf. */
  get names(): readonly string[] {
    return this.items.map((item) => item.name);
  }

  /** The item of that name, if there is one. */
  get(name: string): T | undefined {
    return this.#byName.get(name);
  }

  /** The name that was probably meant. */
  suggest(name: string): string | undefined {
    return closest(name, this.names);
  }
}
