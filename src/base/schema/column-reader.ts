import { InternalError } from '../errors.ts';
import { fromWords } from '../kernels/float-bits.ts';
import { mark } from './column-writer.ts';
import type { Description } from './description.ts';
import { addMember, itemOf, travelOf } from './travel.ts';

/** Reads values back that a `ColumnWriter` of the same description wrote. */
export class ColumnReader {
  readonly #words: Int32Array;
  readonly #texts: readonly string[];
  readonly #objects: readonly unknown[];
  #n: number;

  /** From place `n` of the words on. */
  constructor(words: Int32Array, texts: readonly string[], objects: readonly unknown[], n: number) {
    this.#words = words;
    this.#texts = texts;
    this.#objects = objects;
    this.#n = n;
  }

  /** The value that begins here: a fresh copy, but for what was kept as the object that it is. */
  value(description: Description): unknown {
    const travel = travelOf(description);
    switch (travel.kind) {
      case 'leaf':
        if (travel.encoding === 'number') return this.#number();
        if (travel.encoding === 'boolean') return this.#word() === 1;
        if (travel.encoding === 'text') return this.#texts[this.#word()];
        return description.words?.[this.#word()];
      case 'object':
        return this.#object(description);
      case 'list':
        return this.#list(description);
      case 'map':
      case 'value':
        return this.#objects[this.#word()];
      case 'never':
        throw new InternalError(`a ${description.word} has no place in columns`);
    }
  }

  #word(): number {
    const word = this.#words[this.#n] as number;
    this.#n += 1;
    return word;
  }

  #number(): number {
    const word = this.#word();
    return word === mark.double ? fromWords(this.#word(), this.#word()) : word;
  }

  #object(description: Description): object {
    const object: { [name: string]: unknown } = {};
    for (const [name, field] of Object.entries(description.fields ?? {})) {
      if (field.optional && this.#passesMark(field)) continue;
      addMember(object, name, this.value(field));
    }
    return object;
  }

  /** Passes over the mark of a member that is not there (then true), or of an object that is. */
  #passesMark(field: Description): boolean {
    const isAbsent = this.#words[this.#n] === mark.absent;
    if (isAbsent || travelOf(field).kind === 'object') this.#n += 1;
    return isAbsent;
  }

  #list(description: Description): unknown {
    const length = this.#word();
    if (length < 0) return this.#objects[-length - 1];
    const item = itemOf(description);
    return Array.from({ length }, () => this.value(item));
  }
}
