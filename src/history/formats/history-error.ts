/** A recorded history that cannot be read: what was expected, and where the reader stood. */
export class HistoryError extends Error {
  override readonly name = 'HistoryError';
  /** Both count from 1; columns in characters. */
  readonly line: number;
  readonly column: number;

  constructor(message: string, line: number, column: number) {
    super(message);
    this.line = line;
    this.column = column;
  }
}
