/** Operations by the object that they are about, in order of each object's first operation. */
export function partsOf(operations: Int32Array, objects: Int32Array): readonly Int32Array[] {
  const partOf = new Map<number, number>();
  const part = new Int32Array(operations.length);
  const sizes: number[] = [];
  for (let i = 0; i < operations.length; i += 1) {
    const object = objects[operations[i] as number] as number;
    let its = partOf.get(object);
    if (its === undefined) {
      its = sizes.push(0) - 1;
      partOf.set(object, its);
    }
    part[i] = its;
    sizes[its] = (sizes[its] as number) + 1;
  }
  // One array for all parts, each a view of it.
  const sorted = new Int32Array(operations.length);
  let from = 0;
  const next = sizes.map((size) => {
    const start = from;
    from += size;
    return start;
  });
  const starts = [...next];
  for (let i = 0; i < operations.length; i += 1) {
    const its = part[i] as number;
    const at = next[its] as number;
    sorted[at] = operations[i] as number;
    next[its] = at + 1;
  }
  return sizes.map((size, its) => sorted.subarray(starts[its], (starts[its] as number) + size));
}
