import { type Cell, nil } from '../../history/value-table.ts';
import { defineCheck, type Watch } from './define.ts';
import { saw, wrote } from './operations/example-rows.ts';
import { readAndWrite, type Registers } from './operations/registers.ts';
import { judgeSessions } from './operations/sessions.ts';

/** What one client has read of one key so far. */
interface Past {
  readonly operation: number;
  /** What it saw: a value is written once. */
  readonly value: Cell;
  /** The newest read before it that saw another version. */
  readonly other: Past | null;
}

/** Reads by client and key, each behind the one before. */
class ReadsSoFar {
  readonly #registers: Registers;
  readonly #last = new Map<string, Past>();
  /** By client, key and version: the first read that saw it. */
  readonly #first = new Map<string, number>();

  constructor(registers: Registers) {
    this.#registers = registers;
  }

  /**
   * Adds a read, in order of completion: the first one that saw its version, and one between, if
   * there is one.
   */
  add(operation: number): readonly [first: number, between: number] | null {
    const registers = this.#registers;
    const pair = `${registers.clientOf(operation)} ${registers.keyOf(operation)}`;
    const value = registers.operations.columns.output[operation] ?? nil;
    const last = this.#last.get(pair) ?? null;
    const other = last === null || last.value !== value ? last : last.other;
    this.#last.set(pair, { operation, value, other });
    const version = `${pair} ${value}`;
    const first = this.#first.get(version);
    if (first === undefined) {
      this.#first.set(version, operation);
      return null;
    }
    if (other === null) return null;
    const isBefore = (a: number, b: number): boolean =>
      registers.completed(a) < registers.invoked(b);
    const isBetween = isBefore(first, other.operation) && isBefore(other.operation, operation);
    return isBetween ? [first, other.operation] : null;
  }
}

/** Reads that see one version, then another, then the first again: in any order of the two, one goes back. */
function judgeReturns(run: Watch<{}>, registers: Registers): void {
  const sofar = new ReadsSoFar(registers);
  const ended = [...registers.reads].sort(
    (a, b) => registers.completed(a) - registers.completed(b),
  );
  for (const operation of ended) {
    const found = sofar.add(operation);
    if (found === null) continue;
    const [first, between] = found;
    if (registers.leavesReadUndecided(run, operation)) continue;
    run.violated(
      `${registers.nameOf(operation)} reads ${registers.textOf(first)}, then ${registers.textOf(between)}, then ${registers.textOf(operation)} again`,
      ...registers.seen([first, between, operation]),
    );
  }
}

/** What a client has seen does not disappear for it (Terry et al. 1994). */
export const monotonicReads = defineCheck({
  name: 'monotonic-reads',
  summary: 'A client that has read something never reads anything older.',
  property: 'safety',
  wholeHistory: true,
  config: readAndWrite,
  example: 'monotonic-reads: { check: monotonic-reads, of: orders }',
  histories: () => ({
    held: [
      wrote('c1', ['1s', '2s'], 'x', 1),
      saw('c2', ['3s', '4s'], 'x', 1),
      wrote('c1', ['5s', '6s'], 'x', 2),
      saw('c2', ['7s', '8s'], 'x', 2),
    ],
    violated: [
      wrote('c1', ['1s', '2s'], 'x', 1),
      wrote('c1', ['3s', '4s'], 'x', 2),
      saw('c2', ['5s', '6s'], 'x', 2),
      saw('c2', ['7s', '8s'], 'x', 1),
    ],
  }),

  watch(run, config) {
    judgeSessions(run, config, {
      demandOf: (sessions, operation) => sessions.readBefore(operation),
      words: (registers, { because }, operation) =>
        `${registers.nameOf(operation)} read ${registers.textOf(because.at(-1) ?? operation)} and then reads ${registers.textOf(operation)}, which is older`,
      also: judgeReturns,
    });
  },
});
