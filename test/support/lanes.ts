import { type History, HistoryBuilder, outcome } from '../../src/history/history.ts';
import { type Cell, nil, type ValueTable } from '../../src/history/value-table.ts';

interface Told {
  readonly lane: number;
  readonly from: number;
  /** Where it ended; null: nobody knows how. */
  readonly to: number | null;
  readonly failed: boolean;
  readonly text: string;
}

/** One lane: its name, then operations between bars. */
function toldBy(line: string, lane: number): readonly Told[] {
  const pattern = /\|-+([^|]*?)-*(?:(\||x(?=\s|$))|\.\.\.|$)/g;
  return [...line.matchAll(pattern)].map(({ index, 0: whole, 1: text = '', 2: end }) => ({
    lane,
    from: index,
    to: end === undefined ? null : index + whole.length - 1,
    failed: end === 'x',
    text: text.replace(/-+$/, '').trim(),
  }));
}

function cellOf(values: ValueTable, words: readonly string[]): Cell {
  const cells = words.map((word) => values.cellOf(JSON.parse(word.replace(/^nil$/, 'null'))));
  const [only] = cells;
  if (only === undefined) return nil;
  return cells.length === 1 ? only : values.list(cells);
}

/**
 * A history as people draw it, one lane for each process:
 *
 *     A  |--write 1--|       |--cas 1 2 = false--|
 *     B       |--read = 1--|     |--x: write 3...
 *
 * Arguments and the answer after `=` are JSON without blanks; `x:` before a name is a key; an
 * operation that ends with `x` instead of a bar failed, one that ends with `...` or with its line
 * has no outcome. What begins in a column begins before what ends in it.
 */
export function lanes(drawn: string): History {
  const builder = new HistoryBuilder();
  const told = drawn
    .split('\n')
    .filter((line) => line.trim() !== '')
    .flatMap((line, lane) => {
      const name = /^\s*(\S+)/.exec(line)?.[1] ?? '';
      if (builder.newProcess(name) !== lane) throw new Error('one lane a line');
      return toldBy(line, lane);
    });
  const ends = told.flatMap((one) => (one.to === null ? [] : [{ one, at: one.to, isEnd: 1 }]));
  const begins = told.map((one) => ({ one, at: one.from, isEnd: 0 }));
  const open = new Map<Told, number>();
  const events = [...begins, ...ends].toSorted((a, b) => a.at - b.at || a.isEnd - b.isEnd);
  for (const { one, isEnd } of events) {
    const [asked = '', answer] = one.text.split(' = ');
    const {
      key,
      name = '',
      rest = '',
    } = /^(?:(?<key>\w+): )?(?<name>[a-z-]+)(?<rest>.*)$/.exec(asked)?.groups ?? {};
    if (name === '') throw new Error(`not an operation: ${one.text}`);
    const { values } = builder;
    if (isEnd === 0) {
      const keyCell = key === undefined ? nil : values.cellOf(key);
      const input = cellOf(values, rest.split(' ').filter(Boolean));
      open.set(one, builder.invoke(one.lane, builder.nameOf(name), keyCell, input));
    } else {
      const output = cellOf(values, answer === undefined ? [] : [answer]);
      const how = one.failed ? outcome.fail : outcome.ok;
      builder.complete(open.get(one) ?? -1, how, one.failed ? nil : output);
    }
  }
  return builder.build();
}
