import type { NodeId, Value } from '../../base/units.ts';
import type { Disk } from '../../world/node.ts';
import type { RaftLog } from './raft-log.ts';
import type { Entry } from './raft-protocol.ts';
import type { RaftSettings } from './raft-settings.ts';

const FILE = 'journal';
/** Term and vote, where they are not in the journal. */
const STATE = 'state';

/** A vote, and the term in which it was given; empty: to nobody. */
type State = { readonly term: number; readonly votedFor: NodeId };

/** A record with its number: what follows a lost one is not read. */
type Line =
  | ({ readonly at: number } & State)
  | { readonly at: number; readonly index: number; readonly entry: Entry };

/**
 * What a server may not forget: its term, its vote and its log, as one file that is only added to. A
 * power cut takes any of the records that are not on the platter; one that does not follow the record
 * before it was left over by such a cut and is passed over.
 */
export class RaftJournal {
  readonly #disk: Disk;
  readonly #log: RaftLog;
  readonly #settings: Pick<RaftSettings, 'persist' | 'persistVote'>;
  #term = 0;
  #votedFor: NodeId = '';
  #written = 0;
  #safe = 0;
  /** Entries were put there since somebody waited last. */
  #hasEntries = false;
  /** Changes of any kind, and how many of them are stored; only where the state is in a file. */
  #changes = 0;
  #stored = 0;

  /** Reads what is there into the log. */
  constructor(disk: Disk, log: RaftLog, settings: Pick<RaftSettings, 'persist' | 'persistVote'>) {
    this.#disk = disk;
    this.#log = log;
    this.#settings = settings;
    for (const line of disk.records<Line & Value>(FILE)) this.#read(line);
    if (this.#isInterleaved) {
      this.#enter(disk.read<State>(STATE, { term: 0, votedFor: '' }));
    }
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
    this.#enter({ term, votedFor });
    this.#changes += 1;
    if (!this.#isInterleaved) this.#add({ at: this.#written, ...this.#state() });
  }

  /** Puts an entry into the log, in place of what stood there and behind it. */
  put(index: number, entry: Entry): void {
    this.#log.put(index, entry);
    this.#changes += 1;
    this.#hasEntries = true;
    this.#add({ at: this.#written, index, entry });
  }

  /** Acts as soon as all that was written up to now is on the platter. */
  whenSafe(act: () => void): void {
    if (!this.#isInterleaved) this.#whenJournalSafe(act);
    else if (this.#stored === this.#changes) act();
    else this.#store(this.#state(), act);
  }

  #whenJournalSafe(act: () => void): void {
    if (this.#safe === this.#written) return act();
    const written = this.#written;
    this.#disk.sync(FILE).done(() => {
      this.#safe = Math.max(this.#safe, written);
      act();
    });
  }

  /**
   * Wrong on purpose: entries first, if there are some, and then the state as it was when that began.
   * What begins later and has no entries to wait for is overwritten by the older state.
   */
  #store(state: State, act: () => void): void {
    const changes = this.#changes;
    const write = (): void => {
      this.#disk.write(STATE, state);
      this.#disk.sync(STATE).done(() => {
        this.#stored = Math.max(this.#stored, changes);
        act();
      });
    };
    const hasEntries = this.#hasEntries;
    this.#hasEntries = false;
    if (hasEntries) this.#whenJournalSafe(write);
    else write();
  }

  get #isInterleaved(): boolean {
    return this.#settings.persist === 'interleaved';
  }

  #state(): State {
    return { term: this.#term, votedFor: this.#settings.persistVote ? this.#votedFor : '' };
  }

  #enter({ term, votedFor }: State): void {
    this.#term = term;
    this.#votedFor = votedFor;
  }

  #add(line: Line): void {
    this.#disk.append(FILE, line);
    this.#written += 1;
  }

  #read(line: Line): void {
    if (line.at !== this.#written) return;
    this.#written += 1;
    if ('entry' in line) this.#log.put(line.index, line.entry);
    else this.#enter(line);
  }
}
