import { printDuration } from '../base/time.ts';

const second = 1_000_000_000;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

/** Distances between ticks that people count in, shortest first. */
const steps: readonly number[] = [
  ...[1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9].flatMap((ns) => [ns, 2 * ns, 5 * ns]),
  ...[10, 15, 30].map((count) => count * second),
  ...[1, 2, 5, 10, 15, 30].map((count) => count * minute),
  ...[1, 2, 3, 6, 12].map((count) => count * hour),
  ...[1, 2, 5, 10, 20, 50].map((count) => count * day),
];

/** Cells from one label to the next, at least. */
const leastDistance = 10;

/** Cells of a time axis over a run: which instants belong to a cell, and back. */
export class Axis {
  readonly cells: number;
  readonly durationNs: number;

  /** For a run of that many nanoseconds on that many cells. */
  constructor(durationNs: number, cells: number) {
    this.durationNs = Math.max(durationNs, 1);
    this.cells = Math.max(cells, 1);
  }

  /** The first instant of a cell, in ns. */
  fromNs(cell: number): number {
    return Math.ceil((cell * this.durationNs) / this.cells);
  }

  /** The cell of an instant; the end of the run belongs to the last. */
  cell(atNs: number): number {
    const cell = Math.floor((atNs * this.cells) / this.durationNs);
    return Math.min(Math.max(cell, 0), this.cells - 1);
  }

  /** Labels of round instants, each beginning in the cell of its instant. */
  labels(): string {
    const spacing = (this.durationNs * leastDistance) / this.cells;
    const step = steps.find((ns) => ns >= spacing) ?? this.durationNs;
    let line = '';
    for (let at = 0; at <= this.durationNs; at += step) {
      const column = this.cell(at);
      const label = printDuration(at);
      if (column + label.length > this.cells) break;
      line = line.padEnd(column) + label;
    }
    return line;
  }
}
