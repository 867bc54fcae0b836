import type { NodeId } from '../../../base/units.ts';
import { majority } from '../../../world/program/node.ts';
import type { RaftJournal } from './journal.ts';
import type { RaftLog } from './log.ts';
import { commandText, type Entry, type RaftNode } from './protocol.ts';
import { leaseNs, type RaftSettings } from './settings.ts';

/** What a leader knows of a follower. */
interface Follower {
  readonly id: NodeId;
  /** The next place to send, and the last one that is known to be alike. */
  next: number;
  match: number;
  /** The last place that was sent. */
  sent: number;
  /** The newest round that it has answered. */
  round: number;
}

/** A read that waits until a majority has answered a round that began after it. */
interface Read {
  readonly round: number;
  readonly answer: (isCurrent: boolean) => void;
}

/** What leading a term needs of the server. */
export interface Led {
  readonly node: RaftNode;
  readonly settings: RaftSettings;
  readonly log: RaftLog;
  readonly journal: RaftJournal;
  readonly commit: number;
  commitTo(index: number): void;
}

/**
 * One term of one leader: how far the followers are (§5.3), which entries are committed (§5.4.2), and
 * when a majority last confirmed that it leads (thesis, §6.4).
 */
export class Leadership {
  readonly term: number;
  readonly #server: Led;
  readonly #followers: readonly Follower[];
  readonly #need: number;
  /** Where `#majorityOf` sorts. */
  readonly #ranked: number[] = [];
  /** What was there when it began, or its own first entry: with it, all acknowledged writes. */
  readonly #begin: number;
  /** When its rounds began, on its own clock. */
  readonly #beganNs: number[] = [];
  #confirmed = 0;
  /** How far its own log is on disk. */
  #stored = 0;
  #isOver = false;
  readonly #writes = new Map<number, (isDone: boolean) => void>();
  #reads: Read[] = [];

  constructor(server: Led) {
    const { node, log, settings, journal } = server;
    this.#server = server;
    this.term = journal.term;
    this.#need = majority(node.members);
    const next = log.lastIndex + 1;
    this.#followers = node.peers.map((id) => ({ id, next, match: 0, sent: next - 1, round: 0 }));
    this.#begin = settings.commit === 'own-term' ? next : log.lastIndex;
    this.#beganNs.push(node.clock.boot());
  }

