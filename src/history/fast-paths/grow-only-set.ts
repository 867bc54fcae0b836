import type { Decision, Part } from '../decision.ts';
import { never, outcome } from '../history.ts';
import { nil } from '../value-table.ts';
import { CellIndex } from './cell-index.ts';
import { orderBy } from './place-order.ts';
import { inversion } from './positions.ts';
import { held, isOneObject, told, violated, wordsOf } from './verdict.ts';

const method = 'set chain';

interface Additions {
  /** By element: the index in the part of its add. */
  readonly adds: number[];
  readonly elements: CellIndex;
  /** The reads, as indices of the part. */
  readonly reads: number[];
}

function additions(part: Part): Additions | null {
  const { history, operations } = part;
  const words = wordsOf(history, ['add', 'read']);
  const adds: number[] = [];
  const reads: number[] = [];
  const elements = new CellIndex(operations.length);
  for (let i = 0; i < operations.length; i += 1) {
    const operation = operations[i] ?? 0;
    if (history.outcome[operation] === outcome.fail) continue;
    const word = words[history.name[operation] ?? 0] ?? -1;
    if (word < 0) return null;
    if (word === 0) {
      if (elements.add(history.input[operation] ?? nil) < adds.length) return null;
      // An answer of false would mean that it was in before.
      if (history.values.valueOf(history.output[operation] ?? nil) === false) return null;
      adds.push(i);
    } else if (history.outcome[operation] === outcome.ok) {
      if (!history.values.isList(history.output[operation] ?? nil)) return null;
      reads.push(i);
    }
  }
  return { adds, elements, reads };
}

/** What the reads say of when elements came in; or why they cannot all be right. */
interface Levels {
  /** By element: the place of the first read set, by size, that holds it; -1: none. */
  readonly ofElement: Int32Array;
  /** By read: the place of its set. */
  readonly ofRead: Int32Array;
  /** By element: a read that holds it; by place: a read of that set. */
  readonly reader: readonly number[];
  readonly count: number;
}

function levels(part: Part, found: Additions): Levels | Decision | null {
  const { history, operations } = part;
  const { values } = history;
  const { reads, elements, adds } = found;
  const listOf = (i: number) => history.output[operations[i] ?? 0] ?? nil;
  const say = (i: number) => told(history, operations[i] ?? -1);
  const order = orderBy(Int32Array.from(reads, (i) => values.lengthOf(listOf(i))));
  const ofElement = new Int32Array(adds.length).fill(-1);
  const ofRead = new Int32Array(reads.length);
  const reader: number[] = [];
  const lists = new CellIndex(64);
  const levelOfList: number[] = [];
  const seenIn = new Int32Array(adds.length).fill(-1);
  let size = 0;
  for (const at of order) {
    const i = reads[at] ?? 0;
    const cell = listOf(i);
    const known = levelOfList[lists.add(cell)];
    if (known !== undefined) {
      ofRead[at] = known;
      continue;
    }
    let old = 0;
    const level =
      values.lengthOf(cell) > size || reader.length === 0 ? reader.length : reader.length - 1;
    for (const element of values.elementsOf(cell)) {
      const its = elements.indexOf(element);
      if (its < 0) {
        const text = values.textOf(element);
        return violated(part, method, `${say(i)} holds ${text}, which nobody added`, [
          operations[i] ?? -1,
        ]);
      }
      if (seenIn[its] === i) return null;
      seenIn[its] = i;
      if ((ofElement[its] ?? -1) >= 0) old += 1;
    }
    if (old < size) {
      const other = reader.at(-1) ?? 0;
      const missing = Array.from(values.elementsOf(listOf(other))).find(
        (element) => seenIn[elements.indexOf(element)] !== i,
      );
      const extra = Array.from(values.elementsOf(cell)).find(
        (element) => (ofElement[elements.indexOf(element)] ?? -1) < 0,
      );
      const why =
        `${say(other)} holds ${values.textOf(missing ?? nil)} but not ` +
        `${values.textOf(extra ?? nil)}, ${say(i)} the other way round`;
      return violated(
        part,
        method,
        why,
        [other, i].map((one) => operations[one] ?? -1),
      );
    }
    for (const element of values.elementsOf(cell)) {
      const its = elements.indexOf(element);
      if ((ofElement[its] ?? -1) < 0) ofElement[its] = level;
    }
    if (level === reader.length) reader.push(i);
    size = values.lengthOf(cell);
    ofRead[at] = level;
    levelOfList.push(level);
  }
  return { ofElement, ofRead, reader, count: reader.length };
}

/**
 * A set that only grows (add, read of all elements) of which each element was added once: the sets
 * that were read must contain one another, and so order adds and reads. Exact; linear in the
 * elements of different lists read, but for a radix sort.
 */
export function growOnlySetPath(part: Part): Decision | null {
  if (!isOneObject(part)) return null;
  const found = additions(part);
  if (found === null) return null;
  const read = levels(part, found);
  if (read === null || 'verdict' in read) return read;
  const { history, operations } = part;
  const items: number[] = [];
  const positions: number[] = [];
  found.adds.forEach((i, element) => {
    const level = read.ofElement[element] ?? -1;
    // Nobody saw it: it came after all reads, or never.
    if (level < 0 && history.completed[operations[i] ?? 0] === never) return;
    items.push(i);
    positions.push(level < 0 ? read.count * 2 : level * 2);
  });
  found.reads.forEach((i, at) => {
    items.push(i);
    positions.push((read.ofRead[at] ?? 0) * 2 + 1);
  });
  const wrong = inversion(part, Int32Array.from(items), Int32Array.from(positions));
  if (wrong === null) return held(part, method);
  return toldInversion(part, found, read, wrong.earlier, wrong.later);
}

function toldInversion(
  part: Part,
  found: Additions,
  read: Levels,
  earlier: number,
  later: number,
): Decision {
  const { history, operations } = part;
  const say = (i: number) => told(history, operations[i] ?? -1);
  const { adds } = found;
  const shown = [earlier, later];
  const both = `${say(later)} ended before ${say(earlier)} began`;
  if (!adds.includes(earlier) || !adds.includes(later)) {
    const why = adds.includes(later)
      ? `${both}, but does not show in it`
      : adds.includes(earlier)
        ? `${both}, but holds it`
        : `${both}, but holds more`;
    return violated(
      part,
      method,
      why,
      shown.map((i) => operations[i] ?? -1),
    );
  }
  // A read that holds the element of one add and not that of the other.
  const level = read.ofElement[adds.indexOf(earlier)] ?? -1;
  const reader = read.reader[level] ?? -1;
  const why = `${both}, but ${say(reader)} holds only the other one`;
  return violated(
    part,
    method,
    why,
    [...shown, reader].map((i) => operations[i] ?? -1),
  );
}
