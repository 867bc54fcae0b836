/** A constructor that hands back the object it is given, so that a subclass can add private fields to it. */
export class Handed {
  constructor(object: object) {
    return object;
  }
}

/**
 * Source text of a class that seals fresh objects: marks them as copies made here (plain, deeply
 * frozen, of one shape) and keeps their fingerprint with them. Private fields leave no trace that a
 * program could see, and asking for them costs one hidden-class check, where a WeakSet costs some
 * hundred nanoseconds for each object. Each copier has a class of its own: one class for all shapes
 * would be megamorphic, five times slower. Its only free name is `Handed`.
 */
export const sealSource = `class Seal extends Handed {
  #lo; #hi;
  constructor(object, lo, hi) { super(object); this.#lo = lo; this.#hi = hi; }
  static has(object) { return #lo in object; }
  static lo(object) { return object.#lo; }
  static hi(object) { return object.#hi; }
}`;

/** What such a class can do. Lanes are int32. */
export interface SealClass {
  new (object: object, lo: number, hi: number): object;
  has(object: object): boolean;
  lo(object: object): number;
  hi(object: object): number;
}

/** A class of seals of its own. */
export function newSealClass(): SealClass {
  const made: unknown = new Function('Handed', `'use strict'; return ${sealSource};`)(Handed);
  return made as SealClass;
}
