import { expect, it } from 'vitest';
import { integer } from '../../../src/base/schema.ts';
import { defineProgram, type ProgramDefinition } from '../../../src/world/program/program.ts';
import { request } from '../../../src/world/program/protocol.ts';

/** What is told of a program in JavaScript, whose types nobody checks. */
function wrongIn(more: object): string {
  const declared = {
    name: 'own',
    summary: 'Mine.',
    messages: { ping: { n: integer() }, ask: request({}) },
    events: { heard: { term: integer() } },
    start() {},
    ...more,
  };
  try {
    defineProgram(declared as ProgramDefinition<{}, {}, {}, never>);
    return 'nothing';
  } catch (error) {
    return error instanceof TypeError ? error.message : String(error);
  }
}

it.each([
  [{}, 'nothing'],
  [
    { roles: { leader: { event: 'herd' } } },
    'defineProgram: `roles.leader.event`: it has no event "herd", did you mean heard?',
  ],
  [
    { roles: { leader: { event: 'heard', rank: 'trem' } } },
    'defineProgram: `roles.leader.rank`: it has no field "trem", did you mean term?',
  ],
  [{ cost: { pin: '1ms' } }, 'defineProgram: `cost`: it has no message "pin", did you mean ping?'],
  [{ lies: { fib: { say: () => ({}) } } }, 'defineProgram: `lies.fib`: it has no message "say"'],
  [{ lies: { fib: { ping: 'x' } } }, 'defineProgram: `lies.fib.ping` is "x"; a function is wanted'],
  [
    { messages: { ping: { n: 5 } } },
    'defineProgram: `messages.ping.n` is 5; a schema such as text() or integer() is wanted',
  ],
  [{ messages: { ping: null } }, 'defineProgram: `messages.ping` is null; a map by name is wanted'],
  [{ message: {} }, 'defineProgram: there is no key `message`, did you mean messages?'],
])('a program with %j is refused where it is written', (more, said) => {
  expect(wrongIn(more)).toBe(said);
});

it('a request of odd fields is refused', () => {
  expect(() => Reflect.apply(request, null, [{ a: 'text' }])).toThrow(
    'request: `body.a` is "text"; a schema such as text() or integer() is wanted',
  );
  expect(() => Reflect.apply(request, null, [{}, {}, { full: 1 }])).toThrow(
    'request: `refusals.full` is 1; a map by name is wanted',
  );
});
