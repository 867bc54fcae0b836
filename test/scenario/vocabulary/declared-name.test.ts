import { describe, expect, it } from 'vitest';
import { integer, text as word } from '../../../src/base/schema.ts';
import { programs } from '../../../src/library/programs/index.ts';
import { declaredNameProblem } from '../../../src/scenario/vocabulary/declared-name.ts';
import { defineProgram } from '../../../src/world/program/program.ts';
import { request } from '../../../src/world/program/protocol.ts';

type Parts = Partial<Parameters<typeof defineProgram>[0]>;

function problemOf(parts: Parts): string | undefined {
  const own = defineProgram({ name: 'own', summary: 'Own.', ...parts, start: () => undefined });
  return declaredNameProblem(own.contents)?.message.split(':')[0];
}

describe('the names that a program declares', () => {
  it.each<readonly [Parts, string]>([
    [{ config: { 'a.b': integer() } }, 'key of `config` "a.b"'],
    [{ messages: { 'write*': {} } }, 'message "write*"'],
    [{ messages: { tell: { 'a b': word() } } }, 'field of the message tell "a b"'],
    [{ messages: { ask: request({ $n: integer() }) } }, 'field of the message ask "$n"'],
    [{ messages: { ask: request({}, { 'a b': word() }) } }, 'field of the reply to ask "a b"'],
    [{ messages: { ask: request({}, {}, { 'not me': {} }) } }, 'refusal of ask "not me"'],
    [
      { messages: { ask: request({}, {}, { no: { 'a.b': word() } }) } },
      'field of the refusal no "a.b"',
    ],
    [{ events: { '': {} } }, 'event ""'],
    [{ events: { done: { 'a.b': word() } } }, 'field of the event done "a.b"'],
    [{ events: { 'fault-began': {} } }, 'event "fault-began"'],
    [{ points: ['half way'] }, 'point "half way"'],
    [{ events: { led: {} }, roles: { 'the leader': { event: 'led' } } }, 'role "the leader"'],
    [{ lies: { 'a lie': {} } }, 'lie "a lie"'],
  ])('are names as scenarios write them: %j', (parts, told) => {
    expect(problemOf(parts)).toBe(told);
  });

  it('are of any script', () => {
    expect(problemOf({ events: { 'پول-رسید': { می‌رسد: word() } } })).toBeUndefined();
  });

  it.each(programs.names)('are sound in %s', (name) => {
    const program = programs.get(name);
    expect(program && declaredNameProblem(program.contents)).toBeNull();
  });
});
