import { integer, oneOf, text } from '../../base/schema.ts';
import { defineWorkload } from './define.ts';

/** Transactions of a few micro-operations each: half of them read, the others write unique values. */
export const transactions = defineWorkload({
  name: 'transactions',
  summary:
    'Transactions of reads and of writes with values unlike all others, on the keys of `keys`.',
  config: {
    on: oneOf(
      ['list-append', 'rw-register'],
      'What the keys hold: lists that are appended to, or registers that are overwritten.',
    ).default('list-append'),
    most: integer('The most micro-operations of one transaction.').default(4).min(1),
    field: text('The field of the request that takes them.').default('operations'),
  },
  askedField: ({ field }) => field,
  example: 'moves: { workload: transactions, from: client, to: ledger, keys: 5, rate: 5/s }',

  next(client, n, { on, most, field }, context) {
    const length = client.random.for('length').integer(1, most);
    const first = (n * client.count + client.index) * most;
    const micro = Array.from({ length }, (_, place) => {
      const random = client.random.for(`micro-operation ${place}`);
      const key = context.pickKey(random);
      if (random.chance(0.5)) return ['r', key, null];
      return [on === 'list-append' ? 'append' : 'w', key, context.ownNumber(first + place)];
    });
    return { op: context.pickOp(client.random), body: { [field]: micro } };
  },
});
