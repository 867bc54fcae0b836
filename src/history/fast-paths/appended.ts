import type { Decision, Part } from '../decision.ts';
import type { AppendedStates } from './appended-states.ts';
import { ChainColumns } from './chain-columns.ts';
import { toldConflict } from './chain-telling.ts';
import {
  type ChainConflict,
  chainKind,
  type ChainOperations,
  orderOfValues,
} from './value-chains.ts';
import { held, told, violated } from './verdict.ts';

/** What an operation does to something that grows: a number of the column `role`. */
export const appendedRole = { none: 0, read: 1, append: 2, put: 3 } as const;

/** A part as reads, appends and puts of pieces, each piece given once. */
export interface AppendedColumns {
  /** By operation of the part. */
  readonly role: Uint8Array;
  /** The piece appended or put; the state read. */
  readonly item: Int32Array;
  readonly states: AppendedStates;
  readonly textOfPiece: (piece: number) => string;
  readonly textOfState: (pieces: readonly number[]) => string;
}

/** The pieces of a state from its beginning. */
function piecesOf(states: AppendedStates, state: number): number[] {
  const pieces: number[] = [];
  for (let at = state; at > 0; at = states.beforeOf(at)) pieces.push(states.pieceOf(at));
  return pieces.reverse();
}

/** The operations that read a state or one that begins with it: the first found; none: -1. */
function readerOf(part: Part, columns: AppendedColumns, state: number): number {
  const found = columns.role.findIndex(
    (role, i) => role === appendedRole.read && columns.states.holds(columns.item[i] ?? 0, state),
  );
  return part.operations[found] ?? -1;
}

/** Reads that show in which states the shown pieces were put. */
function evidence(part: Part, columns: AppendedColumns, shown: readonly number[]): number[] {
  const { operations } = part;
  const { role, item, states } = columns;
  const places = shown.map((operation) => operations.indexOf(operation));
  const readStates = places.filter((i) => role[i] === appendedRole.read).map((i) => item[i] ?? 0);
  const found: number[] = [];
  const made = places
    .filter((i) => role[i] === appendedRole.append || role[i] === appendedRole.put)
    .map((i) => states.madeBy(item[i] ?? 0))
    .filter((state) => state >= 0)
    .sort((a, b) => b - a);
  for (const state of made) {
    if (readStates.some((known) => states.holds(known, state))) continue;
    const reader = readerOf(part, columns, state);
    found.push(reader);
    readStates.push(item[operations.indexOf(reader)] ?? 0);
  }
  return found;
}

function toldTwice(part: Part, method: string, columns: AppendedColumns): Decision | null {
  const { conflict } = columns.states;
  if (conflict === null) return null;
  const readers = conflict.states.map((state) => readerOf(part, columns, state));
  const text = columns.textOfPiece(conflict.piece);
  const words = [...new Set(readers)].map((operation) => told(part.history, operation));
  const why =
    words.length === 1
      ? `${words.join('')} holds ${text} twice, which was given only once`
      : `${words.join(' and ')} hold ${text} after different beginnings, but it was given only once`;
  const writer = columns.role.findIndex(
    (role, i) => role > appendedRole.read && columns.item[i] === conflict.piece,
  );
  return violated(part, method, why, [...readers, part.operations[writer] ?? -1]);
}

/** An append that was over before something began that grew from the start without it. */
function toldLost(
  part: Part,
  method: string,
  columns: AppendedColumns,
  built: ChainOperations,
  operations: Int32Array,
  found: ChainConflict,
): Decision | null {
  if (found.kind !== 'interleaved' || found.outer.endsFirst >= 0) return null;
  const lost = found.inner.endsFirst;
  const last = found.outer.beginsLast;
  if ((built.to[lost] ?? -1) < columns.states.count) return null;
  const shown = [lost, last].map((index) => operations[index] ?? -1);
  const [append, later] = shown.map((operation) => told(part.history, operation));
  const isRead = built.kind[last] === chainKind.read;
  const rest = isRead ? 'but does not show in it' : 'but does not stand before it';
  const why = `${append} ended before ${later} began, ${rest}`;
  return violated(part, method, why, [...shown, ...evidence(part, columns, shown)]);
}

/**
 * Decides something that grows by unique pieces and may be replaced by unique ones. An append that
 * a read shows is a change from the state before to the state with it; one that no read shows is
 * like a write of a value that nobody reads: what comes after it is a replacement, or nothing seen.
 * So the zones of a register decide it; see `orderOfValues`.
 */
export function appendedDecision(part: Part, method: string, columns: AppendedColumns): Decision {
  const { role, item, states } = columns;
  const twice = toldTwice(part, method, columns);
  if (twice !== null) return twice;
  const chain = new ChainColumns(part);
  let valueCount = states.count;
  for (let i = 0; i < part.operations.length; i += 1) {
    const operation = part.operations[i] ?? 0;
    const what = item[i] ?? 0;
    if (role[i] === appendedRole.none) continue;
    if (role[i] === appendedRole.read) {
      chain.read(operation, what);
      continue;
    }
    const state = states.madeBy(what);
    if (state < 0) {
      chain.write(operation, valueCount);
      valueCount += 1;
    } else if (role[i] === appendedRole.put) {
      chain.write(operation, state);
    } else {
      chain.change(operation, states.beforeOf(state), state);
    }
  }
  const { operations } = chain;
  const built = chain.build(valueCount);
  const found = orderOfValues(built);
  if (found.kind === 'ordered') return held(part, method);
  if (found.kind === 'repeated') throw new Error('a state of unique pieces was made twice');
  const lost = toldLost(part, method, columns, built, operations, found);
  if (lost !== null) return lost;
  const textOf = (value: number) =>
    value < states.count ? columns.textOfState(piecesOf(states, value)) : 'what nobody read';
  const evidenceOf = (shown: readonly number[]) => evidence(part, columns, shown);
  return toldConflict({ part, method, columns: built, operations, textOf, evidenceOf }, found);
}
