import type { Due } from '../ports.ts';

/** Datagrams that wait for a process; more are dropped, as a full socket buffer drops them. */
export const mostWaitingDatagrams = 1024;

/** One that waits; the lower its number, the longer. */
interface Waiting {
  readonly due: Due;
  readonly number: number;
}

/** A line of which only the first leaves. What has left is cut off when it is the greater part. */
class Line {
  #waiting: (Waiting | undefined)[] = [];
  #left = 0;

  push(waiting: Waiting): void {
    this.#waiting.push(waiting);
  }

  first(): Waiting | undefined {
    return this.#waiting[this.#left];
  }

  shift(): void {
    this.#waiting[this.#left] = undefined;
    this.#left += 1;
    if (this.#left < this.#waiting.length && this.#left < 64) return;
    if (this.#left * 2 < this.#waiting.length) return;
    this.#waiting = this.#waiting.slice(this.#left);
    this.#left = 0;
  }
}

/** What waits for a process that stands still or is busy, in the order in which it was due. */
export class Backlog {
  /** What resumes a busy process, and what begins something; null as long as nothing ever waited. */
  #lines: { readonly resuming: Line; readonly others: Line } | null = null;
  #size = 0;
  #added = 0;
  #datagrams = 0;

  get size(): number {
    return this.#size;
  }

  /** Whether one more datagram fits in, beside others that wait elsewhere. */
  hasRoomBeside(others: number): boolean {
    return this.#datagrams + others < mostWaitingDatagrams;
  }

  /** Adds one at the end; false when it is a datagram and there is no room. */
  add(due: Due): boolean {
    if (due.isDatagram) {
      if (!this.hasRoomBeside(0)) return false;
      this.#datagrams += 1;
    }
    this.#lines ??= { resuming: new Line(), others: new Line() };
    this.#added += 1;
    this.#size += 1;
    this.#lines[due.resumes ? 'resuming' : 'others'].push({ due, number: this.#added });
    return true;
  }

  /** Whether there is one that can be taken up: a busy process takes only what resumes it. */
  hasNext(busy: boolean): boolean {
    return this.#next(busy) !== null;
  }

  /** Takes the first that can be taken up; null when there is none. */
  take(busy: boolean): Due | null {
    const line = this.#next(busy);
    const due = line?.first()?.due;
    if (line === null || due === undefined) return null;
    line.shift();
    this.#size -= 1;
    if (due.isDatagram) this.#datagrams -= 1;
    return due;
  }

  #next(busy: boolean): Line | null {
    if (this.#lines === null || this.#size === 0) return null;
    const { resuming, others } = this.#lines;
    const resumes = resuming.first()?.number ?? Infinity;
    if (busy) return resumes < Infinity ? resuming : null;
    return resumes < (others.first()?.number ?? Infinity) ? resuming : others;
  }

  /** Empties it: who waited for it is dead. Messages in it are lost. */
  drop(): void {
    for (let due = this.take(false); due !== null; due = this.take(false)) due.dropped?.();
  }
}
