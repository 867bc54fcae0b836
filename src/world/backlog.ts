import type { Due } from './ports.ts';

/** Datagrams that wait for a process; more are dropped, as a full socket buffer drops them. */
export const mostWaitingDatagrams = 1024;

/** What waits for a process that stands still or is busy, in the order in which it was due. */
export class Backlog {
  /** Null as long as nothing ever waited. */
  #waiting: Due[] | null = null;
  #datagrams = 0;

  get size(): number {
    return this.#waiting === null ? 0 : this.#waiting.length;
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
    (this.#waiting ??= []).push(due);
    return true;
  }

  /** The place of the first that can be taken up: a busy process takes only what resumes it. -1: none. */
  next(busy: boolean): number {
    if (this.#waiting === null) return -1;
    if (busy) return this.#waiting.findIndex((due) => due.resumes);
    return this.#waiting.length > 0 ? 0 : -1;
  }

  take(at: number): Due {
    const [due] = (this.#waiting ?? []).splice(at, 1) as [Due];
    if (due.isDatagram) this.#datagrams -= 1;
    return due;
  }

  /** Empties it: who waited for it is dead. Messages in it are lost. */
  drop(): void {
    this.#datagrams = 0;
    for (const due of this.#waiting?.splice(0) ?? []) due.dropped?.();
  }
}
