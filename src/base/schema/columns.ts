import type { Description } from './description.ts';
import { ColumnReader } from './column-reader.ts';
import { columnWriter } from './column-writer.ts';
import type { ColumnWriter } from './column-writer.ts';

/** Words of a part of the columns, and the most that one value may take of it. */
const partWords = 65_536;
const mostWords = 256;

/** One part: what a value's words say of texts are places in the texts of the same part. */
interface Part {
  readonly words: Int32Array;
  readonly texts: string[];
}

/** A description under its number in some columns. */
export interface Shape {
  readonly number: number;
  readonly description: Description;
  /** Null until the first value comes: most of what programs declare is never sent in one run. */
  writer: ColumnWriter | null;
}

/** Where nothing is. */
export const noPlace = -1;

/**
 * Values kept as numbers and texts in typed arrays, to be read back later: millions of objects would
 * each be copied by the collector until they are old, and visited again in every full collection. What
 * has no shape, or would take much room, is kept as the object that it is.
 */
export class Columns {
  readonly #shapes: Shape[] = [];
  readonly #parts: Part[] = [];
  readonly #objects: unknown[] = [];
  #words: Int32Array = new Int32Array(0);
  #texts: string[] = [];
  /** Words of the last part that are taken. */
  #taken = partWords;
  #last: unknown = null;
  #lastPlace = noPlace;

  /** A description that values will be kept by. */
  shape(description: Description): Shape {
    const shape = { number: this.#shapes.length, description, writer: null };
    this.#shapes.push(shape);
    return shape;
  }

  /**
   * Keeps a value and tells its place. It must be what a copier of the shape's description made; of
   * any other shape with null.
   */
  keep(value: unknown, shape: Shape | null): number {
    if (value === null) return noPlace;
    // A message to several receivers has one body.
    if (value === this.#last) return this.#lastPlace;
    const place = shape === null ? this.#keepObject(value) : this.#write(value, shape);
    this.#last = value;
    this.#lastPlace = place;
    return place;
  }

  /** What is kept there; a fresh copy unless it was kept as the object that it is. */
  at(place: number): unknown {
    if (place === noPlace) return null;
    if (place < noPlace) return this.#objects[noPlace - 1 - place];
    const { words, texts } = this.#parts[Math.floor(place / partWords)] as Part;
    const n = place % partWords;
    const { description } = this.#shapes[words[n] as number] as Shape;
    return new ColumnReader(words, texts, this.#objects, n + 1).value(description);
  }

  #keepObject(value: unknown): number {
    return noPlace - this.#objects.push(value);
  }

  #write(value: unknown, shape: Shape): number {
    if (this.#taken > partWords - mostWords) this.#begin();
    const from = this.#taken;
    const words = this.#words;
    const texts = this.#texts;
    const objects = this.#objects;
    const textCount = texts.length;
    const objectCount = objects.length;
    words[from] = shape.number;
    // What goes beyond the end of a typed array is not written.
    const write = (shape.writer ??= columnWriter(shape.description));
    const to = write(value, words, texts, objects, from + 1);
    if (to - from > mostWords) {
      texts.length = textCount;
      objects.length = objectCount;
      return this.#keepObject(value);
    }
    this.#taken = to;
    return (this.#parts.length - 1) * partWords + from;
  }

  #begin(): void {
    this.#words = new Int32Array(partWords);
    this.#texts = [];
    this.#taken = 0;
    this.#parts.push({ words: this.#words, texts: this.#texts });
  }
}
