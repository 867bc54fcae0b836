import type { NodeId, Value } from '../../base/units.ts';
import type { Disk } from '../../world/node.ts';
import type { RaftLog } from './raft-log.ts';
import type { Entry } from './raft-protocol.ts';

const FILE = 'journal';

/** A record with its number: what follows a lost one is not read. */
type Line =
  | { readonly at: number; readonly term: number; readonly votedFor: NodeId }
  | { readonly at: number; readonly index: number; readonly entry: Entry };

/**
 * What a server may not forget: its term, its vote and its log, as one file that is only added to. A
 * power cut takes any of the records that are not on the platter; one that does not follow the record
 * before it was left over by such a cut and is passed over.
 */
export class RaftJournal {
  readonly #disk: Disk;
  readonly #log: RaftLog;
  readonly #keepsVote: boolean;
  #term = 0;
  #votedFor: NodeId = '';
  #written = 0;
  #safe = 0;

  /** Reads what is there into the log. Without `keepsVote` only the term of a vote is written down. */
  constructor(disk: Disk, log: RaftLog, keepsVote: boolean) {
    this.#disk = disk;
    this.#log = log;
    this.#keepsVote = keepsVote;
    for (const line of disk.records<Line & Value>(FILE)) this.#read(line);
    this.#safe = this.#written;
  }

  get term(): number {
    return this.#term;
  }

  /** Whom it voted for in its term; empty: nobody. */
  get votedFor(): NodeId {
    return this.#votedFor;
  }

  /** Enters a term with a vote, or with none. */
  vote(term: number, votedFor: NodeId): void {
    this.#term = term;
    this.#votedFor = votedFor;
    this.#add({ term, votedFor: this.#keepsVote ? votedFor : '' });
  }

  /** Puts an entry into the log, in place of what stood there and behind it. */
  put(index: number, entry: Entry): void {
    this.#log.put(index, entry);
    this.#add({ index, entry });
  }

  /** Acts as soon as all that was written up to now is on the platter. */
  whenSafe(act: () => void): void {
    if (this.#safe === this.#written) return act();
    const written = this.#written;
    this.#disk.sync(FILE).done(() => {
      this.#safe = Math.max(this.#safe, written);
      act();
    });
  }

  #add(content: { [field: string]: Value }): void {
    this.#disk.append(FILE, { at: this.#written, ...content });
    this.#written += 1;
  }

  #read(line: Line): void {
    if (line.at !== this.#written) return;
    this.#written += 1;
    if ('entry' in line) this.#log.put(line.index, line.entry);
    else {
      this.#term = line.term;
      this.#votedFor = line.votedFor;
    }
  }
}
