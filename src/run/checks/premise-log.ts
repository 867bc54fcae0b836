import type { PremiseRecord } from './checks.ts';
import type { PremiseChange } from './liveness.ts';
import type { Premise } from './premise.ts';

/** Follows a premise from before the first event and keeps when it began and ceased to hold. */
export class PremiseLog implements PremiseRecord {
  readonly changes: PremiseChange[] = [];
  readonly #premise: Premise;

  constructor(premise: Premise) {
    this.#premise = premise;
    premise.onChange((holds, atNs) => this.changes.push({ holds, atNs }));
    premise.start();
    this.changes.unshift({ atNs: 0, holds: premise.holds });
  }

  /** Whether it could hold again. */
  get restorable(): boolean {
    return this.#premise.canReturn;
  }
}
