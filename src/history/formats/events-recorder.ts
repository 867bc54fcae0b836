import { HistoryBuilder, outcome } from '../history.ts';
import { TransactionBuilder } from '../transactions.ts';
import { type Cell, nil } from '../value-table.ts';
import type { EventsRow } from './events-row.ts';
import { HistoryError } from './history-error.ts';
import { MicroOperations } from './micro-operations.ts';
import { isMismatch } from './mismatch.ts';
import type { Notation } from './notation.ts';
import type { OperationFields, ReaderOptions, Recorded } from './reader.ts';
import { known, noWord } from './word-table.ts';

/** What column `name` of a history has room for. */
const mostNames = 256;

/** An operation that began and has not ended. */
interface Open {
  /** Its index among the operations, or among the transactions. */
  readonly index: number;
  readonly isTransaction: boolean;
  /** The client's process that it occupies. */
  readonly process: number;
  /** Nobody knows what came of an attempt: it may have been done, whatever the last one says. */
  isDoubtful: boolean;
}

/** Processes of clients: one more whenever all that a client has are busy. */
class Processes {
  readonly #add: (client: string) => number;
  readonly #free = new Map<number, number[]>();

  constructor(add: (client: string) => number) {
    this.#add = add;
  }

  /** A free process of a client, given as its word and text. */
  take(word: number, client: string): number {
    return this.#free.get(word)?.pop() ?? this.#add(client);
  }

  /** Its operation has ended. */
  release(word: number, process: number): void {
    const free = this.#free.get(word);
    if (free === undefined) this.#free.set(word, [process]);
    else free.push(process);
  }
}

/**
 * Makes operations of the attempts in an events file: the first attempt begins an operation, the
 * last one ends it. A refusal after an attempt of unknown outcome leaves the operation unknown.
 */
export class EventsRecorder {
  readonly #notation: Notation;
  readonly #options: ReaderOptions;
  readonly #history: HistoryBuilder;
  readonly #transactions: TransactionBuilder;
  readonly #processes: Processes;
  readonly #transactionProcesses: Processes;
  readonly #micro = new MicroOperations();
  /** By workload, client and number. */
  readonly #open = new Map<number, Map<number, Map<number, Open>>>();
  readonly #names = new Set<number>();
  readonly #fields = new Map<number, OperationFields | null>();
  readonly #workloads = new Set<string>();

  constructor(notation: Notation, options: ReaderOptions) {
    const { values } = notation.atoms;
    this.#notation = notation;
    this.#options = options;
    this.#history = new HistoryBuilder(values);
    this.#transactions = new TransactionBuilder(values);
    this.#processes = new Processes((client) => this.#history.newProcess(client));
    this.#transactionProcesses = new Processes((client) => this.#transactions.newProcess(client));
  }

  /** Takes a row of the kind `invoked` or `completed`. */
  record(row: EventsRow): void {
    const { name, node, workload, number } = row;
    if (name === noWord || node === noWord || workload === noWord) {
      throw this.#error('the row of an operation needs its name, node and workload');
    }
    if (!Number.isSafeInteger(number)) {
      throw this.#error('the row of an operation needs its number');
    }
    if (!this.#isWanted(workload)) return;
    const open = this.#openOf(workload, node);
    if (row.type === known.invoked) {
      if (row.attempt === 1) this.#begin(open, row);
      return;
    }
    const operation = open.get(number);
    if (operation === undefined) throw this.#error('an operation ends that did not begin');
    if (row.status === known.unknown) operation.isDoubtful = true;
    if (!row.isLast) return;
    open.delete(number);
    this.#end(operation, row);
  }

  /** All that was taken. */
  recorded(): Recorded {
    const { of } = this.#options;
    if (of !== undefined && this.#workloads.size > 0 && !this.#workloads.has(of)) {
      const words = [...this.#workloads].join(', ');
      throw new HistoryError(`no operation belongs to workload "${of}"; there is ${words}`);
    }
    return { history: this.#history.build(), transactions: this.#transactions.build() };
  }

  get #line(): number {
    return this.#notation.atoms.buffer.markLine;
  }

  #error(message: string): Error {
    return this.#notation.atoms.buffer.recordError(message);
  }

  #textOf(word: number): string {
    const text = this.#notation.atoms.words.textOf(word);
    if (text === null) throw this.#error('a name in this row is no UTF-8');
    return text;
  }

