import type { NodeId } from '../../base/units.ts';
import type { Quorum } from './node.ts';
import type { AnyOutcome } from './protocol.ts';

/** Counts answers until `need` said ok, or can no longer; tells then, once, what it had heard. */
export class QuorumCount {
  readonly #need: number;
  readonly #decided: (quorum: Quorum<unknown>) => void;
  readonly #ok: { readonly from: NodeId; readonly value: unknown }[] = [];
  readonly #refused: NodeId[] = [];
  #open: number;
  #over = false;

  constructor(asked: number, need: number, decided: (quorum: Quorum<unknown>) => void) {
    this.#open = asked;
    this.#need = need;
    this.#decided = decided;
  }

  /** Decides at once when nobody needs to be asked, or too few can be. */
  begin(): void {
    this.#decide();
  }

  /** One of those asked has an outcome. */
  hear(from: NodeId, outcome: AnyOutcome): void {
    if (this.#over) return;
    this.#open -= 1;
    if (outcome.status === 'ok') this.#ok.push({ from, value: outcome.value });
    else if (outcome.status === 'fail') this.#refused.push(from);
    this.#decide();
  }

  #decide(): void {
    const reached = this.#ok.length >= this.#need;
    if (!reached && this.#ok.length + this.#open >= this.#need) return;
    this.#over = true;
    this.#decided({ reached, ok: [...this.#ok], refused: [...this.#refused] });
  }
}
