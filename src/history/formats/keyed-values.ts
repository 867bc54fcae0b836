import { type HistoryBuilder, outcome } from '../history.ts';
import { nil } from '../value-table.ts';

/**
 * Whether the values of a Jepsen history are pairs of a key and a value. Its independent generators
 * write `[key value]` everywhere and nothing says so; one value of another shape is proof that the
 * lists of two before it were plain values.
 */
export class KeyedValues {
  readonly #history: HistoryBuilder;
  #mayBeKeyed: boolean;

  /** `demanded`: what the reader was told; null: find out. */
  constructor(history: HistoryBuilder, demanded: boolean | null) {
    this.#history = history;
    this.#mayBeKeyed = demanded ?? true;
  }

  /** All values so far were pairs (and were taken apart), or it is demanded. */
  get mayBeKeyed(): boolean {
    return this.#mayBeKeyed;
  }

  /** They are no pairs after all: puts together what was taken apart. */
  giveUp(): void {
    this.#mayBeKeyed = false;
    const { count, key, input, output, outcome: how, values } = this.#history.build();
    for (let i = 0; i < count; i += 1) {
      const k = key[i] ?? nil;
      input[i] = values.list([k, input[i] ?? nil]);
      const answer = output[i] ?? nil;
      if (how[i] === outcome.ok && answer !== nil) output[i] = values.list([k, answer]);
      key[i] = nil;
    }
  }
}
