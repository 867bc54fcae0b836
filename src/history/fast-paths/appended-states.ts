/** What was found of pieces that were put together one after another. */
export interface PieceConflict {
  readonly piece: number;
  /** Two states in which it came after something different. */
  readonly states: readonly [number, number];
}

/**
 * The states of something that pieces are appended to, as a tree: state 0 is empty, every other one
 * is an earlier state and a piece. Pieces are numbers from 0.
 */
export class AppendedStates {
  readonly #pieceCount: number;
  readonly #childOf = new Map<number, number>();
  readonly #before: number[] = [-1];
  readonly #piece: number[] = [-1];
  /** By piece: the state that it made first, or -1. */
  readonly #madeBy: Int32Array;
  #conflict: PieceConflict | null = null;

  constructor(pieceCount: number) {
    this.#pieceCount = pieceCount;
    this.#madeBy = new Int32Array(pieceCount).fill(-1);
  }

  get count(): number {
    return this.#before.length;
  }

  /** The first piece found in two places, which means that it was appended twice; null: none. */
  get conflict(): PieceConflict | null {
    return this.#conflict;
  }

  /** The state that a piece makes in the place of whatever was there. */
  put(piece: number): number {
    return this.after(-1, piece);
  }

  /** The state that a piece makes of a state. */
  after(state: number, piece: number): number {
    const key = state * this.#pieceCount + piece;
    const known = this.#childOf.get(key);
    if (known !== undefined) return known;
    const made = this.#before.push(state) - 1;
    this.#piece.push(piece);
    this.#childOf.set(key, made);
    const other = this.#madeBy[piece] ?? -1;
    if (other < 0) this.#madeBy[piece] = made;
    else this.#conflict ??= { piece, states: [other, made] };
    return made;
  }

  /** The state before a state's last piece; -1 when there was another beginning. */
  beforeOf(state: number): number {
    return this.#before[state] ?? -1;
  }

  /** The last piece of a state. */
  pieceOf(state: number): number {
    return this.#piece[state] ?? -1;
  }

  /** The state that ends with a piece, or -1 when nobody saw it. */
  madeBy(piece: number): number {
    return this.#madeBy[piece] ?? -1;
  }

  /** Whether a state begins with all of another one. */
  holds(state: number, part: number): boolean {
    let at = state;
    while (at > part) at = this.#before[at] ?? -1;
    return at === part;
  }
}
