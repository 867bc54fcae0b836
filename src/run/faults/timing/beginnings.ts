import { compareNatural } from '../../../base/order.ts';
import { eventClass } from '../../../engine/agenda.ts';
import type { Engine } from '../../../engine/engine.ts';
import type { FaultPlan } from '../../../scenario/plan/fault.ts';

/** Something that begins at an instant known before. */
export interface Beginning {
  readonly plan: FaultPlan;
  readonly begin: () => void;
}

/** All of one instant. */
interface Due {
  readonly draws: (() => readonly Beginning[])[];
  readonly beginnings: Beginning[];
}

/**
 * Faults that begin at an instant known before anything of it happens: those of the file with their
 * times, what a series or a delay has led to, and what a nemesis draws there. They begin in natural order
 * of ids, whoever named them, and before what other faults do at that instant: so a drawn schedule,
 * written as a file, is the same run. Those with a `while` come behind the others: what they wait for
 * may begin there too, whatever it is called.
 */
export class Beginnings {
  readonly #engine: Engine;
  readonly #due = new Map<number, Due>();

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  /** Plans one. */
  at(atNs: number, beginning: Beginning): void {
    this.#dueAt(atNs).beginnings.push(beginning);
  }

  /** Plans a draw, before anything begins at its instant; what it gives begins with the others there. */
  drawAt(atNs: number, draw: () => readonly Beginning[]): void {
    this.#dueAt(atNs).draws.push(draw);
  }

  #dueAt(atNs: number): Due {
    const known = this.#due.get(atNs);
    if (known !== undefined) return known;
    const due: Due = { draws: [], beginnings: [] };
    this.#due.set(atNs, due);
    this.#engine.schedule(atNs, eventClass.plannedBegin, () => this.#begin(atNs, due));
    return due;
  }

  #begin(atNs: number, { draws, beginnings }: Due): void {
    // A draw may plan the next one for this very instant.
    for (const draw of draws) beginnings.push(...draw());
    this.#due.delete(atNs);
    beginnings.sort((a, b) => compareNatural(a.plan.id, b.plan.id));
    const gated = beginnings.filter(({ plan }) => plan.while.length > 0);
    for (const { plan, begin } of beginnings) if (plan.while.length === 0) begin();
    if (gated.length === 0) return;
    // Sentences are judged in between, as the end of something is.
    this.#engine.schedule(atNs, eventClass.faultBegin, () => {
      for (const { begin } of gated) begin();
    });
  }
}
