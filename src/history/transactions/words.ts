import { microOperation } from '../transactions.ts';
import type { CycleStep } from './anomaly.ts';
import { realtime, type Step } from './cycle.ts';
import { dependency } from './dependency-graph.ts';
import type { Writes } from './writes.ts';

/** Tells in words what micro-operations did. A transaction is called T and its index. */
export class Words {
  readonly #writes: Writes;

  constructor(writes: Writes) {
    this.#writes = writes;
  }

  /** `"x"`, as the history has it. */
  key(micro: number): string {
    return this.#text(this.#writes.history.key[micro] ?? 0);
  }

  /** `[1 2]`, as the history has it; of a long list only its ends. */
  value(micro: number): string {
    const { values, value } = this.#writes.history;
    return values.briefOf(value[micro] ?? 0);
  }

  /** `T3`, of a micro-operation. */
  who(micro: number): string {
    return `T${this.#writes.transactionOf[micro] ?? 0}`;
  }

  /** `T3 read "x" = [1 2]`, `T3 appended 3 to x`, `T3 wrote 3 to x`. */
  did(micro: number): string {
    return `${this.who(micro)} ${this.verb(micro)}`;
  }

  /** The same without who did it. */
  verb(micro: number): string {
    const kind = this.#writes.history.kind[micro];
    if (kind === microOperation.read) return `read ${this.key(micro)} = ${this.value(micro)}`;
    const verb = kind === microOperation.append ? 'appended' : 'wrote';
    return `${verb} ${this.value(micro)} to ${this.key(micro)}`;
  }

  /** A step of a cycle, as people read it. */
  step(step: Step): CycleStep {
    const { from, to } = step;
    const { history } = this.#writes;
    switch (step.kind) {
      case dependency.ww:
        return {
          from,
          to,
          kind: 'ww',
          key: history.key[step.fromMicro] ?? 0,
          words: `${this.did(step.toMicro)} after ${this.did(step.fromMicro)}`,
        };
      case dependency.wr:
        return {
          from,
          to,
          kind: 'wr',
          key: history.key[step.fromMicro] ?? 0,
          words: `${this.did(step.toMicro)}, where ${this.did(step.fromMicro)}`,
        };
      case dependency.rw:
        return {
          from,
          to,
          kind: 'rw',
          key: history.key[step.fromMicro] ?? 0,
          words: `${this.did(step.fromMicro)}, before ${this.did(step.toMicro)}`,
        };
      case dependency.process: {
        const who = history.processes[history.process[from] ?? 0] ?? '';
        const words = `T${to} came after T${from} in process ${who}`;
        return { from, to, kind: 'process', key: null, words };
      }
      case realtime:
        return {
          from,
          to,
          kind: 'realtime',
          key: null,
          words: `T${to} began after T${from} had ended`,
        };
    }
  }

  #text(cell: number): string {
    return this.#writes.history.values.textOf(cell);
  }
}
