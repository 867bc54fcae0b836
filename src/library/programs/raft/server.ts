import { type Duration, type NodeId, ns } from '../../../base/units.ts';
import { majority, type Timer } from '../../../world/program/node.ts';
import type { Body } from '../../../world/program/protocol.ts';
import { RaftJournal } from './journal.ts';
import { Leadership, type Led } from './leadership.ts';
import { RaftLog } from './log.ts';
import { commandText, type raftMessages, type RaftNode } from './protocol.ts';
import { RaftRegisters } from './registers.ts';
import type { RaftSettings } from './settings.ts';

type Sent<K extends keyof typeof raftMessages> = Body<(typeof raftMessages)[K]>;

/** The most that a write waits for a thread of the pool, where there is one. */
const slowestThread = ns(50_000_000);

/** One server: who leads, who is to lead, and how far the log is done. */
export class RaftServer implements Led {
  readonly node: RaftNode;
  readonly settings: RaftSettings;
  readonly log = new RaftLog();
  readonly journal: RaftJournal;
  readonly registers: RaftRegisters;
  role: 'follower' | 'pre-candidate' | 'candidate' | 'leader' = 'follower';
  leader: NodeId | null = null;
  commit = 0;
  leadership: Leadership | null = null;
  #applied = 0;
  readonly #votes = new Set<NodeId>();
  readonly #silence: Timer;
  /** What a leader or a candidate does again and again. */
  #beat: Timer | null = null;
  /** When it heard a leader, on its own clock. */
  #heardNs = -Infinity;

  constructor(node: RaftNode, settings: RaftSettings) {
    this.node = node;
    this.settings = settings;
    this.journal = new RaftJournal(node.disk, this.log, settings, (act) => {
      node.after(node.random.duration(ns(0), slowestThread), act);
    });
    this.registers = new RaftRegisters(settings.remembered);
    // It may have heard one just before it was restarted, whose lease rests on this.
    if (settings.reads === 'lease' && node.boot.reason !== 'first') {
      this.#heardNs = node.clock.boot();
    }
    this.#silence = node.after(this.#patience(), () => this.#campaign());
  }

  // ── Elections (§5.2, §5.4.1; the vote before the vote: thesis, §9.6) ──

