import { describe, expect, it } from 'vitest';
import { Frontier, turnsOf } from '../../../src/search/steering/frontier.ts';

/** Plays a tree of three choices with two options each, to its end: the choices of each course. */
function played(): string[] {
  const frontier = new Frontier();
  const words: string[] = [];
  for (let course = frontier.take(); course !== null; course = frontier.take()) {
    const turns = turnsOf(course);
    words.push([0, 1, 2].map((place) => turns.get(place) ?? 0).join(''));
    frontier.branch(
      course,
      Array.from({ length: 2 - course.position }, () => 2),
    );
  }
  return words;
}

describe('a frontier', () => {
  it('comes to each course once, those with the fewest turns first', () => {
    expect(played()).toEqual(['000', '100', '010', '001', '110', '101', '011', '111']);
  });

  it('knows that there is nothing left without losing anything', () => {
    const frontier = new Frontier();
    expect(frontier.isEmpty).toBe(false);
    const first = frontier.take();
    if (first === null) throw new Error('there is always a first course');
    expect(frontier.isEmpty).toBe(true);
    frontier.branch(first, [3]);
    expect([frontier.isEmpty, frontier.isEmpty]).toEqual([false, false]);
    expect([frontier.take()?.choice, frontier.take()?.choice]).toEqual([1, 2]);
    expect([frontier.isEmpty, frontier.take()]).toEqual([true, null]);
  });
});
