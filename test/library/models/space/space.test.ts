import { describe, expect, it } from 'vitest';
import { text, value } from '../../../../src/base/schema.ts';
import type { Value } from '../../../../src/base/units.ts';
import { linearizability } from '../../../../src/history/linearizability/decide.ts';
import { defineModel } from '../../../../src/library/models/define.ts';
import { register } from '../../../../src/library/models/register.ts';
import {
  questionOf,
  spaceFor,
  unknownOperations,
} from '../../../../src/library/models/space/space.ts';
import { request } from '../../../../src/world/program/protocol.ts';
import { lanes } from '../../../support/lanes.ts';

const budget = { steps: 100_000, memoBytes: 1 << 24 };

/** Accounts that money moves between; a branch has the accounts of its letter. */
const operations = {
  put: request({ key: text(), branch: text(), amount: value() }),
  get: request({ key: text(), branch: text() }, { amount: value() }),
};
const accounts = {
  name: 'accounts',
  summary: 'Accounts.',
  operations,
  initial: {} as { readonly [account: string]: unknown },
  steps: {
    put: (
      state: { readonly [account: string]: unknown },
      body: { key: string; amount: unknown },
    ) => ({
      state: { ...state, [body.key]: body.amount },
    }),
    get: (
      state: { readonly [account: string]: unknown },
      _: unknown,
      given: { amount: Value } | undefined,
    ) => ({ state, ...(given === undefined ? {} : { reply: given }) }),
  },
};

describe('the space of a model', () => {
  it('gives bodies their fields, the key among them', () => {
    const history = lanes('A |--x: put "b" 3--| |--x: get "b"--|');
    const space = spaceFor(defineModel(accounts), history)();
    const next = space.step(space.initial, space.classOf(0, true));
    expect(space.textOf(next)).toBe('{"x":3}');
    expect(space.step(next, space.classOf(1, true))).toBe(next);
  });

  it('has as many objects as the model says, else one for each key that it takes no notice of', () => {
    const history = lanes('A |--x: put "b" 3--| |--y: put "b" 4--| |--x: put "c" 3--|');
    expect(questionOf(defineModel(accounts), history).objects).toBeNull();
    const byBranch = defineModel({ ...accounts, key: ({ body }) => body.branch });
    expect([...(questionOf(byBranch, history).objects ?? [])]).toEqual([0, 0, 1]);
    expect(questionOf(register, history).objects).toBe(history.key);
  });

  it('starts with the value that it is told, and so does the fast path', () => {
    const history = lanes('A |--read = 5--|');
    for (const partition of [true, false]) {
      const question = { ...questionOf(register, history, 5), partition, budget };
      expect(linearizability(history, question).verdict).toBe('held');
    }
    expect(linearizability(history, { ...questionOf(register, history), budget }).verdict).toBe(
      'violated',
    );
  });

  it('names the operations that the model does not know', () => {
    expect(unknownOperations(register, lanes('A |--read = 5--| |--cas 1 2--|'))).toEqual(['cas']);
  });

  describe('a step that gives no reply', () => {
    const cell = {
      name: 'cell',
      summary: 'One value.',
      operations: {
        write: request({ value: value() }),
        read: request({}, { value: value() }),
      },
      initial: null as Value,
    };
    const write = (_: Value, body: { value: Value }) => ({ state: body.value });
    const history = lanes('A |--write 1--| |--read = 2--|');

    it('is refused where an answer is declared that it does not even look at', () => {
      const model = defineModel({ ...cell, steps: { write, read: (state) => ({ state }) } });
      const question = { ...questionOf(model, history), budget };
      expect(() => linearizability(history, question)).toThrow(
        'model cell: the step of read gives no reply, though read is answered with value',
      );
    });

    it('has found the answer right itself where it looks at what was given', () => {
      const model = defineModel({
        ...cell,
        steps: {
          write,
          read: (state, _, given) =>
            given === undefined || given.value === state ? { state } : 'impossible',
        },
      });
      const question = { ...questionOf(model, history), budget };
      expect(linearizability(history, question).verdict).toBe('violated');
    });
  });

  it('refuses a model that changes the state where it said that it would not', () => {
    const wrong = defineModel({
      name: 'wrong',
      summary: 'Wrong.',
      operations: { write: request({ value: value() }) },
      initial: null as Value,
      steps: { write: (_, body) => ({ state: body.value }) },
      isReadOnly: () => true,
    });
    const history = lanes('A |--write 1--|');
    const question = { ...questionOf(wrong, history), budget };
    expect(() => linearizability(history, question)).toThrow(
      'model wrong: write is read-only and changed the state',
    );
  });
});
