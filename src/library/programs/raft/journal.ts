import type { NodeId, Value } from '../../../base/units.ts';
import type { Disk } from '../../../world/program/node.ts';
import type { RaftLog } from './log.ts';
import type { Entry } from './protocol.ts';
import type { RaftSettings } from './settings.ts';

const FILE = 'journal';
/** Where all is kept if there is no journal. */
const STATE = 'state';

/** A vote, and the term in which it was given; empty: to nobody. */
type Vote = { readonly term: number; readonly votedFor: NodeId };
/** The vote and the whole log, a line of text for each entry: it is written often, and a line made once. */
type State = Vote & { readonly lines: readonly string[] };

/** A record with its number: what follows a lost one is not read. */
type Line =
  | ({ readonly at: number } & Vote)
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
  /** Does something as soon as one of several threads has time for it. */
  readonly #soon: (act: () => void) => void;
  #term = 0;
  #votedFor: NodeId = '';
  #written = 0;
  /** So many of them are on the platter for sure: what a restart finds may be in the page cache alone. */
  #safe = 0;
  /** The log as it goes into the file; only where the state is in a file. */
  #lines: readonly string[] = [];
  /** Changes of any kind, and how many of them are stored; only where the state is in a file. */
  #changes = 0;
  #stored = 0;

  /** Reads what is there into the log. */
  constructor(
    disk: Disk,
    log: RaftLog,
    settings: Pick<RaftSettings, 'persist' | 'persistVote'>,
    soon: (act: () => void) => void,
  ) {
    this.#disk = disk;
    this.#log = log;
    this.#settings = settings;
    this.#soon = soon;
    if (this.#isInterleaved) this.#readState();
    else for (const line of disk.records<Line & Value>(FILE)) this.#read(line);
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
    if (!this.#isInterleaved) this.#add({ at: this.#written, ...this.#vote() });
  }

  /** Puts an entry into the log, in place of what stood there and behind it. */
  put(index: number, entry: Entry): void {
    this.#log.put(index, entry);
    this.#changes += 1;
    if (this.#isInterleaved) {
      this.#lines = [...this.#lines.slice(0, index - 1), JSON.stringify(entry)];
    } else this.#add({ at: this.#written, index, entry });
  }

  /** Acts as soon as all that was written up to now is on the platter. */
  whenSafe(act: () => void): void {
    if (this.#isInterleaved) return this.#whenStored(act);
    if (this.#safe === this.#written) return act();
    const written = this.#written;
    this.#disk.sync(FILE).done(() => {
      this.#safe = Math.max(this.#safe, written);
      act();
    });
  }

  /**
   * Wrong on purpose: the whole state as it is now goes to a pool of threads, which write in any
   * order. When two are under way at once, the older one may be the last, and is what a restart finds.
   */
  #whenStored(act: () => void): void {
    if (this.#stored === this.#changes) return act();
    const changes = this.#changes;
    const state: State & Value = { ...this.#vote(), lines: this.#lines };
    this.#soon(() => {
      this.#disk.write(STATE, state);
      this.#disk.sync(STATE).done(() => {
        this.#stored = Math.max(this.#stored, changes);
        act();
      });
    });
  }

  get #isInterleaved(): boolean {
    return this.#settings.persist === 'interleaved';
  }

  #vote(): Vote {
    return { term: this.#term, votedFor: this.#settings.persistVote ? this.#votedFor : '' };
  }

  #enter({ term, votedFor }: Vote): void {
    this.#term = term;
    this.#votedFor = votedFor;
  }

  #add(line: Line): void {
    this.#disk.append(FILE, line);
    this.#written += 1;
  }

  #readState(): void {
    const state = this.#disk.read<State & Value>(STATE, { term: 0, votedFor: '', lines: [] });
    this.#lines = state.lines;
    state.lines.forEach((line, place) => this.#log.put(place + 1, JSON.parse(line) as Entry));
    this.#enter(state);
  }

  #read(line: Line): void {
    if (line.at !== this.#written) return;
    this.#written += 1;
    if ('entry' in line) this.#log.put(line.index, line.entry);
    else this.#enter(line);
  }
}
