import type { Decision, Part } from '../decision.ts';
import { never, outcome } from '../history.ts';
import { nil } from '../value-table.ts';
import {
  type ChainConflict,
  chainKind,
  type ChainOperations,
  type ValueBlocks,
  type Zone,
} from './value-chains.ts';
import { told, violated } from './verdict.ts';

/** What the columns of a chain stand for. */
export interface ChainMeaning {
  readonly part: Part;
  readonly method: string;
  readonly columns: ChainOperations;
  /** By index of the columns: the operation of the history. */
  readonly operations: Int32Array;
  /** A value in words. */
  readonly textOf: (value: number) => string;
  /** Operations of the history that show how the shown ones belong together. */
  readonly evidenceOf?: (shown: readonly number[]) => readonly number[];
}

/** The value that an operation puts or reads; the initial one for -1. */
function valueAt(columns: ChainOperations, index: number): number {
  const isRead = columns.kind[index] === chainKind.read;
  return (isRead ? columns.from[index] : columns.to[index]) ?? 0;
}

/** The changes that lead from the value of one operation to that of another one of its block. */
function links(
  columns: ChainOperations,
  blocks: ValueBlocks,
  one: number,
  other: number,
): number[] {
  const a = blocks.slotOf[valueAt(columns, one)] ?? 0;
  const b = blocks.slotOf[valueAt(columns, other)] ?? 0;
  const found: number[] = [];
  for (let slot = Math.min(a, b) + 1; slot <= Math.max(a, b); slot += 1) {
    found.push(blocks.endsFirst[slot * 2] ?? -1);
  }
  return found;
}

/** A failed operation that would have put a value, or -1: what it did may have been seen all the same. */
function failedWriter(part: Part, text: string): number {
  const { history, operations } = part;
  const { values } = history;
  const found = operations.find((operation) => {
    const input = history.input[operation] ?? nil;
    const put = values.lengthOf(input) === 2 ? values.elementOf(input, 1) : input;
    const isFailed = history.outcome[operation] === outcome.fail && put !== nil;
    return isFailed && values.textOf(put) === text;
  });
  return found ?? -1;
}

type Interleaved = Extract<ChainConflict, { kind: 'interleaved' }>;

/**
 * The same conflict by fewer operations: one that lies wholly between those of the other zone is a
 * zone alone.
 */
function fewest(
  { invoked, completed }: ChainOperations,
  { outer, inner }: Interleaved,
): Pick<Interleaved, 'outer' | 'inner'> {
  // What was there at the start was there before everything.
  const isBefore = (one: number, other: number): boolean =>
    one < 0 || (completed[one] ?? never) < (invoked[other] ?? -1);
  const aloneIn = (zone: Zone, other: Zone): Zone => {
    const found = [zone.endsFirst, zone.beginsLast].find(
      (one) => isBefore(other.endsFirst, one) && isBefore(one, other.beginsLast),
    );
    return found === undefined ? zone : { endsFirst: found, beginsLast: found };
  };
  const alone = aloneIn(inner, outer);
  if (alone !== inner) return { outer, inner: alone };
  return { outer: aloneIn(outer, inner), inner };
}

function interleaved(
  meaning: ChainMeaning,
  conflict: Interleaved,
): { why: string; shown: number[] } {
  const { columns } = meaning;
  const { blocks } = conflict;
  const { outer, inner } = fewest(columns, conflict);
  const say = (index: number) => told(meaning.part.history, meaning.operations[index] ?? -1);
  const text = (index: number) => meaning.textOf(valueAt(columns, index));
  const changes = [
    ...links(columns, blocks, outer.endsFirst, outer.beginsLast),
    ...links(columns, blocks, inner.endsFirst, inner.beginsLast),
  ];
  const start =
    outer.endsFirst < 0
      ? `${meaning.textOf(0)} was there at the start`
      : `${say(outer.endsFirst)} ended before ${say(inner.beginsLast)} began`;
  const directly =
    changes.length > 0 ? ', and each change came right after the value that it found' : '';
  const why =
    `${start}, so ${text(outer.endsFirst)} was there before ${text(inner.beginsLast)}; but ` +
    `${say(inner.endsFirst)} ended before ${say(outer.beginsLast)} began, so ` +
    `${text(inner.endsFirst)} was there before ${text(outer.beginsLast)}; no value was put twice, so neither came back${directly}`;
  const zones = [outer.endsFirst, outer.beginsLast, inner.endsFirst, inner.beginsLast];
  return { why, shown: [...zones, ...changes] };
}

