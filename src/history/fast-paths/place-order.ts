/** Below so many keys insertion is quicker than passes over buckets. */
const fewKeys = 48;
const digitBits = 11;
const bucketCount = 1 << digitBits;

function byInsertion(keys: Int32Array, order: Int32Array): Int32Array {
  for (let i = 1; i < order.length; i += 1) {
    const item = order[i] ?? 0;
    const key = keys[item] ?? 0;
    let hole = i;
    while (hole > 0 && (keys[order[hole - 1] ?? 0] ?? 0) > key) {
      order[hole] = order[hole - 1] ?? 0;
      hole -= 1;
    }
    order[hole] = item;
  }
  return order;
}

/** One pass of a radix sort: `order` spread by the digit at `shift`, in order within a bucket. */
function spread(keys: Int32Array, order: Int32Array, shift: number, into: Int32Array): void {
  const ends = new Int32Array(bucketCount);
  for (const item of order) {
    const digit = ((keys[item] ?? 0) >>> shift) & (bucketCount - 1);
    ends[digit] = (ends[digit] ?? 0) + 1;
  }
  let start = 0;
  for (let digit = 0; digit < bucketCount; digit += 1) {
    const size = ends[digit] ?? 0;
    ends[digit] = start;
    start += size;
  }
  for (const item of order) {
    const digit = ((keys[item] ?? 0) >>> shift) & (bucketCount - 1);
    const slot = ends[digit] ?? 0;
    into[slot] = item;
    ends[digit] = slot + 1;
  }
}

/**
 * The indices of the first `count` keys in rising order of their keys; stable. Keys are places in
 * the order of events, or other whole numbers from 0 to 2^31 - 1. Linear time (radix sort).
 */
export function orderBy(keys: Int32Array, count = keys.length): Int32Array {
  let order = new Int32Array(count);
  let greatest = 0;
  for (let i = 0; i < count; i += 1) {
    order[i] = i;
    greatest = Math.max(greatest, keys[i] ?? 0);
  }
  if (count <= fewKeys) return byInsertion(keys, order);
  let other = new Int32Array(count);
  for (let shift = 0; shift < 31 && greatest >>> shift > 0; shift += digitBits) {
    spread(keys, order, shift, other);
    [order, other] = [other, order];
  }
  return order;
}
