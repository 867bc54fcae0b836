import { describe, expect, it } from 'vitest';
import {
  anyOf,
  flagOf,
  listOf,
  mapOf,
  named,
  orNull,
  recordOf,
  textOf,
  wholeOf,
  wordOf,
} from '../../../src/run/report/json-schema.ts';
import { misfitOf } from '../../../src/run/report/misfit.ts';

const schema = {
  ...recordOf(
    {
      schema: { const: 'shop/1' },
      name: textOf('A name.'),
      open: flagOf('It is open.'),
      boss: orNull(named('person')),
      shelves: listOf(mapOf(wholeOf('How many.'), 'Goods.'), 'Shelves.'),
      more: anyOf('Anything.'),
      size: wordOf(['small', 'large'], 'Its size.'),
      note: textOf('A note.'),
    },
    'A shop.',
    ['note'],
  ),
  $defs: { person: recordOf({ name: textOf('A name.') }, 'A person.') },
};

const shop = {
  schema: 'shop/1',
  name: 'corner',
  open: true,
  boss: { name: 'Ada' },
  shelves: [{ tea: 3 }, {}],
  more: [1, 'a', null],
  size: 'small',
};

describe('a value and its schema', () => {
  it.each([
    ['as the schema has it', shop],
    ['with null where it may be', { ...shop, boss: null }],
    ['with what need not be there', { ...shop, note: 'closed on Mondays' }],
    ['with a key of a later version', { ...shop, cat: true }],
  ])('fit one another: %s', (_, value) => {
    expect(misfitOf(value, schema)).toBeNull();
  });

  it.each([
    [null, '', 'should be an object'],
    [[], '', 'should be an object'],
    [{ ...shop, schema: 'shop/2' }, 'schema', 'should be "shop/1"'],
    [{ ...shop, name: 3 }, 'name', 'should be a text'],
    [{ ...shop, open: 'yes' }, 'open', 'should be true or false'],
    [{ ...shop, boss: {} }, 'boss.name', 'is missing'],
    [{ ...shop, boss: 'Ada' }, 'boss', 'should be an object'],
    [{ ...shop, shelves: {} }, 'shelves', 'should be a list'],
    [{ ...shop, shelves: [{}, { tea: 1.5 }] }, 'shelves[1].tea', 'should be a whole number'],
    [{ ...shop, size: 'huge' }, 'size', 'should be one of small, large'],
    [{ ...shop, note: null }, 'note', 'should be a text'],
    [{ schema: 'shop/1' }, 'name', 'is missing'],
  ])('do not: %j', (value, path, problem) => {
    expect(misfitOf(value, schema)).toEqual({ path, problem });
  });
});
