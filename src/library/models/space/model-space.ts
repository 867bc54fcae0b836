import { compactJson } from '../../../base/json/json.ts';
import { type History, outcome } from '../../../history/history.ts';
import { Pairs } from '../../../history/linearizability/pairs.ts';
import { impossible, type StateSpace } from '../../../history/linearizability/state-space.ts';
import { type Cell, nil } from '../../../history/value-table.ts';
import type { GivenReply, Model } from '../define.ts';
import { Shape } from './shape.ts';
import { demandResult } from './step-result.ts';

/** Makes plain data unchangeable, all the way down. */
function freeze(value: unknown): void {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return;
  Object.freeze(value);
  for (const part of Object.values(value)) freeze(part);
}

/** In the place of an answer that nobody knows; the cell of no value. */
const unheard: Cell = -0x8000_0000;

/** The place among the parameters of a step of the reply that a client got. */
const givenPlace = 2;

/** Among transitions: not computed yet. */
const notYet = -2;

/** An operation as often as it was the same. */
interface Class {
  readonly op: string;
  readonly shape: Shape;
  readonly body: GivenReply;
  /** The reply that was given; undefined when nobody knows it. */
  readonly given: GivenReply | undefined;
  readonly process: string;
  readonly output: Cell;
  readonly isReadOnly: boolean;
}

/**
 * A model compiled for the operations of one history: states are interned by their JSON, what
 * nothing tells apart is one class, and no transition is computed twice.
 */
export class ModelSpace implements StateSpace {
  readonly initial: number;
  readonly #model: Model;
  readonly #history: History;
  readonly #yes: Cell;
  readonly #no: Cell;
  readonly #states: unknown[] = [];
  readonly #stateOf = new Map<string, number>();
  #stateBytes = 0;
  /** By name. */
  readonly #shapes: readonly Shape[];
  readonly #asked = new Pairs();
  readonly #told = new Pairs();
  readonly #about = new Pairs();
  readonly #by = new Pairs();
  readonly #classes: Class[] = [];
  readonly #transitions = new Pairs();
  #next = new Int32Array(64).fill(notYet);

  constructor(model: Model, history: History, initial: unknown) {
    this.#model = model;
    this.#history = history;
    this.#shapes = history.names.map((name) => new Shape(model.operations[name]));
    this.#yes = history.values.cellOf(true);
    this.#no = history.values.cellOf(false);
    this.initial = this.#interned(initial);
  }

  get bytes(): number {
    const pairs = [this.#asked, this.#told, this.#about, this.#by, this.#transitions];
    const pairBytes = pairs.reduce((sum, { bytes }) => sum + bytes, 0);
    return pairBytes + this.#next.length * 4 + this.#stateBytes;
  }

  classOf(operation: number, known: boolean): number {
    const { name, key, input, output, process } = this.#history;
    const its = name[operation] ?? 0;
    const shape = this.#shapes[its];
    if (shape === undefined) throw new RangeError(`the history has no operation ${operation}`);
    const isHeard = known && this.#history.outcome[operation] === outcome.ok;
    const answer = isHeard ? (output[operation] ?? nil) : unheard;
    const keyCell = shape.hasKey ? (key[operation] ?? nil) : nil;
    const inputCell = input[operation] ?? nil;
    const asked = this.#asked.of(its, inputCell);
    const who = this.#model.byProcess ? (process[operation] ?? 0) : 0;
    const number = this.#by.of(this.#about.of(this.#told.of(asked, answer), keyCell), who);
    if (number === this.#classes.length) {
      this.#classes.push(this.#newClass(operation, shape, answer));
    }
    return number;
  }

  isReadOnly(operationClass: number): boolean {
    return this.#classAt(operationClass).isReadOnly;
  }

  step(state: number, operationClass: number): number {
    const transition = this.#transitions.of(state, operationClass);
    if (transition >= this.#next.length) {
      const longer = new Int32Array(this.#next.length * 2).fill(notYet);
      longer.set(this.#next);
      this.#next = longer;
    }
    const known = this.#next[transition] as number;
    if (known !== notYet) return known;
    const next = this.#computed(state, this.#classAt(operationClass));
    this.#next[transition] = next;
    return next;
  }

  textOf(state: number): string {
    return compactJson(this.#states[state]);
  }

  #classAt(operationClass: number): Class {
    const found = this.#classes[operationClass];
    if (found === undefined) throw new RangeError(`there is no class ${operationClass}`);
    return found;
  }

  #newClass(operation: number, shape: Shape, answer: Cell): Class {
    const { values, names, name, key, input, process, processes } = this.#history;
    const op = names[name[operation] ?? 0] ?? '';
    const given = answer === unheard ? undefined : shape.reply(values, answer);
    const body = shape.body(values, key[operation] ?? nil, input[operation] ?? nil);
    freeze(body);
    freeze(given);
    return {
      op,
      shape,
      body,
      given,
      process: this.#model.byProcess ? (processes[process[operation] ?? 0] ?? '') : '',
      output: answer,
      isReadOnly: this.#model.isReadOnly?.(op, given) ?? false,
    };
  }

  #computed(state: number, its: Class): number {
    const step = this.#model.steps[its.op];
    if (step === undefined) return state;
    const result = step(this.#states[state], its.body, its.given, its.process);
    if (result === 'impossible') return impossible;
    demandResult(this.#model.name, its.op, its.shape, result);
    if (result.reply === undefined) this.#mindReply(its, step.length);
    else if (its.given !== undefined) {
      const reply = its.shape.outputCell(this.#history.values, result.reply as GivenReply);
      if (!this.#isAnswer(its, reply)) return impossible;
    }
    const next = this.#interned(result.state);
    if (its.isReadOnly && next !== state) {
      throw new TypeError(
        `model ${this.#model.name}: ${its.op} is read-only and changed the state`,
      );
    }
    return next;
  }

  /** A step that neither says nor sees the answer forgot it: every answer would be right. */
  #mindReply({ op, shape }: Class, parameters: number): void {
    if (parameters > givenPlace || shape.replyFields.length === 0) return;
    throw new TypeError(
      `model ${this.#model.name}: the step of ${op} gives no reply, though ${op} is answered with ` +
        `${shape.replyFields.join(', ')}; where any answer is right, take "given" and give it back`,
    );
  }

  /** Recorders write what they like for "yes, done": everything but false. */
  #isAnswer({ shape, output }: Class, reply: Cell): boolean {
    if (reply === output) return true;
    return shape.isYesOrNo && reply === this.#yes && output !== this.#no;
  }

  #interned(state: unknown): number {
    const text = typeof state === 'string' ? `"${state}` : compactJson(state);
    const known = this.#stateOf.get(text);
    if (known !== undefined) return known;
    // A step that changed it in place would change it for all orders that were tried before.
    freeze(state);
    const number = this.#states.push(state) - 1;
    this.#stateOf.set(text, number);
    // Two bytes a character, once as state and once as text, and an entry in map and list.
    this.#stateBytes += text.length * 4 + 64;
    return number;
  }
}