  /** Takes office: an entry of its own term commits all that stand before it (§8). */
  begin(): void {
    const { settings, journal, log } = this.#server;
    if (settings.commit === 'own-term') {
      this.propose({ op: 'none', id: '', key: '', value: '' }, () => undefined);
      return;
    }
    this.askAround();
    journal.whenSafe(() => this.#isStored(log.lastIndex));
  }

  /** Puts a command into the log. Answers once: done, or not to be known any more. */
  propose(command: Omit<Entry, 'term'>, answer: (isDone: boolean) => void): void {
    const { node, journal, log } = this.#server;
    const entry = { term: this.term, ...command };
    const index = log.lastIndex + 1;
    journal.put(index, entry);
    this.#writes.set(index, answer);
    node.observe('appended', { index, term: entry.term, value: commandText(entry) });
    this.askAround();
    journal.whenSafe(() => this.#isStored(index));
  }

  /** Answers as soon as it is certain that no later leader had written before it was asked. */
  read(answer: (isCurrent: boolean) => void): void {
    if (this.#holdsLease && this.#isReady) return answer(true);
    this.askAround();
    this.#reads.push({ round: this.#round, answer });
    this.#serve();
  }

  /** Begins a round: each follower is sent what it lacks, or nothing but that the leader is there. */
  askAround(): void {
    this.#beganNs.push(this.#server.node.clock.boot());
    // Those who lack the same are told with the same words, which are put together only once.
    let alike: Follower[] = [];
    for (const follower of this.#followers) {
      if (alike.length > 0 && alike[0]?.next !== follower.next) {
        this.#send(alike);
        alike = [];
      }
      alike.push(follower);
    }
    this.#send(alike);
    this.#confirm();
  }

  /** When the round began that a majority has answered, on its own clock in ns. */
  get confirmedNs(): number {
    return this.#beganNs[this.#confirmed] ?? 0;
  }

  /** A follower has answered. */
  heard(from: NodeId, ok: boolean, match: number, round: number): void {
    const follower = this.#followers.find(({ id }) => id === from);
    if (follower === undefined) return;
    if (round > follower.round) {
      follower.round = round;
      this.#confirm();
    }
    if (ok) {
      if (match > follower.match) {
        follower.match = match;
        this.#commit();
      }
      follower.next = follower.match + 1;
    } else {
      follower.next = Math.max(follower.match + 1, Math.min(follower.next - 1, match + 1));
    }
    const { lastIndex } = this.#server.log;
    if (!ok || (match >= follower.sent && match < lastIndex)) this.#send([follower]);
  }

  /** The entry of this place is committed. */
  applied(index: number): void {
    const answer = this.#writes.get(index);
    this.#writes.delete(index);
    answer?.(true);
  }

  /** It does not lead any more. What it was asked may still be done by others. */
  end(): void {
    this.#isOver = true;
    for (const answer of this.#writes.values()) answer(false);
    for (const { answer } of this.#reads) answer(false);
    this.#reads = [];
  }

  get #round(): number {
    return this.#beganNs.length - 1;
  }

  get #isReady(): boolean {
    return this.#server.commit >= this.#begin;
  }

  get #holdsLease(): boolean {
    const { node, settings } = this.#server;
    if (settings.reads !== 'lease') return false;
    return node.clock.boot() < this.confirmedNs + leaseNs(settings);
  }

  /** Sends followers what they lack: all of them from the same place on. */
  #send(followers: readonly Follower[]): void {
    const { node, log, settings, commit } = this.#server;
    const [first] = followers;
    if (first === undefined) return;
    const prevIndex = first.next - 1;
    const entries = log.from(first.next, settings.batch);
    for (const follower of followers) follower.sent = prevIndex + entries.length;
    const prevTerm = log.at(prevIndex).term;
    const round = this.#round;
    node.send(
      followers.map(({ id }) => id),
      'append',
      { term: this.term, prevIndex, prevTerm, entries, commit, round },
    );
  }

  #isStored(index: number): void {
    if (this.#isOver) return;
    this.#stored = Math.max(this.#stored, index);
    this.#commit();
  }

  /** What a majority has, itself among them. */
  #majorityOf(own: number, what: 'round' | 'match'): number {
    const ranked = this.#ranked;
    ranked[0] = own;
    // Sorted as they come in, the highest first: there are few, and this is asked with every answer.
    for (let nth = 0; nth < this.#followers.length; nth += 1) {
      const value = this.#followers[nth]?.[what] ?? 0;
      let place = nth + 1;
      for (; place > 0 && (ranked[place - 1] ?? 0) < value; place -= 1)
        ranked[place] = ranked[place - 1] ?? 0;
      ranked[place] = value;
    }
    return ranked[this.#need - 1] ?? 0;
  }

  #confirm(): void {
    const round = this.#majorityOf(this.#round, 'round');
    if (round === this.#confirmed) return;
    this.#confirmed = round;
    this.#serve();
  }

  #commit(): void {
    const { log, commit, settings } = this.#server;
    const held = this.#majorityOf(this.#stored, 'match');
    const isOwn = log.at(held).term === this.term;
    if (held <= commit || (settings.commit === 'own-term' && !isOwn)) return;
    this.#server.commitTo(held);
    this.#serve();
  }

  #serve(): void {
    if (this.#reads.length === 0 || !this.#isReady) return;
    const served = this.#reads.filter(({ round }) => round <= this.#confirmed);
    if (served.length === 0) return;
    this.#reads = this.#reads.filter(({ round }) => round > this.#confirmed);
    for (const { answer } of served) answer(true);
  }
}
