import type { NodeId } from '../../../base/units.ts';
import type { Disk, Pending } from '../../../world/program/node.ts';
import type { Change } from './protocol.ts';

/** A copy: the log of changes, what it makes of the registers, and what was promised. */
export class LogCopy {
  term = 0;
  votedFor: NodeId | null = null;
  log: readonly Change[] = [];
  /** Not on disk: a node that was restarted follows nobody. */
  leader: NodeId | null = null;
  readonly #id: NodeId;
  readonly #disk: Disk;

  constructor(id: NodeId, disk: Disk) {
    this.#id = id;
    this.#disk = disk;
    Object.assign(this, disk.read('saved', {}));
  }

  /** Waits until all of it is on the platter. Only then may others hear of it. */
  save(): Pending<void> {
    const { term, votedFor, log } = this;
    this.#disk.write('saved', { term, votedFor, log });
    return this.#disk.sync('saved');
  }

  /** Whether it leads this term, as far as it knows. */
  leads(term: number): boolean {
    return this.leader === this.#id && this.term === term;
  }

  /** The term of the last of its first so many changes. */
  termAt(length: number): number {
    return this.log[length - 1]?.term ?? 0;
  }

  /** How long the log has to be to hold the change of an operation; 0 when it does not. */
  lengthWith(operation: string): number {
    return this.log.findIndex(({ id }) => id === operation) + 1;
  }

  /**
   * How long the log must be where it is kept so that nobody can replace its first so many changes: as
   * long as a change of this term that is not before them. One of an earlier term gives way to any
   * later one, a majority may have it or not (Ongaro and Ousterhout 2014, figure 8). Where there is no
   * change of this term, the register is given again what it has.
   */
  heldBy(term: number, key: string, length: number): number {
    if (this.termAt(length) === term) return length;
    if (this.termAt(this.log.length) !== term) {
      this.log = [...this.log, { term, id: '', key, value: this.registers()[key] ?? '' }];
    }
    return this.log.length;
  }

  /** Moves on to a later term, in which it has promised nothing yet. */
  enter(term: number): void {
    if (term > this.term) Object.assign(this, { term, votedFor: null, leader: null });
  }

  /** Promises its vote of this term, once, and to nobody who may lack what it has. */
  voteFor(candidate: NodeId, length: number, lastTerm: number): boolean {
    const own = this.termAt(this.log.length);
    const lacks = lastTerm < own || (lastTerm === own && length < this.log.length);
    if (lacks || (this.votedFor ?? candidate) !== candidate) return false;
    this.votedFor = candidate;
    return true;
  }

  /** Takes changes that follow the first `after` of its own; what does not agree with them is gone. */
  take(after: number, changes: readonly Change[]): void {
    const first = changes.findIndex(({ term }, i) => this.termAt(after + i + 1) !== term);
    if (first < 0) return;
    this.log = [...this.log.slice(0, after + first), ...changes.slice(first)];
  }

  /** What the changes make of the registers. */
  registers(): { readonly [key: string]: string } {
    return Object.fromEntries(this.log.map(({ key, value }) => [key, value]));
  }
}
