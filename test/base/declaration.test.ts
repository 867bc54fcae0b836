import { describe, expect, it } from 'vitest';
import {
  aFlag,
  aFunction,
  demandDeclared,
  fieldsPart,
  listOf,
  mapOf,
  shapeOf,
  someText,
  wholeCount,
  wordOf,
} from '../../src/base/declaration.ts';
import { integer, text } from '../../src/base/schema.ts';

const parts = {
  name: someText,
  config: fieldsPart,
  points: listOf(someText),
  events: mapOf(fieldsPart),
  roles: mapOf(shapeOf({ event: someText, rank: someText }, ['event'])),
  handlers: wordOf(['interleaved', 'one-at-a-time']),
  instant: aFlag,
  count: wholeCount,
  start: aFunction,
};

const start = (): void => undefined;

/** What is wrong with a declaration; null when nothing is. */
function wrongIn(declared: unknown): string | null {
  try {
    demandDeclared('defineIt', declared, parts, ['name', 'start']);
    return null;
  } catch (error) {
    return error instanceof TypeError ? error.message : String(error);
  }
}

describe('a declaration', () => {
  it('that is right is taken, with what is undefined left out', () => {
    const whole = {
      name: 'x',
      config: { a: text(), b: integer() },
      points: ['here'],
      events: { heard: { n: integer() }, seen: undefined },
      roles: { leader: { event: 'heard', rank: 'n' } },
      handlers: 'one-at-a-time',
      instant: false,
      count: 0,
      start,
    };
    expect(wrongIn(whole)).toBeNull();
    expect(wrongIn({ name: 'x', start, config: undefined, points: null, kind: 'it' })).toBeNull();
  });

  it.each([
    [null, 'it is given null; a map of keys is wanted'],
    [[], 'it is given a list; a map of keys is wanted'],
    [{ start }, 'the key `name` is missing'],
    [{ name: null, start }, 'the key `name` is missing'],
    [{ name: ' ', start }, '`name` is " "; a text is wanted'],
    [{ event: {} }, 'there is no key `event`, did you mean events?'],
    [{ config: { a: 5 } }, '`config.a` is 5; a schema such as text() or integer() is wanted'],
    [{ config: text() }, '`config` is an instance of Built; a map by name is wanted'],
    [{ points: 'here' }, '`points` is "here"; a list is wanted'],
    [{ points: ['here', 7] }, '`points[1]` is 7; a text is wanted'],
    [{ events: { heard: { n: null } } }, '`events.heard.n` is null; a schema such as'],
    [{ roles: { leader: {} } }, 'the key `roles.leader.event` is missing'],
    [{ roles: { leader: { evnt: 'x' } } }, 'no key `roles.leader.evnt`, did you mean event?'],
    [
      { handlers: 'one-at-time' },
      '`handlers` is "one-at-time"; one of interleaved, one-at-a-time is wanted, did you mean one-at-a-time?',
    ],
    [{ instant: 'yes' }, '`instant` is "yes"; true or false is wanted'],
    [{ count: -1 }, '`count` is -1; a whole number is wanted'],
    [{ start: 'now' }, '`start` is "now"; a function is wanted'],
    [{ start: class Ring {} }, '`start` is the class Ring; a function is wanted'],
  ])('%j is refused', (declared, said) => {
    expect(wrongIn(declared)).toContain(`defineIt: `);
    expect(wrongIn(declared)).toContain(said);
  });
});
