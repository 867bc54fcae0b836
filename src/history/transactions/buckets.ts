/** Numbers sorted into numbered buckets; those of bucket b stand from `first[b]` to `first[b + 1]`. */
export interface Buckets {
  readonly first: Int32Array;
  readonly members: Int32Array;
}

/** Sorts members into buckets, keeping their order inside each. */
export class BucketList {
  readonly #bucketCount: number;
  #count = 0;
  #bucket = new Int32Array(256);
  #member = new Int32Array(256);

  constructor(bucketCount: number) {
    this.#bucketCount = bucketCount;
  }

  /** One more member. */
  add(bucket: number, member: number): void {
    if (this.#count === this.#bucket.length) {
      const [buckets, members] = [this.#bucket, this.#member];
      this.#bucket = new Int32Array(this.#count * 2);
      this.#member = new Int32Array(this.#count * 2);
      this.#bucket.set(buckets);
      this.#member.set(members);
    }
    this.#bucket[this.#count] = bucket;
    this.#member[this.#count] = member;
    this.#count += 1;
  }

  /** All of them, by bucket. */
  build(): Buckets {
    const first = new Int32Array(this.#bucketCount + 1);
    for (let i = 0; i < this.#count; i += 1) {
      const after = (this.#bucket[i] ?? 0) + 1;
      first[after] = (first[after] ?? 0) + 1;
    }
    for (let b = 0; b < this.#bucketCount; b += 1) {
      first[b + 1] = (first[b + 1] ?? 0) + (first[b] ?? 0);
    }
    const next = first.slice();
    const members = new Int32Array(this.#count);
    for (let i = 0; i < this.#count; i += 1) {
      const bucket = this.#bucket[i] ?? 0;
      members[next[bucket] ?? 0] = this.#member[i] ?? 0;
      next[bucket] = (next[bucket] ?? 0) + 1;
    }
    return { first, members };
  }
}

/** The members of one bucket: a view. */
export function membersOf(buckets: Buckets, bucket: number): Int32Array {
  return buckets.members.subarray(buckets.first[bucket] ?? 0, buckets.first[bucket + 1] ?? 0);
}
