import { printInstant } from '../../../base/time.ts';
import { eventClass } from '../../../engine/agenda.ts';
import type { Engine } from '../../../engine/engine.ts';
import type { Sentence } from '../../../scenario/sentence.ts';
import { holds } from '../../../scenario/sentence/holds.ts';
import type { SentenceState } from '../../../scenario/sentence/state.ts';
import type { RunEvents, Unsubscribe } from '../../events/events.ts';

/** Changes of one list of sentences at one instant, before it is taken for an endless quarrel. */
const mostFlips = 100;

/** Sentences that are followed, and what they came to last. */
export interface Watched {
  readonly holds: boolean;
  stop(): void;
}

class Group implements Watched {
  readonly sentences: readonly Sentence[];
  readonly listener: (holds: boolean) => void;
  readonly #remove: (group: Group) => void;
  holds: boolean;
  flips = 0;
  flippedNs = -1;

  constructor(
    sentences: readonly Sentence[],
    holdsNow: boolean,
    listener: (holds: boolean) => void,
    remove: (group: Group) => void,
  ) {
    this.sentences = sentences;
    this.holds = holdsNow;
    this.listener = listener;
    this.#remove = remove;
  }

  stop(): void {
    this.#remove(this);
  }
}

/**
 * Follows sentences: whenever a process, a link, a role or a fault changed, each list is judged
 * again and its listener told if it came to something else. Listeners run between steps.
 */
export class SentenceWatch {
  readonly #engine: Engine;
  readonly #events: RunEvents;
  readonly #state: SentenceState;
  #groups: readonly Group[] = [];
  #subscribed: Unsubscribe[] = [];
  #pending = false;

  constructor(engine: Engine, events: RunEvents, state: SentenceState) {
    this.#engine = engine;
    this.#events = events;
    this.#state = state;
  }

  /** Whether all of them hold now. */
  judge(sentences: readonly Sentence[]): boolean {
    return sentences.every((sentence) => holds(sentence, this.#state));
  }

  /** Follows a list of sentences, all of which must hold. The listener hears of changes only. */
  watch(sentences: readonly Sentence[], listener: (holds: boolean) => void): Watched {
    if (this.#groups.length === 0) {
      this.#subscribed = [
        this.#events.onState(() => this.#judgeAll()),
        this.#events.onFault(({ data }) => {
          if (data.edge !== 'hit') this.touch();
        }),
      ];
    }
    const group = new Group(sentences, this.judge(sentences), listener, (one) => this.#drop(one));
    this.#groups = [...this.#groups, group];
    return group;
  }

  /** Something that sentences see has changed: judges them as the next thing at this instant. */
  touch(): void {
    if (this.#pending || this.#groups.length === 0) return;
    this.#pending = true;
    this.#engine.schedule(this.#engine.nowNs, eventClass.faultEnd, () => {
      this.#pending = false;
      this.#judgeAll();
    });
  }

  #drop(group: Group): void {
    this.#groups = this.#groups.filter((one) => one !== group);
    if (this.#groups.length > 0) return;
    for (const unsubscribe of this.#subscribed) unsubscribe();
    this.#subscribed = [];
  }

  #judgeAll(): void {
    for (const group of this.#groups) {
      if (!this.#groups.includes(group)) continue;
      const holdsNow = this.judge(group.sentences);
      if (holdsNow === group.holds || this.#quarrels(group)) continue;
      group.holds = holdsNow;
      group.listener(holdsNow);
    }
  }

  /** Sentences that make themselves false (`while: not x is active` on x) must not stop time. */
  #quarrels(group: Group): boolean {
    const { nowNs } = this.#engine;
    if (group.flips >= mostFlips) return true;
    if (group.flippedNs !== nowNs) {
      group.flippedNs = nowNs;
      group.flips = 0;
    }
    group.flips += 1;
    if (group.flips === mostFlips) {
      const words = group.sentences.map(({ text }) => text).join(', ');
      this.#events.noted(
        `at ${printInstant(nowNs)} "${words}" became true and false again without end; from here on it is left as it was`,
      );
    }
    return group.flips >= mostFlips;
  }
}
