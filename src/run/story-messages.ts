import type { MessageReport, WitnessEvent } from './report/report.ts';

/** Most messages of a story that explains a violation, and of one that has none to explain. */
export const mostMessages = { ofViolation: 20, ofMilestones: 12 } as const;
/** Most that were lost on the way and are told for that alone. */
const mostLost = 4;
/** How many messages back a chain of causes is followed. */
const longestChain = 8;

/** How much a message explains; the lower, the more. */
const rank = {
  /** A question or an answer of an operation that is evidence. */
  asked: 0,
  /** It made a node do what is evidence. */
  cause: 1,
  lost: 2,
  /** It made a node do what a reader is shown. */
  told: 3,
  /** One of these would not have been sent without it. */
  earlier: 4,
} as const;

/** What a story is about. */
export interface Matter {
  readonly proof: readonly WitnessEvent[];
  /** What else a reader is shown: the story, and evidence of other verdicts. */
  readonly told: readonly WitnessEvent[];
  /** When it was decided; null: there is nothing to explain. */
  readonly untilNs: number | null;
}

/** How an operation's questions and answers are marked, whichever attempt they are of. */
function requestOf({ type, data }: WitnessEvent): string | null {
  if (type !== 'completed' && type !== 'invoked') return null;
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return null;
  const { workload, client, number, attempt } = data as { readonly [field: string]: unknown };
  if (typeof workload !== 'string' || typeof client !== 'string') return null;
  const id = `${workload}/${client}#${Number(number)}`;
  return Number(attempt) > 1 ? `${id}.${Number(attempt)}` : id;
}

/** Chooses those messages of a run that a reader of its story wants to see. */
export class StoryMessages {
  readonly #all: readonly MessageReport[];
  readonly #ranks = new Map<MessageReport, number>();
  /** By the operation or call that they are questions and answers of. */
  readonly #asked = new Map<string, MessageReport[]>();
  /** What each node took up, in order. */
  readonly #heard = new Map<string, MessageReport[]>();

  constructor(all: readonly MessageReport[]) {
    this.#all = all;
    for (const one of all) {
      if (one.request === null) continue;
      const asked = this.#asked.get(one.request);
      if (asked === undefined) this.#asked.set(one.request, [one]);
      else asked.push(one);
    }
    const ended = all.filter(({ fate }) => fate === 'delivered');
    for (const one of ended.toSorted((a, b) => endOf(a) - endOf(b))) {
      const heard = this.#heard.get(one.to);
      if (heard === undefined) this.#heard.set(one.to, [one]);
      else heard.push(one);
    }
  }

  /** So many at most, in the order in which they were sent. */
  choose({ proof, told, untilNs }: Matter): MessageReport[] {
    const proven = new Set(proof.map(({ seq }) => seq));
    this.#rankAsked(proof);
    for (const event of proof) this.#rankCause(event, rank.cause);
    this.#rankLost(proof, untilNs);
    for (const event of told) if (!proven.has(event.seq)) this.#rankCause(event, rank.told);
    this.#rankEarlier();
    const most = untilNs === null ? mostMessages.ofMilestones : mostMessages.ofViolation;
    return [...this.#ranks]
      .sort(([a, one], [b, other]) => one - other || b.seq - a.seq)
      .slice(0, most)
      .map(([message]) => message)
      .sort((a, b) => a.sentAt - b.sentAt || a.seq - b.seq);
  }

  #give(message: MessageReport, own: number): void {
    const known = this.#ranks.get(message);
    if (known === undefined || own < known) this.#ranks.set(message, own);
  }

  #rankAsked(proof: readonly WitnessEvent[]): void {
    const asked = new Set(proof.flatMap((event) => requestOf(event) ?? []));
    // Who tries again under one id says so with each attempt.
    const tried = [...asked].map((id) => id.replace(/\.\d+$/, ''));
    for (const id of new Set([...asked, ...tried])) {
      for (const message of this.#asked.get(id) ?? []) this.#give(message, rank.asked);
    }
  }

  /** What made a node do something, with the question if that is an answer. */
  #rankCause({ node, at, seq, type }: WitnessEvent, own: number): void {
    if (node === null || (type !== 'observed' && type !== 'completed')) return;
    const cause = this.#heardIn(node, at, seq);
    if (cause === undefined) return;
    this.#give(cause, own);
    const question = this.#questionOf(cause);
    if (question !== undefined) this.#give(question, own);
  }

  /** What a node took up just before, in the same instant: what happens in a step follows from it. */
  #heardIn(node: string, at: number, before: number): MessageReport | undefined {
    const heard = this.#lastHeard(node, before);
    return heard?.at === at ? heard : undefined;
  }

  #questionOf({ request, from, to, seq }: MessageReport): MessageReport | undefined {
    if (request === null) return undefined;
    const asked = this.#asked.get(request) ?? [];
    return asked.findLast((one) => one.from === to && one.to === from && one.seq < seq);
  }

  #lastHeard(node: string, before: number): MessageReport | undefined {
    const heard = this.#heard.get(node) ?? [];
    let [low, high] = [0, heard.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (endOf(heard[middle]) < before) low = middle + 1;
      else high = middle;
    }
    return heard[low - 1];
  }

  /** Of each kind that did not come through on a link one: the last before it was decided, else the first. */
  #rankLost(proof: readonly WitnessEvent[], untilNs: number | null): void {
    const nodes = new Set(proof.flatMap(({ node }) => node ?? []));
    const lost = new Map<string, MessageReport>();
    for (const message of this.#all) {
      const { fate, from, to, why, at } = message;
      if (fate !== 'lost' && fate !== 'refused') continue;
      if (untilNs !== null && (at === null || at > untilNs)) continue;
      if (nodes.size > 0 && !nodes.has(from) && !nodes.has(to)) continue;
      const key = `${from}\n${to}\n${message.message}\n${why ?? ''}`;
      if (untilNs !== null) lost.delete(key);
      else if (lost.has(key)) continue;
      lost.set(key, message);
    }
    const all = [...lost.values()];
    const told = untilNs === null ? all.slice(0, mostLost) : all.slice(-mostLost);
    for (const message of told) this.#give(message, rank.lost);
  }

  /** What made their senders send these, and so on back. */
  #rankEarlier(): void {
    const starts = [...this.#ranks].filter(([, own]) => own <= rank.cause);
    for (const [start] of starts) {
      let message: MessageReport | undefined = start;
      for (let step = 0; step < longestChain; step += 1) {
        const { from, sentAt, seq }: MessageReport = message;
        message = this.#heardIn(from, sentAt, seq) ?? this.#questionOf(message);
        if (message === undefined) break;
        this.#give(message, rank.earlier + step);
      }
    }
  }
}

/** The row with which it came to its end. */
function endOf(message: MessageReport | undefined): number {
  return message?.endSeq ?? 0;
}
