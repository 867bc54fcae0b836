import { type History, never, outcome } from '../history.ts';
import type { StateSpace } from './state-space.ts';

/** What a search looks at: some operations of a history, all of it or weakened. */
export interface Scope {
  readonly history: History;
  /** Indices in order of invocation. */
  readonly operations: ArrayLike<number>;
  /** By operation of the history: the object that it is about; null: all are about one. */
  readonly objects: Int32Array | null;
  /** What was invoked later is left out, and what completed later may be. */
  readonly horizon?: number;
  /** What completed before this place is left out, and what was invoked before it may be. */
  readonly from?: number;
  /** Operations that may have taken effect at any time whatever or never, whatever they answered. */
  readonly isFree?: (operation: number) => boolean;
}

/** Before every place: the invocation of an operation that is free. */
export const anyTime = -1;

/** An operation that may be left out, before they are sorted. */
interface Optional {
  readonly operation: number;
  readonly object: number;
  readonly invoked: number;
  readonly operationClass: number;
}

/** Objects get numbers from 0 in order of appearance. */
class ObjectNumbers {
  readonly #numberOf = new Map<number, number>();
  readonly #objects: Int32Array | null;

  constructor(objects: Int32Array | null) {
    this.#objects = objects;
  }

  of(operation: number): number {
    const object = this.#objects === null ? 0 : (this.#objects[operation] as number);
    const known = this.#numberOf.get(object);
    if (known !== undefined) return known;
    const fresh = this.#numberOf.size;
    this.#numberOf.set(object, fresh);
    return fresh;
  }

  get count(): number {
    return Math.max(1, this.#numberOf.size);
  }
}

/**
 * The operations of a search in columns. Those that must be placed come in order of invocation;
 * those that may be left out stand in groups that nothing but the time of invocation tells apart.
 */
export class Problem {
  /** How many operations must be placed. */
  readonly count: number;
  /** Indices into the history. */
  readonly operation: Int32Array;
  readonly invoked: Int32Array;
  readonly completed: Int32Array;
  readonly operationClass: Int32Array;
  readonly object: Int32Array;
  /** 1: it never changes any state. */
  readonly isReadOnly: Uint8Array;
  /** Those that must be placed, in order of completion. */
  readonly byCompletion: Int32Array;
  readonly objectCount: number;
  /** All classes are smaller. */
  readonly classCount: number;
  readonly optionalCount: number;
  readonly optionalOperation: Int32Array;
  readonly optionalInvoked: Int32Array;
  readonly optionalClass: Int32Array;
  readonly optionalObject: Int32Array;
  /** The first optional operation of each group; those of g end before `groupFirst[g + 1]`. */
  readonly groupFirst: Int32Array;
  /** The first group of each object; those of o end before `objectGroup[o + 1]`. */
  readonly objectGroup: Int32Array;

  constructor(scope: Scope, space: StateSpace) {
    const { history, operations, horizon = never, from = anyTime, isFree } = scope;
    const size = operations.length;
    this.operation = new Int32Array(size);
    this.invoked = new Int32Array(size);
    this.completed = new Int32Array(size);
    this.operationClass = new Int32Array(size);
    this.object = new Int32Array(size);
    this.isReadOnly = new Uint8Array(size);
    const numbers = new ObjectNumbers(scope.objects);
    const optional: Optional[] = [];
    let count = 0;
    let classCount = 0;
    for (let i = 0; i < size; i += 1) {
      const at = operations[i] as number;
      const how = history.outcome[at];
      const isIt = isFree?.(at) ?? false;
      const invoked = isIt ? anyTime : (history.invoked[at] as number);
      const completed = history.completed[at] as number;
      if (how === outcome.fail || invoked >= horizon || completed < from) continue;
      const isHeard = how === outcome.ok && !isIt;
      const operationClass = space.classOf(at, isHeard);
      const isReadOnly = space.isReadOnly(operationClass);
      if (!isHeard || completed > horizon || invoked < from) {
        // One that may be left out and changes nothing tells nothing.
        if (isReadOnly) continue;
        optional.push({ operation: at, object: numbers.of(at), invoked, operationClass });
        continue;
      }
      classCount = Math.max(classCount, operationClass + 1);
      this.operation[count] = at;
      this.invoked[count] = invoked;
      this.completed[count] = completed;
      this.operationClass[count] = operationClass;
      this.object[count] = numbers.of(at);
      this.isReadOnly[count] = isReadOnly ? 1 : 0;
      count += 1;
    }
    this.count = count;
    this.classCount = classCount;
    this.objectCount = numbers.count;
    this.byCompletion = Int32Array.from({ length: count }, (_, i) => i).sort(
      (a, b) => (this.completed[a] as number) - (this.completed[b] as number),
    );
    this.optionalCount = optional.length;
    this.optionalOperation = new Int32Array(optional.length);
    this.optionalInvoked = new Int32Array(optional.length);
    this.optionalClass = new Int32Array(optional.length);
    this.optionalObject = new Int32Array(optional.length);
    this.objectGroup = new Int32Array(this.objectCount + 1);
    this.groupFirst = this.#group(optional);
  }

  #group(optional: Optional[]): Int32Array {
    optional.sort(
      (a, b) =>
        a.object - b.object ||
        a.operationClass - b.operationClass ||
        a.invoked - b.invoked ||
        a.operation - b.operation,
    );
    const first: number[] = [];
    let before: Optional | null = null;
    for (const [i, one] of optional.entries()) {
      const { object, operationClass } = one;
      if (before === null || before.object !== object || before.operationClass !== operationClass) {
        first.push(i);
        this.objectGroup[object + 1] = (this.objectGroup[object + 1] as number) + 1;
      }
      before = one;
      this.optionalOperation[i] = one.operation;
      this.optionalInvoked[i] = one.invoked;
      this.optionalClass[i] = operationClass;
      this.optionalObject[i] = object;
    }
    for (let o = 0; o < this.objectCount; o += 1) {
      this.objectGroup[o + 1] =
        (this.objectGroup[o + 1] as number) + (this.objectGroup[o] as number);
    }
    return Int32Array.from([...first, optional.length]);
  }
}
