import { describe, expect, it } from 'vitest';
import { sidesOf } from '../../src/reports/sides.ts';

function between(...sides: readonly (readonly string[])[]): string[] {
  return sides.flatMap((side) =>
    sides
      .filter((other) => other !== side)
      .flatMap((other) => side.flatMap((from) => other.map((to) => `${from} -> ${to}`))),
  );
}

describe('the sides of a cut', () => {
  it.each([
    [[['a'], ['b', 'c']]],
    [
      [
        ['db-1', 'db-2'],
        ['db-10', 'x'],
      ],
    ],
    [[['a'], ['b'], ['c', 'd']]],
  ])('are found: %j', (sides) => {
    expect(sidesOf(between(...sides))).toEqual(sides);
  });

  it('are none when the cut has one direction only', () => {
    expect(sidesOf(['a -> b', 'a -> c'])).toBeNull();
  });

  it('are none when some pair still hears each other', () => {
    const cut = between(['a', 'b'], ['c', 'd']).filter((link) => link !== 'b -> d');
    expect(sidesOf(cut)).toBeNull();
  });
});
