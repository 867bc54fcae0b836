import {
  microOperation,
  TransactionBuilder,
  type TransactionHistory,
  unread,
} from '../../src/history/transactions.ts';
import { outcome } from '../../src/history/history.ts';
import { type Cell, nil, type ValueTable } from '../../src/history/value-table.ts';

const line = /^(?:\[(\d+) (\d+|-)\] )?(?:(\w+)( fail)?: )?(.*)$/;

const kinds = {
  r: microOperation.read,
  a: microOperation.append,
  w: microOperation.write,
} as const;

function cellOf(values: ValueTable, text: string): Cell {
  if (text === 'nil') return nil;
  if (text === '?') return unread;
  if (!text.startsWith('[')) return Number(text);
  return values.list(text.slice(1, -1).split(' ').filter(Boolean).map(Number));
}

/**
 * A history from one line for each transaction, `[0 3] p1: a x 1, r y [2 3]`: when it began and
 * ended (`-`: nobody knows how), who it was, what it did (`a` appended, `w` wrote, `r` read). Without
 * times it ran beside all others, without a name in a process of its own; `p1 fail:` was aborted.
 */
export function transactionsOf(...lines: readonly string[]): TransactionHistory {
  const builder = new TransactionBuilder();
  const processes = new Map<string, number>();
  const events: { readonly at: number; readonly play: () => void }[] = [];
  for (const [i, text] of lines.entries()) {
    const [, begin = '0', end = '1000', who = `p${i}-own`, fail, body = ''] = line.exec(text) ?? [];
    let t = -1;
    const invoke = () => {
      const process = processes.get(who) ?? builder.newProcess(who);
      processes.set(who, process);
      t = builder.invoke(process);
      for (const micro of body.split(', ').filter(Boolean)) {
        const [, kind, key = '', value = ''] = /^([raw]) (\w+) (.*)$/.exec(micro) ?? [];
        if (kind !== 'r' && kind !== 'a' && kind !== 'w') throw new Error(`what is "${micro}"?`);
        builder.add(kinds[kind], builder.values.cellOf(key), cellOf(builder.values, value));
      }
    };
    events.push({ at: Number(begin), play: invoke });
    if (end === '-') continue;
    const how = fail === undefined ? outcome.ok : outcome.fail;
    events.push({ at: Number(end), play: () => builder.complete(t, how) });
  }
  // What begins and what ends at one time overlaps; the sort is stable.
  for (const { play } of events.toSorted((a, b) => a.at - b.at)) play();
  return builder.build();
}
