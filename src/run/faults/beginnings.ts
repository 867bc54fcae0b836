import { compareNatural } from '../../base/order.ts';
import { eventClass } from '../../engine/agenda.ts';
import type { Engine } from '../../engine/engine.ts';

/** Something that begins at an instant known before. */
export interface Beginning {
  /** Of its fault. */
  readonly id: string;
  readonly begin: () => void;
}

/**
 * Faults that begin at an instant known before anything of it happens: those of the file with their
 * times, and what a nemesis has drawn. They begin in natural order of ids, whoever named them, and
 * before what other faults do at that instant: so a drawn schedule, written as a file, is the same run.
 */
export class Beginnings {
  readonly #engine: Engine;
  readonly #due = new Map<number, Beginning[]>();

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  /** Plans one; before the first event. */
  at(atNs: number, beginning: Beginning): void {
    const due = this.#due.get(atNs);
    if (due !== undefined) {
      due.push(beginning);
      return;
    }
    const first = [beginning];
    this.#due.set(atNs, first);
    this.#engine.schedule(atNs, eventClass.faultBegin, () => {
      this.#due.delete(atNs);
      inOrder(first);
    });
  }

  /** Begins these at this instant, of whose class `faultBegin` nothing has happened yet. */
  now(drawn: readonly Beginning[]): void {
    const due = this.#due.get(this.#engine.nowNs);
    if (due === undefined) inOrder(drawn);
    else due.push(...drawn);
  }
}

function inOrder(beginnings: readonly Beginning[]): void {
  for (const { begin } of beginnings.toSorted((a, b) => compareNatural(a.id, b.id))) begin();
}
