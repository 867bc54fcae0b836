import { integer, list } from '../../base/schema.ts';
import { defineTopology } from './define.ts';

/** More points than anybody could look at. */
const mostPoints = 10_000;

/** Every point of a grid of such a size, by its place in each dimension, counted from 0. */
function pointsOf(size: readonly number[]): readonly (readonly number[])[] {
  return size.reduce<readonly (readonly number[])[]>(
    (points, length) =>
      points.flatMap((point) => Array.from({ length }, (_, place) => [...point, place])),
    [[]],
  );
}

const nameOf = (point: readonly number[]): string =>
  `at-${point.map((place) => place + 1).join('-')}`;

/** Who talks to neighbours has wires to himself; who talks across shares them with everybody. */
export const torus = defineTopology({
  name: 'torus',
  summary: 'A grid whose ends meet: each switch is wired to two neighbours in every dimension.',
  source:
    'Supercomputers of the Cray T3 and Blue Gene families; Dally and Towles 2004, remembered.',
  params: {
    size: list(integer().min(1).max(1000), 'Switches in each dimension: `[4, 4]`.'),
  },
  example: '{ topology: torus, connects: host, size: [4, 4] }',
  build({ size }) {
    if (size.length === 0) return 'a torus has at least one dimension';
    const count = size.reduce((product, length) => product * length, 1);
    if (count > mostPoints)
      return `a torus of ${count} switches is too large: ${mostPoints} at most`;
    const points = pointsOf(size);
    const switches = points.map((point) => ({
      name: nameOf(point),
      joins: size.flatMap((length, dimension) => {
        const next = point.with(dimension, ((point[dimension] ?? 0) + 1) % length);
        return nameOf(next) === nameOf(point) ? [] : [nameOf(next)];
      }),
    }));
    return { switches, edge: switches.map(({ name }) => name) };
  },
});
