import { describe, expect, it } from 'vitest';
import { value } from '../../../src/base/schema.ts';
import { linearizability } from '../../../src/history/linearizability/decide.ts';
import { defineModel, type Model } from '../../../src/library/models/define.ts';
import { questionOf } from '../../../src/library/models/space/space.ts';
import { request } from '../../../src/world/program/protocol.ts';
import { lanes } from '../../support/lanes.ts';

type Step = (state: never, body: never) => unknown;
type Steps = { readonly [op: string]: Step };

const right: Steps = {
  write: (state: readonly unknown[], body: { value: unknown }) => ({
    state: [...state, body.value],
  }),
  read: (state: readonly unknown[]) => ({ state, reply: { value: state.at(-1) ?? null } }),
};

/** A model as somebody may write it whose types nobody checks. */
function own(steps: Steps, more: object = {}): Model {
  const declared: unknown = {
    name: 'own',
    summary: 'One cell.',
    operations: { write: request({ value: value() }), read: request({}, { value: value() }) },
    initial: [],
    steps,
    ...more,
  };
  return defineModel(declared as never);
}

function verdictOf(model: Model, answer: string): string {
  const history = lanes(`A |--write 1--| |--write 2--| |--read = ${answer}--|`);
  const budget = { steps: 1000, memoBytes: 1 << 20 };
  return linearizability(history, { ...questionOf(model, history), budget }).verdict;
}

describe('a mistake in a model', () => {
  it('is none where nothing is wrong', () => {
    expect([verdictOf(own(right), '2'), verdictOf(own(right), '1')]).toEqual(['held', 'violated']);
  });

  it('is told where a step changes its state in place', () => {
    const model = own({
      ...right,
      write: (state: unknown[], body: { value: unknown }) => {
        state.push(body.value);
        return { state };
      },
    });
    for (const answer of ['1', '2']) {
      expect(() => verdictOf(model, answer)).toThrow(/object is not extensible/);
    }
  });

  it.each([
    [{ stat: [] }, 'the step of write gives an object; { state, reply } or "impossible" is wanted'],
    [undefined, 'the step of write gives undefined; { state, reply } or "impossible" is wanted'],
    [
      'imposible',
      'the step of write gives "imposible"; { state, reply } or "impossible" is wanted',
    ],
    [{ state: [], rply: {} }, 'what it gives has no "rply", did you mean reply?'],
  ])('is told where a step gives %o', (result, told) => {
    expect(() => verdictOf(own({ ...right, write: () => result }), '2')).toThrow(told);
  });

  it.each([
    [{ valeu: 2 }, 'gives a wrong reply: the reply of read has no "valeu", did you mean value?'],
    [2, 'gives the reply 2; its fields by name are wanted'],
    [{}, 'gives a reply without value'],
  ])('is told where a step replies %o', (reply, told) => {
    const model = own({ ...right, read: (state: unknown) => ({ state, reply }) });
    expect(() => verdictOf(model, '2')).toThrow(`model own: the step of read ${told}`);
  });

  it('is told where an operation has no step, or a step no operation', () => {
    const { write, read } = right as Required<Steps>;
    expect(() => own({ write } as Steps)).toThrow('defineModel: own has no step for read');
    expect(() => own({ write, read, raed: read } as Steps)).toThrow(
      'defineModel: own has no operation raed for that step, did you mean read?',
    );
  });

  it('is told where a key is nothing that can be compared', () => {
    for (const key of [() => ({}), () => undefined, () => ['x']]) {
      expect(() => verdictOf(own(right, { key }), '2')).toThrow(/model own: the key of write is /);
    }
    expect(verdictOf(own(right, { key: () => 7 }), '1')).toBe('violated');
  });
});
