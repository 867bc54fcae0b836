import { expect, it } from 'vitest';
import { ClientOrder } from '../../src/history/client-order.ts';
import { lanes } from '../support/lanes.ts';

it('follows a client over its processes, without what something later stands for', () => {
  const history = lanes(
    `a |--write 1--| |--write 2--|              |--write 4--|
     b                  |--write 3--|                         |--write 5--|`,
  );
  const order = new ClientOrder(history);
  const found = Array.from({ length: history.count }, (_, i) => order.follow(i));
  expect(found).toEqual([[], [0], [], [1], [2]]);
  const one = new ClientOrder({ ...history, processes: ['c', 'c'] });
  expect(Array.from({ length: history.count }, (_, i) => one.follow(i))).toEqual([
    [],
    [0],
    [0],
    [1, 2],
    [3],
  ]);
});
