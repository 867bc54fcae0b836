/** A recorded history that cannot be read: what was expected, and where the reader stood. */
export class HistoryError extends Error {
  override readonly name = 'HistoryError';
  /** Both count from 1; columns in characters. Null: it is about no place, but about the whole file. */
  readonly line: number | null;
  readonly column: number | null;

  constructor(message: string, line: number | null = null, column: number | null = null) {
    super(message);
    this.line = line;
    this.column = column;
  }
}
