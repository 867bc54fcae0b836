import { HistoryBuilder, outcome } from '../history.ts';
import { TransactionBuilder } from '../transactions.ts';
import { type Cell, nil } from '../value-table.ts';
import type { JepsenRow } from './jepsen-row.ts';
import { KeyedValues } from './keyed-values.ts';
import { isMismatch } from './mismatch.ts';
import type { Notation } from './notation.ts';
import type { ReaderOptions, Recorded } from './reader.ts';
import { known, noWord } from './word-table.ts';

/** What the column of names has room for. */
const mostNames = 256;

/** A process of the recorder, and what it is about. */
interface Lane {
  readonly word: string;
  /** Its index among the processes of operations and of transactions; -1: a new one is due. */
  process: number;
  transactionProcess: number;
  /** The open operation or transaction; -1: none. */
  open: number;
  f: number;
  key: Cell;
  input: Cell;
}

/** How the rows of a format differ from those of the others. */
export interface JepsenDialect {
  /** A failed cas without an error means that the register held something else. */
  readonly failedCasIsMismatch: boolean;
  /** Every operation has to name its key. */
  readonly needsKey: boolean;
  readonly keyed: boolean | null;
  /** The fields of an operation as its model declares them, if anybody knows. */
  readonly fieldsOf: ReaderOptions['fieldsOf'];
}

/**
 * Makes operations and transactions of Jepsen's events. A process whose operation ended unknown goes
 * on as a new one: it no longer waits for that operation.
 */
export class JepsenRecorder {
  readonly #history: HistoryBuilder;
  readonly #transactions: TransactionBuilder;
  readonly #notation: Notation;
  readonly #dialect: JepsenDialect;
  readonly #keyedValues: KeyedValues;
  readonly #lanes = new Map<number, Lane>();
  /** By word: the index of an operation's name. */
  readonly #nameOfWord: number[] = [];
  #nameCount = 0;
  /** The index of the last event that had one. */
  #index = -Infinity;
  /** By word: whether an operation asks for nothing but an answer. */
  readonly #tellsOfWord: boolean[] = [];

  constructor(notation: Notation, dialect: JepsenDialect) {
    const { values } = notation.atoms;
    this.#history = new HistoryBuilder(values);
    this.#transactions = new TransactionBuilder(values);
    this.#notation = notation;
    this.#dialect = dialect;
    this.#keyedValues = new KeyedValues(this.#history, dialect.keyed);
  }

  /** Whether rows should read a list of two as a pair. */
  get wantsPairs(): boolean {
    return this.#keyedValues.mayBeKeyed;
  }

  /** Takes an event. */
  record(row: JepsenRow): void {
    this.#follow(row.index);
    if (!row.hasProcess) throw this.#error(`an event needs ${this.#keyText('process')}`);
    if (!Number.isSafeInteger(row.process)) {
      // A nemesis only ever informs; whoever asks is a client, and must not be passed over.
      if (row.type === noWord || row.type === known.info) return;
      const text = this.#keyText('process');
      throw this.#error(`the ${text} of an operation must be a whole number`);
    }
    if (row.type === noWord) throw this.#error(`an event needs ${this.#keyText('type')}`);
    const lane = this.#laneOf(row.process);
    if (row.type === known.invoke) this.#invoke(lane, row);
    else if (lane.open < 0) {
      throw this.#error(`process ${lane.word} has no open operation that could end here`);
    } else {
      this.#complete(lane, row);
      lane.open = -1;
    }
  }

  /** All that was taken. */
  recorded(): Recorded {
    return { history: this.#history.build(), transactions: this.#transactions.build() };
  }

  #error(message: string): Error {
    return this.#notation.atoms.buffer.recordError(message);
  }

