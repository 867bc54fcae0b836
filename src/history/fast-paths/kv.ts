import { compareText } from '../../base/order.ts';
import type { Decision, Part } from '../decision.ts';
import { outcome } from '../history.ts';
import { type Cell, nil } from '../value-table.ts';
import { appendedDecision, appendedRole } from './appended.ts';
import { AppendedStates } from './appended-states.ts';
import { registerLike } from './register.ts';
import { isOneObject, told, violated, wordsOf } from './verdict.ts';

const method = 'text order';
const kvWords = ['get', 'append', 'put', 'cas'] as const;

/** A key whose texts are put together of pieces. */
class Pieces {
  readonly texts: string[] = [];
  readonly isPut: boolean[] = [];
  readonly #indexOf = new Map<string, number>();
  #lengths: readonly number[] = [];

  /** The number of a new piece; -1 when it was given before. */
  add(text: string, isPut: boolean): number {
    if (this.#indexOf.has(text)) return -1;
    const piece = this.texts.push(text) - 1;
    this.isPut.push(isPut);
    this.#indexOf.set(text, piece);
    return piece;
  }

  /** Whether no piece is the beginning of another one: then a text can be read in one way only. */
  seal(): boolean {
    const sorted = this.texts.toSorted(compareText);
    this.#lengths = [...new Set(sorted.map((text) => text.length))];
    if (sorted[0] === '' || this.#lengths.length > 32) return false;
    return sorted.every((text, i) => !(sorted[i + 1] ?? '').startsWith(text));
  }

  /** The piece that stands in a text at a place, or -1. */
  at(text: string, place: number): number {
    for (const length of this.#lengths) {
      const piece = this.#indexOf.get(text.slice(place, place + length));
      if (piece !== undefined) return piece;
    }
    return -1;
  }
}

interface KvColumns {
  readonly role: Uint8Array;
  readonly item: Int32Array;
  readonly pieces: Pieces;
}

/** What each operation is; null when one is not of texts, or a piece was given twice. */
function kvColumns(part: Part, words: Int8Array): KvColumns | null {
  const { history, operations } = part;
  const { values } = history;
  const role = new Uint8Array(operations.length);
  const item = new Int32Array(operations.length);
  const pieces = new Pieces();
  for (let i = 0; i < operations.length; i += 1) {
    const operation = operations[i] ?? 0;
    if (history.outcome[operation] === outcome.fail) continue;
    const word = words[history.name[operation] ?? 0] ?? -1;
    const input = history.input[operation] ?? nil;
    const output = history.output[operation] ?? nil;
    if (word === 0) {
      if (history.outcome[operation] !== outcome.ok) continue;
      if (output !== nil && typeof values.valueOf(output) !== 'string') return null;
      role[i] = appendedRole.read;
      continue;
    }
    const text = values.valueOf(input);
    if ((word !== 1 && word !== 2) || typeof text !== 'string') return null;
    const piece = pieces.add(text, word === 2);
    if (piece < 0) return null;
    role[i] = word === 2 ? appendedRole.put : appendedRole.append;
    item[i] = piece;
  }
  return pieces.seal() ? { role, item, pieces } : null;
}

/** The state that a text is, or -1 when pieces do not make it. */
function stateOf(text: string, pieces: Pieces, states: AppendedStates): number {
  let state = 0;
  for (let place = 0; place < text.length;) {
    const piece = pieces.at(text, place);
    if (piece < 0 || (place > 0 && pieces.isPut[piece] === true)) return -1;
    state = pieces.isPut[piece] === true ? states.put(piece) : states.after(state, piece);
    place += pieces.texts[piece]?.length ?? 0;
  }
  return state;
}

function decidedTexts(part: Part, words: Int8Array): Decision | null {
  const columns = kvColumns(part, words);
  if (columns === null) return null;
  const { history, operations } = part;
  const { role, item, pieces } = columns;
  const states = new AppendedStates(pieces.texts.length);
  const known = new Map<number, number>();
  const textOf = (cell: Cell): string => {
    const value = history.values.valueOf(cell);
    return typeof value === 'string' ? value : '';
  };
  for (let i = 0; i < operations.length; i += 1) {
    if (role[i] !== appendedRole.read) continue;
    const operation = operations[i] ?? 0;
    const cell = history.output[operation] ?? nil;
    const state = known.get(cell) ?? stateOf(textOf(cell), pieces, states);
    if (state < 0) {
      const why = `${told(history, operation)} found what nobody put together`;
      return violated(part, method, why, [operation]);
    }
    known.set(cell, state);
    item[i] = state;
  }
  const textOfPiece = (piece: number) => `"${pieces.texts[piece] ?? ''}"`;
  const textOfState = (found: readonly number[]) =>
    `"${found.map((piece) => pieces.texts[piece] ?? '').join('')}"`;
  return appendedDecision(part, method, { role, item, states, textOfPiece, textOfState });
}

/**
 * A key of a key-value store that reads as '', or as nothing, at the start. With put, get and cas
 * it is a register; with append, of unique texts none of which is the beginning of another, it is
 * decided by the pieces that each text is made of. Exact where it is not null.
 */
export function kvPath(part: Part): Decision | null {
  if (!isOneObject(part)) return null;
  const { history, operations } = part;
  const words = wordsOf(history, kvWords);
  const hasAppend = operations.some((operation) => words[history.name[operation] ?? 0] === 1);
  if (hasAppend) return decidedTexts(part, words);
  const names = { read: 'get', write: 'put', change: 'cas', isNothingInitial: true };
  return registerLike(part, names, history.values.cellOf(''));
}
