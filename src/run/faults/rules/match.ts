import { purpose } from '../../../base/draw/draw.ts';
import type { Stream } from '../../../base/draw/draw.ts';
import type { NodeId } from '../../../base/units.ts';
import type { FaultPlan, MatchPlan } from '../../../scenario/plan/fault.ts';
import { globTest } from '../../../world/network/glob.ts';
import type { MessageView, RulePhase } from '../../../world/network/rule.ts';
import type { LinkAim } from '../targets/aim.ts';
import { accepts } from '../timing/trigger.ts';

/** Shares are in parts per billion. */
const whole = 1_000_000_000;

/**
 * Which messages one occurrence of a fault takes: those on its links that match, counted in order of
 * sending, and of these its share. With `match` a message is taken with all its retransmissions;
 * without it each transmission has a draw of its own.
 */
export class MessageMatch {
  readonly #match: MatchPlan | null;
  readonly #share: number;
  readonly #aim: LinkAim | null;
  readonly #isKind: (kind: string) => boolean;
  readonly #draws: Stream;
  readonly #drawsOnRelease: Stream;
  readonly #counts = new Map<string, number>();
  readonly #taken = new Set<number>();
  readonly #spared = new Set<number>();
  #lastId = -1;
  #lastAttempt = -1;
  #lastPart = -1;
  #lastLineage = -1;
  /** Where: a message that goes through switches is asked about at each hop. */
  #lastFrom = -1;
  #lastTo = -1;
  #last = false;
  /** Messages that matched, whatever the count asks; without `match` all on its links. */
  seen = 0;

  /** `aim`: null for a fault whose target is no link. `draws`: of this occurrence alone. */
  constructor(plan: FaultPlan, aim: LinkAim | null, draws: Stream) {
    this.#match = plan.match;
    // Of other kinds it is the share of occurrences that happen at all.
    this.#share = plan.definition.actsOnMessages ? plan.probabilityPpb / whole : 1;
    this.#aim = aim;
    const kind = plan.match?.message ?? null;
    this.#isKind = kind === null ? () => true : globTest(kind);
    this.#draws = draws;
    this.#drawsOnRelease = draws.child('release');
  }

  /** All senders and receivers whose messages it may take; null: any. */
  get reach(): LinkAim['reach'] {
    return this.#aim?.reach ?? null;
  }

  /** Counts anew: its `while` has become true again. */
  restart(): void {
    this.#counts.clear();
  }

  /** Whether it takes this message. Asking twice about one transmission gives one answer. */
  takes(message: MessageView, phase: RulePhase): boolean {
    if (phase !== 'departure') return this.#judge(message, phase);
    if (!this.#isLast(message)) {
      this.#last = this.#judge(message, phase);
      this.#lastId = message.id;
      this.#lastAttempt = message.attempt;
      this.#lastPart = message.part;
      this.#lastLineage = message.lineage;
      this.#lastFrom = message.fromIndex;
      this.#lastTo = message.toIndex;
    }
    return this.#last;
  }

  #isLast({ id, attempt, part, lineage, fromIndex, toIndex }: MessageView): boolean {
    return (
      id === this.#lastId &&
      attempt === this.#lastAttempt &&
      part === this.#lastPart &&
      lineage === this.#lastLineage &&
      fromIndex === this.#lastFrom &&
      toIndex === this.#lastTo
    );
  }

  #judge(message: MessageView, phase: RulePhase): boolean {
    const match = this.#match;
    if (match === null) {
      if (!this.isAimedAt(message.from, message.to)) return false;
      if (phase === 'departure' && message.role !== 'control') this.seen += 1;
      return this.#isOfShare(message, phase);
    }
    if (this.#taken.has(message.id)) return true;
    if (!this.#isKind(message.kindName) || !this.isAimedAt(message.from, message.to)) return false;
    if (!accepts(match.where, message.body)) return false;
    if (!this.#isCounted(match, message, phase)) return false;
    // The draw of a retransmission is another one, and must not overrule the first.
    if (this.#spared.has(message.id) && phase !== 'release') return false;
    if (this.#isOfShare(message, phase)) this.#taken.add(message.id);
    else this.#spared.add(message.id);
    return this.#taken.has(message.id);
  }

  /** Whether it looks for certain messages. */
  get hasMatch(): boolean {
    return this.#match !== null;
  }

  /** Whether it takes everything on its links. */
  get takesAll(): boolean {
    return this.#match === null && this.#share >= 1;
  }

  /** Whether a connection is of its share, by a draw of its own. */
  takesConnection(name: string, openedAtNs: number, ordinal: number): boolean {
    if (this.#share >= 1) return true;
    return this.#draws.child(name).at(purpose.loss, openedAtNs, ordinal, 0) < this.#share;
  }

  /** Whether a link is one of its target. */
  isAimedAt(from: NodeId, to: NodeId): boolean {
    return this.#aim === null || this.#aim.has(from, to);
  }

  /** Each `nth` counts at the first sending only. */
  #isCounted(match: MatchPlan, message: MessageView, phase: RulePhase): boolean {
    const atSending = phase === 'departure' && message.attempt === 0 && message.part === 0;
    if (atSending) this.seen += 1;
    if (match.nth === null) return true;
    if (!atSending) return false;
    const place = placeOf(match, message);
    const count = (this.#counts.get(place) ?? 0) + 1;
    this.#counts.set(place, count);
    return count >= match.nth.first && count <= match.nth.last;
  }

  #isOfShare(message: MessageView, phase: RulePhase): boolean {
    if (this.#share >= 1) return true;
    const draws = phase === 'release' ? this.#drawsOnRelease : this.#draws;
    // With `match` a message is taken with its duplicates: which of them is first may not matter.
    const drawn = this.#match === null ? message.draw(draws) : message.drawForAll(draws);
    return drawn < this.#share;
  }
}

/** What is counted together: all, the messages of one sender, or those of one link. */
function placeOf(match: MatchPlan, message: MessageView): string {
  if (match.per === null) return '';
  return match.per === 'node' ? message.from : `${message.from} -> ${message.to}`;
}