  #isWanted(workload: number): boolean {
    const { of } = this.#options;
    if (of === undefined) return true;
    const text = this.#textOf(workload);
    this.#workloads.add(text);
    return text === of;
  }

  #openOf(workload: number, node: number): Map<number, Open> {
    let ofWorkload = this.#open.get(workload);
    if (ofWorkload === undefined) {
      ofWorkload = new Map();
      this.#open.set(workload, ofWorkload);
    }
    let ofNode = ofWorkload.get(node);
    if (ofNode === undefined) {
      ofNode = new Map();
      ofWorkload.set(node, ofNode);
    }
    return ofNode;
  }

  #fieldsOf(name: number): OperationFields | null {
    const met = this.#fields.get(name);
    if (met !== undefined) return met;
    const fields = this.#options.fieldsOf?.(this.#textOf(name)) ?? null;
    this.#fields.set(name, fields);
    return fields;
  }

  #cellOf(row: EventsRow, part: 'body' | 'reply'): Cell {
    const { values, words } = this.#notation.atoms;
    const fields = this.#fieldsOf(row.name);
    const declared = part === 'body' ? fields?.input : fields?.output;
    return row[part].cell(values, words, declared ?? null);
  }

  #begin(open: Map<number, Open>, row: EventsRow): void {
    if (open.has(row.number)) throw this.#error('an operation begins twice');
    const input = this.#cellOf(row, 'body');
    const isTransaction =
      (row.name === known.txn || row.name === known.transact) &&
      this.#micro.take(this.#notation.atoms.values, input);
    const client = this.#textOf(row.node);
    const processes = isTransaction ? this.#transactionProcesses : this.#processes;
    const process = processes.take(row.node, client);
    const index = isTransaction
      ? this.#beginTransaction(process, row.atNs)
      : this.#history.invoke(
          process,
          this.#nameOf(row.name),
          row.body.key,
          input,
          row.atNs,
          this.#line,
        );
    open.set(row.number, { index, isTransaction, process, isDoubtful: false });
  }

  #beginTransaction(process: number, atNs: number): number {
    const index = this.#transactions.invoke(process, atNs, this.#line);
    this.#micro.addTo(this.#transactions);
    return index;
  }

  #nameOf(word: number): number {
    if (this.#names.size === mostNames && !this.#names.has(word)) {
      throw this.#error(`a history has at most ${mostNames} operation names`);
    }
    this.#names.add(word);
    return this.#history.nameOf(this.#textOf(word));
  }

  #end(operation: Open, row: EventsRow): void {
    const { index, isTransaction, process, isDoubtful } = operation;
    const isOk = row.status === known.ok;
    if (!isOk && row.status !== known.fail && row.status !== known.unknown) {
      throw this.#error('the outcome of an operation is ok, fail or unknown');
    }
    if (!isOk && isDoubtful) {
      if (!isTransaction) this.#history.giveUp(index, row.atNs, this.#line);
      return;
    }
    const processes = isTransaction ? this.#transactionProcesses : this.#processes;
    processes.release(row.node, process);
    if (isTransaction) this.#endTransaction(index, row, isOk);
    else this.#endOperation(index, row, isOk);
  }

  #endOperation(index: number, row: EventsRow, isOk: boolean): void {
    const isInformative =
      !isOk &&
      row.name === known.cas &&
      isMismatch(this.#notation.atoms.words.textOf(row.error) ?? '');
    const answer = isOk ? this.#cellOf(row, 'reply') : nil;
    const output = isInformative ? this.#notation.atoms.truthCell(false) : answer;
    const how = isOk || isInformative ? outcome.ok : outcome.fail;
    this.#history.complete(index, how, output, row.atNs, this.#line);
  }

  #endTransaction(index: number, row: EventsRow, isOk: boolean): void {
    if (isOk) {
      const reply = this.#cellOf(row, 'reply');
      const isList = this.#micro.take(this.#notation.atoms.values, reply);
      if (isList && !this.#micro.answer(this.#transactions, index)) {
        throw this.#error('the transaction ends with other micro-operations than it began');
      }
    }
    const how = isOk ? outcome.ok : outcome.fail;
    this.#transactions.complete(index, how, row.atNs, this.#line);
  }
}
