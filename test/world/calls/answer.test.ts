import { describe, expect, it } from 'vitest';
import { integer } from '../../../src/base/schema.ts';
import { compileCopier } from '../../../src/base/schema/copier.ts';
import { answerShape } from '../../../src/world/calls/answer.ts';
import type { DeclaredAnswer } from '../../../src/world/message/kind.ts';

const read: DeclaredAnswer = {
  kind: { id: 0, name: 'read-reply', nameId: 0, shape: null },
  value: compileCopier({ value: integer() }, 'read-reply'),
  bare: false,
  refusals: new Map(),
};

describe('what a handler of a request returned', () => {
  it('is a reply, or a doubt that it was given', () => {
    expect(answerShape(read, { value: 3 }, 'read')).toMatchObject({
      status: 'ok',
      body: { value: 3 },
    });
    const doubt = { status: 'unknown', error: 'timeout' };
    expect(answerShape(read, doubt, 'read')).toMatchObject(doubt);
  });

  it('is told to be an outcome where it is one that is ok: no field was misspelt', () => {
    const outcome = { status: 'ok', value: { value: 3 } };
    expect(() => answerShape(read, outcome, 'read')).toThrow(
      'read: the handler returned an outcome that is ok as it came; return its `value`, or `ack`',
    );
    expect(() => answerShape(read, { valeu: 3 }, 'read')).toThrow('there is no field "valeu"');
  });
});
