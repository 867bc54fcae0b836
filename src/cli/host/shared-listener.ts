/**
 * Listens to an event of the process for as many as want to hear of it. Node warns of a leak when an
 * event has more than ten listeners, and so many scenarios may well be played at once.
 */
export class SharedListener {
  readonly #event: 'beforeExit' | 'unhandledRejection';
  readonly #actions = new Set<(...told: readonly unknown[]) => void>();
  readonly #hear = (...told: readonly unknown[]): void => {
    for (const action of this.#actions) action(...told);
  };

  constructor(event: 'beforeExit' | 'unhandledRejection') {
    this.#event = event;
  }

  add(action: (...told: readonly unknown[]) => void): void {
    if (this.#actions.size === 0) process.on(this.#event, this.#hear);
    this.#actions.add(action);
  }

  delete(action: (...told: readonly unknown[]) => void): void {
    this.#actions.delete(action);
    if (this.#actions.size === 0) process.off(this.#event, this.#hear);
  }
}