  #patience(): Duration {
    const { election } = this.settings;
    return this.node.random.duration(election, ns(election * 2));
  }

  #campaign(): void {
    this.#silence.reset(this.#patience());
    if (this.settings.preVote) this.#askForVotes('pre-candidate');
    else this.#stand();
  }

  #stand(): void {
    const { journal, node } = this;
    const term = journal.term + 1;
    this.leader = null;
    journal.vote(term, node.id);
    this.role = 'candidate';
    journal.whenSafe(() => {
      if (this.role === 'candidate' && journal.term === term) this.#askForVotes('candidate');
    });
  }

  #askForVotes(role: 'pre-candidate' | 'candidate'): void {
    const { node, journal, log } = this;
    const pre = role === 'pre-candidate';
    this.role = role;
    this.#votes.clear();
    const { lastIndex, lastTerm } = log;
    const term = pre ? journal.term + 1 : journal.term;
    const ask = (): void => {
      const others = node.peers.filter((id) => !this.#votes.has(id));
      node.send(others, 'ask-vote', { term, lastIndex, lastTerm, pre });
    };
    this.#repeat(() => (this.role === role ? ask() : this.#repeat(null)));
    ask();
    this.#count(node.id);
  }

  #count(from: NodeId): void {
    this.#votes.add(from);
    if (this.#votes.size < majority(this.node.members)) return;
    if (this.role === 'pre-candidate') this.#stand();
    else this.#lead();
  }

  onVote({ term, granted, pre }: Sent<'vote'>, from: NodeId): void {
    if (!granted) return this.#learn(term);
    const { journal, role } = this;
    const isWanted = pre
      ? role === 'pre-candidate' && term === journal.term + 1
      : role === 'candidate' && term === journal.term;
    if (isWanted) this.#count(from);
  }

  onAskVote(asked: Sent<'ask-vote'>, from: NodeId): void {
    const { term, pre } = asked;
    const { journal, node, log } = this;
    const isCovered = log.isCoveredBy(asked.lastIndex, asked.lastTerm);
    if (pre) {
      const granted = isCovered && term > journal.term && !this.#hearsLeader;
      node.send(from, 'vote', { term: granted ? term : journal.term, granted, pre });
      return;
    }
    // A lease rests on this: who has just heard a leader helps nobody to become another one.
    const isDeaf = this.settings.reads === 'lease' && this.#hearsLeader;
    if (!isDeaf) this.#learn(term);
    const mayVote = journal.votedFor === '' || journal.votedFor === from;
    const granted = !isDeaf && term === journal.term && mayVote && isCovered;
    if (granted) {
      if (journal.votedFor === '') journal.vote(term, from);
      this.#silence.reset(this.#patience());
      node.at('voted');
    }
    const vote = { term: journal.term, granted, pre };
    journal.whenSafe(() => node.send(from, 'vote', vote));
  }

  /** Does this with every heartbeat, in place of what it did until now. */
  #repeat(action: (() => void) | null): void {
    this.#beat?.cancel();
    this.#beat = action === null ? null : this.node.every(this.settings.heartbeat, action);
  }

  /** Whether it has heard a leader, or has led, within the shortest time of an election. */
  get #hearsLeader(): boolean {
    const { node, leadership, settings } = this;
    const heardNs = leadership === null ? this.#heardNs : leadership.confirmedNs;
    return node.clock.boot() - heardNs < settings.election;
  }

  /** Somebody is in this term: whoever is behind follows, and has not voted there. */
  #learn(term: number): void {
    if (term <= this.journal.term) return;
    this.#stepDown('higher-term');
    this.role = 'follower';
    this.leader = null;
    this.journal.vote(term, '');
  }

  // ── Leading ──

  #lead(): void {
    const { node } = this;
    this.role = 'leader';
    this.leader = node.id;
    this.#silence.cancel();
    this.#repeat(() => this.#keepUp());
    node.observe('elected', { term: this.journal.term });
    this.leadership = new Leadership(this);
    this.leadership.begin();
  }

  #keepUp(): void {
    const { leadership, node, settings } = this;
    if (leadership === null) return;
    const silentNs = node.clock.boot() - leadership.confirmedNs;
    if (settings.checkQuorum && silentNs > settings.election) this.#stepDown('no-quorum');
    else leadership.askAround();
  }

  #stepDown(why: 'higher-term' | 'no-quorum'): void {
    const { leadership, node } = this;
    if (leadership === null) return;
    this.leadership = null;
    this.role = 'follower';
    this.leader = null;
    this.#repeat(null);
    this.#silence.reset(this.#patience());
    const silent = ns(node.clock.boot() - leadership.confirmedNs);
    node.observe('deposed', { term: leadership.term, why, silent });
    leadership.end();
  }

  // ── Following (§5.3) ──

  onAppend(sent: Sent<'append'>, from: NodeId): void {
    const { journal, log, node } = this;
    const { term, prevIndex, prevTerm, entries, commit, round } = sent;
    this.#learn(term);
    const answer = (ok: boolean, match: number): void => {
      const body = { term: journal.term, ok, match, round };
      journal.whenSafe(() => node.send(from, 'appended', body));
    };
    if (term < journal.term) return answer(false, 0);
    this.role = 'follower';
    this.leader = from;
    this.#heardNs = node.clock.boot();
    this.#silence.reset();
    if (!log.has(prevIndex, prevTerm)) return answer(false, log.lastChance(prevIndex));
    let index = prevIndex;
    for (const entry of entries) {
      index += 1;
      if (log.has(index, entry.term)) continue;
      journal.put(index, entry);
      node.observe('appended', { index, term: entry.term, value: commandText(entry) });
    }
    if (entries.length > 0) node.at('stored');
    this.commitTo(Math.min(commit, index));
    answer(true, index);
  }

  onAppended({ term, ok, match, round }: Sent<'appended'>, from: NodeId): void {
    this.#learn(term);
    if (term === this.leadership?.term) this.leadership.heard(from, ok, match, round);
  }

  /** Does all that is committed, in its order. */
  commitTo(commit: number): void {
    this.commit = Math.max(this.commit, commit);
    while (this.#applied < this.commit) {
      this.#applied += 1;
      const entry = this.log.at(this.#applied);
      this.registers.apply(entry);
      this.node.observe('applied', {
        index: this.#applied,
        term: entry.term,
        value: commandText(entry),
      });
      this.leadership?.applied(this.#applied);
    }
  }
}
