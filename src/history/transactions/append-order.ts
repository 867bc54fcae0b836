import { microOperation } from '../transactions.ts';
import { type Cell, nil } from '../value-table.ts';
import type { AnomalyLog } from './anomaly.ts';
import { externalLengths, isAnswered, unusable } from './external-reads.ts';
import type { Words } from './words.ts';
import type { Writes } from './writes.ts';

/**
 * The order of the elements of each list, from what committed transactions read: the longest list read
 * of a key, as far as all other reads are beginnings of it (Kingsbury and Alvaro, VLDB 2020).
 * What contradicts that is reported here: elements that differ, come twice, come from nowhere or
 * from a transaction that was aborted.
 */
export class AppendOrder {
  /** Where each key's elements begin in `order`. */
  readonly first: Int32Array;
  /** The micro-operation that appended each element; -1: none did. */
  readonly order: Int32Array;
  /** How many elements of each key have a known place. */
  readonly trusted: Int32Array;
  /** By micro-operation: the place of the element that it appended; -1: unknown. */
  readonly placeOf: Int32Array;
  /** By place in `order`: the committed append at it or after it in its list; -1: none. */
  readonly committedFrom: Int32Array;
  readonly #writes: Writes;
  readonly #log: AnomalyLog;
  readonly #words: Words;
  /** By micro-operation: how many elements of a version it read. */
  readonly #lengths: Int32Array;
  /** By key: the micro-operation that read the longest list; -1: nobody read it. */
  readonly #longest: Int32Array;
  /** By key: the places of the first elements that nobody appended, and that were aborted. */
  readonly #garbage: Int32Array;
  readonly #aborted: Int32Array;

  constructor(writes: Writes, log: AnomalyLog, words: Words) {
    const keyCount = writes.keys.length;
    this.#writes = writes;
    this.#log = log;
    this.#words = words;
    this.#longest = new Int32Array(keyCount).fill(-1);
    this.first = new Int32Array(keyCount + 1);
    this.trusted = new Int32Array(keyCount);
    this.placeOf = new Int32Array(writes.microCount).fill(-1);
    this.#garbage = new Int32Array(keyCount).fill(-1);
    this.#aborted = new Int32Array(keyCount).fill(-1);
    this.#lengths = externalLengths(writes);
    this.#findLongest();
    this.order = new Int32Array(this.first[keyCount] ?? 0).fill(-1);
    for (let key = 0; key < keyCount; key += 1) this.#place(key);
    this.#compareReads();
    this.committedFrom = this.#followCommitted();
    for (let key = 0; key < keyCount; key += 1) {
      this.#reportDirtyUpdate(key);
      this.#reportReordered(key);
    }
  }

  /** Whether a micro-operation is a read that shows a version. */
  isRead(micro: number): boolean {
    return this.#lengths[micro] !== unusable;
  }

  /** How many elements the version has that a read shows. */
  lengthOf(read: number): number {
    return this.#lengths[read] ?? unusable;
  }

  /** The append of the last element of the version that a read shows; -1: none. */
  lastOf(read: number): number {
    const length = this.lengthOf(read);
    if (length <= 0) return -1;
    const last = this.#writes.history.values.elementOf(this.#cell(read), length - 1);
    return this.#writes.writerOf(this.#key(read), last);
  }

  /** The first committed append after the version that a read returned; -1: none with a known place. */
  nextOf(read: number): number {
    const key = this.#key(read);
    const length = this.lengthOf(read);
    if (length >= (this.trusted[key] ?? 0)) return -1;
    return this.committedFrom[(this.first[key] ?? 0) + length] ?? -1;
  }