function reason(
  meaning: ChainMeaning,
  conflict: Exclude<ChainConflict, { kind: 'repeated' }>,
): { why: string; shown: readonly number[]; others?: readonly number[] } {
  const { columns, textOf } = meaning;
  const say = (index: number) => told(meaning.part.history, meaning.operations[index] ?? -1);
  switch (conflict.kind) {
    case 'unwritten': {
      const { reader } = conflict;
      const text = textOf(columns.from[reader] ?? 0);
      const failed = failedWriter(meaning.part, text);
      const though = failed < 0 ? '' : `; ${told(meaning.part.history, failed)} failed`;
      return {
        why: `${say(reader)} found ${text}, which nobody put there${though}`,
        shown: [reader],
        others: failed < 0 ? [] : [failed],
      };
    }
    case 'forked': {
      const text = textOf(conflict.value);
      const shown = conflict.changes;
      const both = shown.map(say).join(' and ');
      return { why: `${both} both changed ${text}, which was there only once`, shown };
    }
    case 'circular': {
      const all = conflict.changes.map(say).join(', ');
      const why = `each found what another one of them put, so that none can be first: ${all}`;
      return { why, shown: conflict.changes };
    }
    case 'inverted': {
      const { earlier, later } = conflict;
      const between = links(columns, conflict.blocks, earlier, later);
      const isRead = columns.kind[earlier] === chainKind.read;
      const isShown = columns.kind[later] === chainKind.read;
      const after = isShown ? 'but needs it' : 'but came after it';
      const rest = isRead ? `which found only ${textOf(valueAt(columns, earlier))}` : after;
      const why = `${say(later)} ended before ${say(earlier)} began, ${rest}`;
      return { why, shown: [earlier, later, ...between] };
    }
    case 'interleaved': {
      return interleaved(meaning, conflict);
    }
  }
}

/**
 * By pending operation that took effect: what found its value, one of the `shown` if any did; by any
 * other one: -1.
 */
function demands(columns: ChainOperations, shown: readonly number[]): Int32Array {
  const writerOf = new Int32Array(columns.valueCount).fill(-1);
  const demandedBy = new Int32Array(columns.count).fill(-1);
  for (let i = 0; i < columns.count; i += 1) writerOf[columns.to[i] ?? -1] = i;
  const isSettled = (i: number) => columns.completed[i] !== never || (demandedBy[i] ?? -1) >= 0;
  const follow = (i: number): void => {
    if (columns.completed[i] === never) return;
    for (let at = i; ;) {
      const writer = writerOf[columns.from[at] ?? -1] ?? -1;
      if (writer < 0 || isSettled(writer)) break;
      demandedBy[writer] = at;
      at = writer;
    }
  };
  for (const i of shown) follow(i);
  for (let i = 0; i < columns.count; i += 1) follow(i);
  return demandedBy;
}

/** Why pending operations took effect: what found their values, and so on to one that ended. */
function proofsOf(columns: ChainOperations, indices: readonly number[]): number[] {
  const pending = indices.filter((index) => columns.completed[index] === never);
  if (pending.length === 0) return [];
  const demandedBy = demands(columns, indices);
  const proofs: number[] = [];
  for (const index of pending) {
    for (let at = demandedBy[index] ?? -1; at >= 0; at = demandedBy[at] ?? -1) proofs.push(at);
  }
  return proofs;
}

/** A conflict as a decision, in the words of the history. */
export function toldConflict(
  meaning: ChainMeaning,
  conflict: Exclude<ChainConflict, { kind: 'repeated' }>,
): Decision {
  const { columns } = meaning;
  const { why, shown, others = [] } = reason(meaning, conflict);
  const indices = shown.filter((index) => index >= 0);
  const all = [...indices, ...proofsOf(columns, indices)];
  const operations = all.map((index) => meaning.operations[index] ?? -1);
  const evidence = meaning.evidenceOf?.(operations) ?? [];
  return violated(meaning.part, meaning.method, why, [...operations, ...evidence, ...others]);
}
