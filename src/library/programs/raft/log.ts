import type { Entry } from './protocol.ts';

const nothing: Entry = { term: 0, op: 'none', id: '', key: '', value: '' };

/** A log whose places are counted from 1; place 0 stands for what was before everything. */
export class RaftLog {
  readonly #entries: Entry[] = [nothing];

  get lastIndex(): number {
    return this.#entries.length - 1;
  }

  get lastTerm(): number {
    return this.at(this.lastIndex).term;
  }

  /** The entry of a place that the log has. */
  at(index: number): Entry {
    return this.#entries[index] ?? nothing;
  }

  /** Whether it has an entry of this term there. */
  has(index: number, term: number): boolean {
    return index <= this.lastIndex && this.at(index).term === term;
  }

  /** At most so many entries from a place on. */
  from(index: number, most: number): readonly Entry[] {
    return this.#entries.slice(index, index + most);
  }

  /** Puts an entry at a place; what stood there and behind it is gone. */
  put(index: number, entry: Entry): void {
    if (index <= this.lastIndex) this.#entries.length = index;
    this.#entries.push(entry);
  }

  /** Whether it holds nothing that another log, of which this is the end, may lack (§5.4.1). */
  isCoveredBy(lastIndex: number, lastTerm: number): boolean {
    return lastTerm > this.lastTerm || (lastTerm === this.lastTerm && lastIndex >= this.lastIndex);
  }

  /**
   * The last place at which it may agree with a leader whose entry at `index` it does not have: a
   * whole term is passed over at once (end of §5.3).
   */
  lastChance(index: number): number {
    if (index > this.lastIndex) return this.lastIndex;
    const { term } = this.at(index);
    let place = index;
    while (place > 0 && this.at(place).term === term) place -= 1;
    return place;
  }
}