  #key(micro: number): number {
    return this.#writes.keyOf[micro] ?? 0;
  }

  #cell(micro: number): Cell {
    return this.#writes.history.value[micro] ?? nil;
  }

  #findLongest(): void {
    for (let i = 0; i < this.#writes.microCount; i += 1) {
      if (!this.isRead(i)) continue;
      const key = this.#key(i);
      const best = this.#longest[key] ?? -1;
      if (best < 0 || this.lengthOf(i) > this.lengthOf(best)) this.#longest[key] = i;
    }
    for (const [key, read] of this.#longest.entries()) {
      this.first[key + 1] = (this.first[key] ?? 0) + (read < 0 ? 0 : this.lengthOf(read));
    }
  }

  #place(key: number): void {
    const read = this.#longest[key] ?? -1;
    if (read < 0) return;
    const start = this.first[key] ?? 0;
    const { values } = this.#writes.history;
    const elements = values.elementsOf(this.#cell(read)).subarray(0, this.lengthOf(read));
    this.trusted[key] = elements.length;
    for (const [i, element] of elements.entries()) {
      const writer = this.#writes.writerOf(key, element);
      this.order[start + i] = writer;
      if (writer < 0) {
        if (this.#garbage[key] === -1) this.#garbage[key] = i;
        continue;
      }
      this.#writes.observe(writer);
      if (this.#writes.isAborted(writer) && this.#aborted[key] === -1) this.#aborted[key] = i;
      if (this.placeOf[writer] === -1) this.placeOf[writer] = i;
      else this.#reportDuplicate(key, read, writer, i);
    }
  }

  #reportDuplicate(key: number, read: number, writer: number, place: number): void {
    this.trusted[key] = Math.min(this.trusted[key] ?? 0, place);
    const { transactionOf } = this.#writes;
    this.#log.report(
      'duplicate-elements',
      [transactionOf[read] ?? 0, transactionOf[writer] ?? 0],
      () => `${this.#words.did(read)}, which has ${this.#words.value(writer)} twice`,
    );
  }

  #compareReads(): void {
    for (let i = 0; i < this.#writes.microCount; i += 1) {
      if (!isAnswered(this.#writes, i)) continue;
      const key = this.#key(i);
      const longest = this.#longest[key] ?? -1;
      const length = this.lengthOf(i);
      const differs = this.isRead(i) ? this.#differsAt(i, longest) : unusable;
      const isBeginning = differs >= 0 && differs === length;
      if (differs >= 0 && !isBeginning) this.#reportOrder(i, longest, differs);
      if (!isBeginning) this.#observe(i);
      this.#reportSource(i, isBeginning ? (this.#garbage[key] ?? -1) : this.#sourceless(i));
      this.#reportAborted(i, isBeginning ? (this.#aborted[key] ?? -1) : this.#abortedIn(i));
      this.#reportIntermediate(i);
    }
  }

  /** A committed transaction saw these appends, so they committed too. */
  #observe(read: number): void {
    for (const element of this.#writes.history.values.elementsOf(this.#cell(read))) {
      const writer = this.#writes.writerOf(this.#key(read), element);
      if (writer >= 0) this.#writes.observe(writer);
    }
  }

  /** The place of the first element that is not that of the longest list; the length: none. */
  #differsAt(read: number, longest: number): number {
    const cell = this.#cell(read);
    const { values } = this.#writes.history;
    const length = this.lengthOf(read);
    if (cell === this.#cell(longest)) return length;
    const [left, right] = [values.elementsOf(cell), values.elementsOf(this.#cell(longest))];
    for (let i = 0; i < length; i += 1) if (left[i] !== right[i]) return i;
    return length;
  }

  #reportOrder(read: number, longest: number, place: number): void {
    const key = this.#key(read);
    this.trusted[key] = Math.min(this.trusted[key] ?? 0, place);
    const { transactionOf } = this.#writes;
    this.#log.report(
      'incompatible-order',
      [transactionOf[read] ?? 0, transactionOf[longest] ?? 0],
      () =>
        `${this.#words.did(read)}, but ${this.#words.did(longest)}: they differ at element ${place + 1}`,
    );
  }

  #sourceless(read: number): number {
    const elements = this.#writes.history.values.elementsOf(this.#cell(read));
    return elements.findIndex((element) => this.#writes.writerOf(this.#key(read), element) < 0);
  }

  #abortedIn(read: number): number {
    const elements = this.#writes.history.values.elementsOf(this.#cell(read));
    return elements.findIndex((element) => {
      const writer = this.#writes.writerOf(this.#key(read), element);
      return writer >= 0 && this.#writes.isAborted(writer);
    });
  }

  /** How many elements a read returned, of a version or not. */
  #shownBy(read: number): number {
    return this.#writes.history.values.lengthOf(this.#cell(read));
  }

  #reportSource(read: number, place: number): void {
    const { values } = this.#writes.history;
    const cell = this.#cell(read);
    const t = this.#writes.transactionOf[read] ?? 0;
    if (cell !== nil && !values.isList(cell)) {
      this.#log.report('garbage-read', [t], () => `${this.#words.did(read)}, which is no list`);
    } else if (place >= 0 && place < this.#shownBy(read)) {
      const element = () => values.textOf(values.elementOf(cell, place));
      const words = () => `${this.#words.did(read)}, but nobody appended ${element()}`;
      this.#log.report('garbage-read', [t], words);
    }
  }

  #reportAborted(read: number, place: number): void {
    if (place < 0 || place >= this.#shownBy(read)) return;
    const element = this.#writes.history.values.elementOf(this.#cell(read), place);
    const writer = this.#writes.writerOf(this.#key(read), element);
    const { transactionOf } = this.#writes;
    this.#log.report(
      'G1a',
      [transactionOf[read] ?? 0, transactionOf[writer] ?? 0],
      () => `${this.#words.did(read)}, but ${this.#words.did(writer)} and was aborted`,
    );
  }

  #reportIntermediate(read: number): void {
    const writer = this.lastOf(read);
    const { transactionOf, isFinal } = this.#writes;
    if (writer < 0 || isFinal[writer] === 1) return;
    if (transactionOf[writer] === transactionOf[read]) return;
    this.#log.report(
      'G1b',
      [transactionOf[read] ?? 0, transactionOf[writer] ?? 0],
      () => `${this.#words.did(read)}, but ${this.#words.did(writer)} and went on appending to it`,
    );
  }

  #followCommitted(): Int32Array {
    const next = new Int32Array(this.order.length).fill(-1);
    for (let key = 0; key + 1 < this.first.length; key += 1) {
      const start = this.first[key] ?? 0;
      let later = -1;
      for (let at = start + (this.trusted[key] ?? 0) - 1; at >= start; at -= 1) {
        const writer = this.order[at] ?? -1;
        if (writer >= 0 && this.#writes.isCommitted(writer)) later = writer;
        next[at] = later;
      }
    }
    return next;
  }

  /** Whether a committed append stands on one that was aborted. */
  #reportDirtyUpdate(key: number): void {
    const place = this.#aborted[key] ?? -1;
    if (place < 0 || place >= (this.trusted[key] ?? 0)) return;
    const at = (this.first[key] ?? 0) + place;
    const aborted = this.order[at] ?? -1;
    const update = this.committedFrom[at] ?? -1;
    if (update < 0) return;
    const { transactionOf } = this.#writes;
    this.#log.report(
      'dirty-update',
      [transactionOf[aborted] ?? 0, transactionOf[update] ?? 0],
      () =>
        `${this.#words.did(update)} after ${this.#words.did(aborted)}, which was aborted, and ${this.#words.did(this.#longest[key] ?? 0)}`,
    );
  }

  /** Whether a transaction's own appends stand in another order than that in which it made them. */
  #reportReordered(key: number): void {
    const { previous, history, transactionOf } = this.#writes;
    const start = this.first[key] ?? 0;
    for (let place = 0; place < (this.trusted[key] ?? 0); place += 1) {
      const append = this.order[start + place] ?? -1;
      if (append < 0 || !this.#writes.isCommitted(append)) continue;
      let before = previous[append] ?? -1;
      while (before >= 0 && history.kind[before] === microOperation.read) {
        before = previous[before] ?? -1;
      }
      if (before < 0) continue;
      const placeBefore = this.placeOf[before] ?? -1;
      if (placeBefore >= 0 && placeBefore < place) continue;
      const read = this.#longest[key] ?? 0;
      this.#log.report(
        'internal',
        [transactionOf[append] ?? 0, transactionOf[read] ?? 0],
        () =>
          `${this.#words.did(before)} and then ${this.#words.value(append)}, but ${this.#words.did(read)}`,
      );
    }
  }
}
