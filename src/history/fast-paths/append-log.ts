import type { Decision, Part } from '../decision.ts';
import { outcome } from '../history.ts';
import { nil } from '../value-table.ts';
import { appendedDecision, appendedRole } from './appended.ts';
import { AppendedStates } from './appended-states.ts';
import { CellIndex } from './cell-index.ts';
import { isOneObject, told, violated, wordsOf } from './verdict.ts';

const method = 'log order';

/** How many last elements of a long log are shown. */
const shownElements = 6;

interface LogParts {
  readonly role: Uint8Array;
  readonly item: Int32Array;
  readonly pieces: CellIndex;
}

/** The appended elements numbered, and what each operation is; null when it is no plain log. */
function appends(part: Part): LogParts | null {
  const { history, operations } = part;
  const words = wordsOf(history, ['read', 'append']);
  const role = new Uint8Array(operations.length);
  const item = new Int32Array(operations.length);
  const pieces = new CellIndex(operations.length);
  for (let i = 0; i < operations.length; i += 1) {
    const operation = operations[i] ?? 0;
    if (history.outcome[operation] === outcome.fail) continue;
    const word = words[history.name[operation] ?? 0] ?? -1;
    const input = history.input[operation] ?? nil;
    const output = history.output[operation] ?? nil;
    if (word < 0) return null;
    if (word === 0) {
      if (history.outcome[operation] !== outcome.ok) continue;
      if (output !== nil && !history.values.isList(output)) return null;
      role[i] = appendedRole.read;
      continue;
    }
    const count = pieces.count;
    const piece = pieces.add(input);
    if (piece < count) return null;
    role[i] = appendedRole.append;
    item[i] = piece;
  }
  return { role, item, pieces };
}

/**
 * An append-only log (append, read of the whole list) of which each element was appended once:
 * reads give the order of the appends. A read of nothing is one of an empty log. Exact; linear in
 * the elements of different lists read.
 */
export function appendLogPath(part: Part): Decision | null {
  if (!isOneObject(part)) return null;
  const log = appends(part);
  if (log === null) return null;
  const { history, operations } = part;
  const { values } = history;
  const { role, item, pieces } = log;
  const states = new AppendedStates(pieces.count);
  const lists = new CellIndex(64);
  const stateOfList: number[] = [];
  for (let i = 0; i < operations.length; i += 1) {
    if (role[i] !== appendedRole.read) continue;
    const operation = operations[i] ?? 0;
    const cell = history.output[operation] ?? nil;
    const known = stateOfList[lists.add(cell)];
    if (known !== undefined) {
      item[i] = known;
      continue;
    }
    let state = 0;
    for (const element of cell === nil ? [] : values.elementsOf(cell)) {
      const piece = pieces.indexOf(element);
      if (piece < 0) {
        const why = `${told(history, operation)} holds ${values.textOf(element)}, which nobody appended`;
        return violated(part, method, why, [operation]);
      }
      state = states.after(state, piece);
    }
    item[i] = state;
    stateOfList.push(state);
  }
  const textOfPiece = (piece: number) => values.textOf(pieces.cellAt(piece));
  const textOfState = (found: readonly number[]) =>
    `[${found.length > shownElements ? '... ' : ''}${found.slice(-shownElements).map(textOfPiece).join(' ')}]`;
  return appendedDecision(part, method, { role, item, states, textOfPiece, textOfState });
}
