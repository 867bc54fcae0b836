import type { Abort } from './node.ts';

/** What a program's waits are given up by. */
export class AbortSwitch implements Abort {
  readonly #waits: (() => void)[] = [];
  #aborted = false;

  /** Adds a wait to those that are given up together: at once, when that has happened already. */
  add(endWait: () => void): void {
    if (this.#aborted) endWait();
    else this.#waits.push(endWait);
  }

  abort(): void {
    this.#aborted = true;
    for (const endWait of this.#waits.splice(0)) endWait();
  }
}
