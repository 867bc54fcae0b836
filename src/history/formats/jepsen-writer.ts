import { type History, never, outcome } from '../history.ts';
import { microOperation, type TransactionHistory, unread } from '../transactions.ts';
import { type Cell, nil } from '../value-table.ts';
import { ednStyle, type JepsenStyle, jsonStyle, type Member } from './jepsen-text.ts';
import { mismatches } from './mismatch.ts';

/** A chunk has at least so many characters, but for the last one. */
const chunkLength = 1 << 16;

/** How to write a history. */
export interface WriterOptions {
  /**
   * Where keys go: into the values, `[key value]`, as Jepsen's independent generators and checkers
   * have them; or beside them as `:key`. Left out: into the values, if every operation has a key.
   */
  readonly keys?: 'in-values' | 'beside';
}

/** What operations and transactions have alike. */
type Columns = Pick<
  History,
  'count' | 'invoked' | 'completed' | 'invokedNs' | 'completedNs' | 'outcome' | 'process'
>;

/** The members of an event between its process and its end. */
type Describe = (operation: number, type: EventType) => readonly Member[];

type EventType = 'invoke' | 'ok' | 'fail' | 'info';

const microWords: ReadonlyMap<number | undefined, string> = new Map([
  [microOperation.read, 'r'],
  [microOperation.write, 'w'],
  [microOperation.append, 'append'],
]);

/** By place in the total order: operation + 1 for an invocation, its negative for a completion. */
function eventsByPlace({ count, invoked, completed }: Columns): Int32Array {
  const events = new Int32Array(count * 2);
  for (let i = 0; i < count; i += 1) {
    events[invoked[i] ?? 0] = i + 1;
    const end = completed[i] ?? never;
    if (end !== never) events[end] = -(i + 1);
  }
  return events;
}

/** Events in order: those of unknown outcome end behind all others. */
function* eventsOf(columns: Columns): Generator<[operation: number, isEnd: boolean]> {
  for (const event of eventsByPlace(columns)) {
    if (event !== 0) yield event > 0 ? [event - 1, false] : [-event - 1, true];
  }
  for (let i = 0; i < columns.count; i += 1) {
    if (columns.completed[i] === never) yield [i, true];
  }
}

function typeOf(how: number | undefined): EventType {
  if (how === outcome.ok) return 'ok';
  return how === outcome.fail ? 'fail' : 'info';
}

function* chunks(
  columns: Columns,
  style: JepsenStyle,
  describe: Describe,
  endOf: (operation: number) => EventType,
): Generator<string, void, undefined> {
  let text = '';
  let index = 0;
  for (const [operation, isEnd] of eventsOf(columns)) {
    const type = isEnd ? endOf(operation) : 'invoke';
    const timeNs = (isEnd ? columns.completedNs : columns.invokedNs)[operation] ?? Number.NaN;
    text += style.line([
      ['index', String(index)],
      ...(Number.isNaN(timeNs) ? [] : [['time', String(timeNs)] as const]),
      ['type', style.word(type)],
      ['process', String(columns.process[operation])],
      ...describe(operation, type),
    ]);
    index += 1;
    if (text.length < chunkLength) continue;
    yield text;
    text = '';
  }
  if (text !== '') yield text;
}

function everyHasKey({ count, key }: History): boolean {
  for (let i = 0; i < count; i += 1) if (key[i] === nil) return false;
  return count > 0;
}

/** The members that tell what an operation asked and was told. */
function operations(history: History, style: JepsenStyle, options: WriterOptions) {
  const { values, names, name, key, input, output } = history;
  const isInValues =
    (options.keys ?? (everyHasKey(history) ? 'in-values' : 'beside')) === 'in-values';
  const no = values.cellOf(false);
  const yes = values.cellOf(true);
  const isCas = (i: number): boolean => names[name[i] ?? 0] === 'cas';
  const isMismatch = (i: number): boolean => isCas(i) && output[i] === no;
  const valueMembers = (i: number, cell: Cell): readonly Member[] => {
    const text = style.value(values, cell);
    const keyCell = key[i] ?? nil;
    const keyText = style.value(values, keyCell);
    if (isInValues) return [['value', style.list([keyText, text])]];
    return keyCell === nil
      ? [['value', text]]
      : [
          ['key', keyText],
          ['value', text],
        ];
  };
  const describe: Describe = (i, type) => {
    const f: Member = ['f', style.word(names[name[i] ?? 0] ?? '')];
    const given = input[i] ?? nil;
    const answer = output[i] ?? nil;
    if (type === 'fail' && isMismatch(i)) {
      return [f, ...valueMembers(i, given), ['error', style.word(mismatches[0] ?? '')]];
    }
    // A read that repeats what it was given would be taken for one that answers it.
    const isSilent = answer === nil && (given === nil || names[name[i] ?? 0] !== 'read');
    if (type !== 'ok' || isSilent) return [f, ...valueMembers(i, given)];
    // What the value alone does not tell stands beside it; a cas must keep its two values for others.
    const isBeside = answer === given || answer === nil || (answer === yes && isCas(i));
    if (!isBeside) return [f, ...valueMembers(i, answer)];
    return [f, ...valueMembers(i, given), ['output', style.value(values, answer)]];
  };
  const endOf = (i: number): EventType => (isMismatch(i) ? 'fail' : typeOf(history.outcome[i]));
  return { describe, endOf };
}

/** The members that tell what a transaction did. */
function transactions(history: TransactionHistory, style: JepsenStyle) {
  const { values, first, kind, key, value } = history;
  const microText = (i: number, isAnswered: boolean): string => {
    const isHidden = kind[i] === microOperation.read && !isAnswered;
    const cell = isHidden || value[i] === unread ? nil : (value[i] ?? nil);
    const about = style.value(values, key[i] ?? nil);
    return style.list([
      style.word(microWords.get(kind[i]) ?? ''),
      about,
      style.value(values, cell),
    ]);
  };
  const describe: Describe = (t, type) => {
    const texts: string[] = [];
    for (let i = first[t] ?? 0; i < (first[t + 1] ?? 0); i += 1) {
      texts.push(microText(i, type === 'ok'));
    }
    return [
      ['f', style.word('txn')],
      ['value', style.list(texts)],
    ];
  };
  return { describe, endOf: (t: number): EventType => typeOf(history.outcome[t]) };
}

function write(
  history: History | TransactionHistory,
  style: JepsenStyle,
  options: WriterOptions,
): Generator<string, void, undefined> {
  const { describe, endOf } =
    'first' in history ? transactions(history, style) : operations(history, style, options);
  return chunks(history, style, describe, endOf);
}

/**
 * A history as Jepsen's `history.edn`, in chunks of text. A process is its index; what is unknown
 * ends in an `:info` behind everything else; a cas that did not match is a `:fail`.
 */
export function writeJepsenEdn(
  history: History | TransactionHistory,
  options: WriterOptions = {},
): Generator<string, void, undefined> {
  return write(history, ednStyle, options);
}

/** The same as JSON, one object on a line. */
export function writeJepsenJson(
  history: History | TransactionHistory,
  options: WriterOptions = {},
): Generator<string, void, undefined> {
  return write(history, jsonStyle, options);
}
