import type { Entry } from './protocol.ts';

/**
 * The state machine: registers, and the operations that were done, so that one which a client asks
 * for again is not done again (Ongaro's thesis, §6.3). The oldest are forgotten, on all servers alike.
 */
export class RaftRegisters {
  readonly #values = new Map<string, string>();
  readonly #done = new Set<string>();
  readonly #remembered: number;

  constructor(remembered: number) {
    this.#remembered = remembered;
  }

  apply({ op, id, key, value }: Entry): void {
    if (op !== 'write' || this.#done.has(id)) return;
    this.#values.set(key, value);
    this.#done.add(id);
    if (this.#done.size <= this.#remembered) return;
    for (const oldest of this.#done) {
      this.#done.delete(oldest);
      break;
    }
  }

  /** The reply to a read; without a value when nobody has written the key. */
  read(key: string): { readonly value?: string } {
    const value = this.#values.get(key);
    return value === undefined ? {} : { value };
  }
}
