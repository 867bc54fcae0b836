import type { Part } from '../decision.ts';
import { type ChainOperations, chainKind } from './value-chains.ts';

/** Collects the columns of a chain, operation by operation in order of invocation. */
export class ChainColumns {
  readonly #part: Part;
  #count = 0;
  readonly #operations: Int32Array;
  readonly #kind: Uint8Array;
  readonly #from: Int32Array;
  readonly #to: Int32Array;
  readonly #invoked: Int32Array;
  readonly #completed: Int32Array;

  /** For at most as many operations as the part has. */
  constructor(part: Part) {
    this.#part = part;
    const most = part.operations.length;
    this.#operations = new Int32Array(most);
    this.#kind = new Uint8Array(most);
    this.#from = new Int32Array(most);
    this.#to = new Int32Array(most);
    this.#invoked = new Int32Array(most);
    this.#completed = new Int32Array(most);
  }

  read(operation: number, value: number): void {
    this.#add(operation, chainKind.read, value, -1);
  }

  write(operation: number, value: number): void {
    this.#add(operation, chainKind.write, -1, value);
  }

  /** A value came in the place of another one, at once. */
  change(operation: number, from: number, to: number): void {
    this.#add(operation, chainKind.change, from, to);
  }

  /** The operations of the history, by index of the columns. */
  get operations(): Int32Array {
    return this.#operations;
  }

  build(valueCount: number): ChainOperations {
    return {
      count: this.#count,
      valueCount,
      kind: this.#kind,
      from: this.#from,
      to: this.#to,
      invoked: this.#invoked,
      completed: this.#completed,
    };
  }

  #add(operation: number, kind: number, from: number, to: number): void {
    const { history } = this.#part;
    const i = this.#count;
    this.#count += 1;
    this.#operations[i] = operation;
    this.#kind[i] = kind;
    this.#from[i] = from;
    this.#to[i] = to;
    this.#invoked[i] = history.invoked[operation] ?? 0;
    this.#completed[i] = history.completed[operation] ?? 0;
  }
}
