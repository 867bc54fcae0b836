import { describe, expect, it } from 'vitest';
import type { Value } from '../../../../src/base/units.ts';
import { defineModel } from '../../../../src/library/models/define.ts';
import { models } from '../../../../src/library/models/index.ts';
import { initialProblem } from '../../../../src/library/models/space/initial.ts';

const begins = (initial: unknown, given: Value): string | null =>
  initialProblem(
    defineModel({ name: 'mine', summary: 'Mine.', operations: {}, initial, steps: {} }),
    given,
  );

describe('what a copy holds at first', () => {
  it('may be what its model says, for every model', () => {
    for (const model of models.items) {
      expect([model.name, initialProblem(model, model.initial as Value)]).toEqual([
        model.name,
        null,
      ]);
    }
  });

  it('is of the kind that the model begins with, and anything where that is nothing', () => {
    for (const given of [null, 7, 'a', [1], { a: 1 }, true]) expect(begins(null, given)).toBeNull();
    expect(begins([null, null], [1])).toBeNull();
    expect(begins(0, 'x')).toBe('mine begins with a number like 0, not with "x"');
    expect(begins('', null)).toBe('mine begins with a text, not with null');
    expect(begins(false, 0)).toBe('mine begins with true or false like false, not with 0');
  });

  it('has the fields of an object, which may have more', () => {
    expect(begins({}, { a: 1 })).toBeNull();
    expect(begins({ a: 0 }, { a: 1, b: 2 })).toBeNull();
    expect(begins({ a: 0 }, { b: 1 })).toBe(
      'mine begins with an object like {"a":0}, not with an object',
    );
    expect(begins({ a: { b: 0 } }, { a: { b: 'x' } })).toMatch(/^mine begins with an object/);
  });
});
