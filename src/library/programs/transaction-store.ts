import { compactJson } from '../../base/json/json.ts';
import { duration, list, oneOf, value } from '../../base/schema.ts';
import type { Value } from '../../base/units.ts';
import { defineProgram } from '../../world/program/program.ts';
import { refuse, request } from '../../world/program/protocol.ts';

type Store = Map<string, Value>;

const micro = list(
  list(value()),
  'What it does: ["r", key, null], ["w", key, value], ["append", key, value].',
);

/** A key as the store has it. */
function nameOf(key: Value): string {
  return typeof key === 'string' ? key : compactJson(key);
}

/** Does one micro-operation; the answer is the same, with what was read. */
function perform(store: Store, [what = null, key = null, given = null]: readonly Value[]): Value[] {
  const name = nameOf(key);
  const held = store.get(name) ?? null;
  if (what === 'r') return [what, key, held];
  store.set(name, what === 'append' ? [...(Array.isArray(held) ? held : []), given] : given);
  return [what, key, given];
}

function isWrite([what]: readonly Value[]): boolean {
  return what !== 'r';
}

/**
 * Transactions on one node, so that nothing but their isolation is in question. Snapshots as by
 * Berenson and others, "A critique of ANSI SQL isolation levels" (1995): the first to commit wins.
 */
export const transactionStore = defineProgram({
  name: 'transaction-store',
  summary: 'Runs transactions on lists and registers, more or less isolated from one another.',
  config: {
    isolation: oneOf(
      ['serial', 'snapshot', 'none'],
      'All of a transaction at once; on a snapshot, refused if another one changed what it writes; or each step by itself.',
    ).default('serial'),
    step: duration('How long one micro-operation takes.').default('5ms'),
  },
  messages: {
    transact: request({ operations: micro }, { operations: micro }, { conflict: {} }),
  },

  start(node, config) {
    const store: Store = node.state(new Map<string, Value>());

    /** Takes its time for each micro-operation. */
    async function inTurn(
      operations: readonly (readonly Value[])[],
      on: Store,
    ): Promise<Value[][]> {
      const answers: Value[][] = [];
      for (const operation of operations) {
        answers.push(perform(on, operation));
        await node.sleep(config.step);
      }
      return answers;
    }

    node.on('transact', async ({ operations }) => {
      if (config.isolation === 'none') return { operations: await inTurn(operations, store) };
      if (config.isolation === 'serial') {
        for (let left = operations.length; left > 0; left -= 1) await node.sleep(config.step);
        return { operations: operations.map((operation) => perform(store, operation)) };
      }
      const before = new Map(store);
      const own = new Map(store);
      const answers = await inTurn(operations, own);
      const changed = operations.filter(isWrite).map(([, key = null]) => nameOf(key));
      // Lists and values are never changed in place: another one is another version.
      if (changed.some((key) => store.get(key) !== before.get(key))) return refuse('conflict');
      for (const key of changed) store.set(key, own.get(key) ?? null);
      return { operations: answers };
    });
  },
});
