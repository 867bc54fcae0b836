import { describe, expect, it } from 'vitest';
import { NameFaults } from '../../../src/world/names/name-faults.ts';
import type { NameAnswer } from '../../../src/world/names/name-faults.ts';

const name = 1;
const client = 2;
const server = 3;

/** All of these words on one name, in this order; what is said, and which faults are told of it. */
function told(answers: readonly NameAnswer[]): [NameAnswer | null, number[]] {
  const faults = new NameFaults();
  const touched: number[] = [];
  for (const [nth, answer] of answers.entries())
    faults.add({
      of: new Set([name]),
      servers: null,
      answer,
      touched: (...who) => {
        expect(who).toEqual([client, name]);
        touched.push(nth);
      },
    });
  return [faults.answer(server, client, name), touched];
}

describe('faults of names', () => {
  it('say the strongest of their words, whichever came first: all are told', () => {
    const byStrength: NameAnswer[] = [
      'silence',
      'servfail',
      'nxdomain',
      { address: 0 },
      { address: 5 },
    ];
    for (const [place, strong] of byStrength.entries())
      for (const weak of byStrength.slice(place + 1)) {
        expect(told([strong, weak])).toEqual([strong, [0, 1]]);
        expect(told([weak, strong])).toEqual([strong, [0, 1]]);
      }
  });

  it('leave the truth to other names, to other servers, and when they are over', () => {
    const faults = new NameFaults();
    const undo = faults.add({
      of: new Set([name]),
      servers: new Set([server]),
      answer: 'servfail',
      touched: () => undefined,
    });
    expect(faults.answer(server, client, name)).toBe('servfail');
    expect(faults.answer(server, client, client)).toBeNull();
    expect(faults.answer(client, client, name)).toBeNull();
    undo();
    expect(faults.answer(server, client, name)).toBeNull();
  });
});