  #keyText(name: string): string {
    return this.#notation.keyText(name);
  }

  /** Events count in the order in which they stand: another order of theirs would be another history. */
  #follow(index: number): void {
    if (index <= this.#index) {
      const text = this.#keyText('index');
      throw this.#error(
        `${text} ${index} stands behind ${text} ${this.#index}: events must stand in their order`,
      );
    }
    if (!Number.isNaN(index)) this.#index = index;
  }

  get #line(): number {
    return this.#notation.atoms.buffer.markLine;
  }

  #laneOf(process: number): Lane {
    const met = this.#lanes.get(process);
    if (met !== undefined) return met;
    const lane: Lane = {
      word: String(process),
      process: -1,
      transactionProcess: -1,
      open: -1,
      f: noWord,
      key: nil,
      input: nil,
    };
    this.#lanes.set(process, lane);
    return lane;
  }

  #nameOf(word: number): number {
    const made = this.#nameOfWord[word];
    if (made !== undefined) return made;
    const text = this.#notation.atoms.words.textOf(word);
    if (text === null) throw this.#error('the name of the operation is no UTF-8');
    if (this.#nameCount === mostNames) {
      throw this.#error(`a history has at most ${mostNames} operation names`);
    }
    this.#nameCount += 1;
    const name = this.#history.nameOf(text);
    this.#nameOfWord[word] = name;
    return name;
  }

  #invoke(lane: Lane, row: JepsenRow): void {
    if (row.f === noWord) throw this.#error(`an invocation needs ${this.#keyText('f')}`);
    if (lane.open >= 0) {
      throw this.#error(`process ${lane.word} begins an operation before its last one ended`);
    }
    lane.f = row.f;
    if (row.f === known.txn) this.#invokeTransaction(lane, row);
    else this.#invokeOperation(lane, row);
  }

  #invokeOperation(lane: Lane, row: JepsenRow): void {
    if (this.#dialect.needsKey && !row.hasKey) {
      throw this.#error(`an operation needs ${this.#keyText('key')}`);
    }
    if (lane.process < 0) lane.process = this.#history.newProcess(lane.word);
    const isKeyed = this.#takesPairs(row.isPair && !row.hasKey, this.#looksKeyed(row));
    lane.key = isKeyed ? row.first : row.key;
    lane.input = isKeyed ? row.second : row.wholeValue(this.#notation);
    const name = this.#nameOf(row.f);
    lane.open = this.#history.invoke(
      lane.process,
      name,
      lane.key,
      lane.input,
      row.timeNs,
      this.#line,
    );
  }

  /** The two values of a cas look like a pair, so one with a key has them in a list of their own. */
  #looksKeyed(row: JepsenRow): boolean {
    return row.f !== known.cas || this.#history.values.lengthOf(row.second) === 2;
  }

  /** Whether a value is a key and a value. If it is none, or unlikely one, no value of the file is. */
  #takesPairs(isPair: boolean, isLikely: boolean): boolean {
    const keyedValues = this.#keyedValues;
    if (!keyedValues.mayBeKeyed) return false;
    if (this.#dialect.keyed === true) {
      if (isPair) return true;
      throw this.#error(`expected a list of the key and a value as ${this.#keyText('value')}`);
    }
    if (isPair && isLikely) return true;
    keyedValues.giveUp();
    for (const lane of this.#lanes.values()) {
      if (lane.open < 0 || lane.f === known.txn) continue;
      lane.input = this.#history.values.list([lane.key, lane.input]);
      lane.key = nil;
    }
    return false;
  }

  #complete(lane: Lane, row: JepsenRow): void {
    if (row.f !== noWord && row.f !== lane.f) {
      const { words } = this.#notation.atoms;
      const [began, ended] = [words.textOf(lane.f), words.textOf(row.f)];
      throw this.#error(`process ${lane.word} ends ${ended}, but what it began is ${began}`);
    }
    const isUnknown = row.type === known.info || this.#timedOut(row);
    if (lane.f === known.txn) this.#completeTransaction(lane, row, isUnknown);
    else this.#completeOperation(lane, row, isUnknown);
    if (isUnknown) lane.process = lane.transactionProcess = -1;
  }

  #completeOperation(lane: Lane, row: JepsenRow, isUnknown: boolean): void {
    const history = this.#history;
    if (isUnknown) history.giveUp(lane.open, row.timeNs, this.#line);
    else if (row.type === known.ok) {
      const output = this.#outputOf(lane, row);
      if (lane.key === nil && row.hasKey) history.amend(lane.open, row.key, lane.input);
      history.complete(lane.open, outcome.ok, output, row.timeNs, this.#line);
    } else if (lane.f === known.cas && this.#isMismatch(row)) {
      const no = this.#notation.atoms.truthCell(false);
      history.complete(lane.open, outcome.ok, no, row.timeNs, this.#line);
    } else history.complete(lane.open, outcome.fail, nil, row.timeNs, this.#line);
  }

  /** The answer: Jepsen's completions repeat the input where an operation has nothing to tell. */
  #outputOf(lane: Lane, row: JepsenRow): Cell {
    if (row.hasOutput) return row.output;
    if (!row.hasValue) return nil;
    const isPair = row.isPair && row.first === lane.key;
    const isKeyed = this.#takesPairs(isPair, row.second !== nil || lane.input === nil);
    const value = isKeyed ? row.second : row.wholeValue(this.#notation);
    return value === lane.input && !this.#onlyTells(lane.f) ? nil : value;
  }

  /**
   * Whether an operation asks for nothing but an answer, as a read does: what its invocation says is
   * then the answer as well, filled in afterwards by some recorders, and no question to repeat.
   */
  #onlyTells(f: number): boolean {
    const made = this.#tellsOfWord[f];
    if (made !== undefined) return made;
    const fields = this.#dialect.fieldsOf?.(this.#notation.atoms.words.textOf(f) ?? '') ?? null;
    const tells =
      fields === null
        ? f === known.read
        : fields.output.length > 0 && fields.input.every((name) => name === 'key');
    this.#tellsOfWord[f] = tells;
    return tells;
  }

  #isMismatch(row: JepsenRow): boolean {
    if (this.#dialect.failedCasIsMismatch && !row.hasError) return true;
    return isMismatch(this.#notation.atoms.words.textOf(row.error) ?? '');
  }

  /** Old histories say `:fail` and `:timed-out`: nobody knows. */
  #timedOut(row: JepsenRow): boolean {
    const cell = row.isPair ? row.second : row.value;
    if (row.type !== known.fail || cell >= nil) return false;
    const value = this.#history.values.valueOf(cell);
    return value === ':timed-out' || value === 'timed-out';
  }

  #invokeTransaction(lane: Lane, row: JepsenRow): void {
    const transactions = this.#transactions;
    if (lane.transactionProcess < 0) lane.transactionProcess = transactions.newProcess(lane.word);
    lane.open = transactions.invoke(lane.transactionProcess, row.timeNs, this.#line);
    row.micro.addTo(transactions);
  }

  #completeTransaction(lane: Lane, row: JepsenRow, isUnknown: boolean): void {
    if (isUnknown) return;
    const transactions = this.#transactions;
    const isOk = row.type === known.ok;
    if (isOk && row.micro.count >= 0 && !row.micro.answer(transactions, lane.open)) {
      throw this.#error('the transaction ends with other micro-operations than it began');
    }
    transactions.complete(lane.open, isOk ? outcome.ok : outcome.fail, row.timeNs, this.#line);
  }
}
