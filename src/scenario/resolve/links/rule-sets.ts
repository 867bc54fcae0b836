/** Sets of rules by number: equal sets have one number, and the empty one is 0. */
export class RuleSets {
  readonly #members: (readonly number[])[] = [[]];
  readonly #larger: Map<number, number>[] = [new Map()];

  /** The set with one more rule; rules are added in their order. */
  with(set: number, rule: number): number {
    const known = this.#larger[set]?.get(rule);
    if (known !== undefined) return known;
    const made = this.#members.length;
    this.#members.push([...this.members(set), rule]);
    this.#larger.push(new Map());
    this.#larger[set]?.set(rule, made);
    return made;
  }

  /** The rules of a set, in their order. */
  members(set: number): readonly number[] {
    return this.#members[set] ?? [];
  }
}
