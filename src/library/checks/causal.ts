import { never } from '../../history/history.ts';
import type { Cell } from '../../history/value-table.ts';
import { CausalPast } from './operations/causal-past.ts';
import { defineCheck } from './define.ts';
import { saw, wrote } from './operations/example-rows.ts';
import { initial, readAndWrite, Registers } from './operations/registers.ts';

type ByProcess = Map<number, number[]>;

/** Writes that are known to have happened, by key and process, in order. */
function writesByKey(registers: Registers): ReadonlyMap<Cell, ByProcess> {
  const byKey = new Map<Cell, ByProcess>();
  for (const write of registers.writes) {
    if (registers.knownAt(write) === never) continue;
    const key = registers.keyOf(write);
    const process = registers.operations.columns.process[write] ?? 0;
    const ofKey: ByProcess = byKey.get(key) ?? new Map<number, number[]>();
    byKey.set(key, ofKey);
    const ofProcess = ofKey.get(process);
    if (ofProcess === undefined) ofKey.set(process, [write]);
    else ofProcess.push(write);
  }
  return byKey;
}

/** A read, the write that it showed, and a later one among its causes. */
interface Stale {
  readonly read: number;
  readonly shown: number;
  readonly later: number;
}

/**
 * Reads in order of completion, each with a write of its key that is among its causes; `later` when
 * that write in turn knew of the one that was read.
 */
function* judged(registers: Registers, past: CausalPast): Iterable<Stale & { isStale: boolean }> {
  const writes = writesByKey(registers);
  const ended = [...registers.reads].sort(
    (a, b) => registers.completed(a) - registers.completed(b),
  );
  for (const operation of ended) {
    const shown = registers.writeReadBy(operation);
    for (const later of past.lastOf(
      writes.get(registers.keyOf(operation)) ?? new Map(),
      operation,
    )) {
      const isStale = later !== shown && (shown === initial || past.isCause(shown, later));
      yield { read: operation, shown, later, isStale };
    }
  }
}

/**
 * Two reads that show two values of one key which nobody wrote, in order of invocation: it began with
 * one of them at most. Null: there are none.
 */
function outOfThinAir(registers: Registers): readonly [number, number] | null {
  const { output } = registers.operations.columns;
  const began = new Map<Cell, number>();
  for (const read of registers.reads) {
    if (!registers.isUnwritten(read)) continue;
    const first = began.get(registers.keyOf(read));
    if (first === undefined) began.set(registers.keyOf(read), read);
    else if (output[first] !== output[read]) return [first, read];
  }
  return null;
}

/**
 * Weak causal consistency: Ahamad, Neiger, Burns, Kohli and Hutto, "Causal memory" (1995), decided
 * by the bad patterns of Bouajjani, Enea, Guerraoui and Hamza, "On verifying causal consistency"
 * (POPL 2017): a circle of causes, a read out of thin air, or one that shows a value which another
 * write among its causes had replaced. Exact when every write has a value of its own.
 */
export const causal = defineCheck({
  name: 'causal',
  summary: 'Nobody reads a value that something it already depends on had replaced.',
  property: 'safety',
  wholeHistory: true,
  config: readAndWrite,
  example: 'causal: { check: causal, of: orders }',
  histories: () => ({
    held: [
      wrote('c1', ['1s', '2s'], 'photo', 'gone'),
      wrote('c1', ['3s', '4s'], 'comment', 'phew'),
      saw('c2', ['4s', '5s'], 'photo', null),
      saw('c2', ['5s', '6s'], 'comment', 'phew'),
      saw('c2', ['7s', '8s'], 'photo', 'gone'),
    ],
    violated: [
      wrote('c1', ['1s', '2s'], 'photo', 'gone'),
      wrote('c1', ['3s', '4s'], 'comment', 'phew'),
      saw('c2', ['5s', '6s'], 'comment', 'phew'),
      saw('c2', ['7s', '8s'], 'photo', null),
    ],
  }),

  watch(run, config) {
    run.atEnd(() => {
      const registers = new Registers(run.operations(), config);
      if (registers.leavesUndecided(run)) return;
      const strange = outOfThinAir(registers);
      if (strange !== null) {
        const [one, other] = strange.map(
          (read) => `${registers.nameOf(read)} reads ${registers.textOf(read)}`,
        );
        run.violated(
          `${one}, and ${other}: nobody wrote either, and it began with one of them at most`,
          ...registers.seen(strange),
        );
        return;
      }
      const past = new CausalPast(registers);
      if (past.isTooLarge) run.undecided('too many operations and clients to follow all causes');
      if (past.circle !== null) {
        const [first = 0] = past.circle;
        const why = `${registers.textOf(first)} is a cause of itself`;
        run.violated(why, ...registers.seen(past.circle));
      }
      if (past.isTooLarge || past.circle !== null) return;
      for (const { read: operation, shown, later, isStale } of judged(registers, past)) {
        run.exercised();
        if (!isStale || registers.leavesReadUndecided(run, operation)) continue;
        const old = shown === initial ? '' : `, which replaced ${registers.textOf(shown)},`;
        run.violated(
          `${registers.nameOf(operation)} reads ${registers.textOf(operation)} although ${registers.textOf(later)}${old} is among the causes of what it had seen`,
          ...registers.seen([
            ...(shown === initial ? [] : past.path(shown, later)),
            ...past.path(later, operation),
          ]),
        );
        return;
      }
    });
  },
});
