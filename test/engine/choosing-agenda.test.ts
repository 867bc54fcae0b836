import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Agenda, eventClass } from '../../src/engine/agenda.ts';
import type { EventClass, Happening } from '../../src/engine/agenda.ts';
import { ChoosingAgenda } from '../../src/engine/choosing-agenda.ts';

const { change, delivery, timer, workload } = eventClass;

/** Plays an agenda to its end; each happening may add others. Answers what happened, in order. */
function played(agenda: Agenda, entries: readonly (readonly [number, EventClass, number])[]) {
  const told: string[] = [];
  let nowNs = 0;
  const happening = (name: string, more: number): Happening => ({
    happen() {
      told.push(`${name}@${nowNs}`);
      // What it sets off: at once and later, of an earlier class and a later one.
      if (more > 0) {
        agenda.push(nowNs, change, happening(`${name}c`, 0));
        agenda.push(nowNs, delivery, happening(`${name}d`, more - 1));
        agenda.push(nowNs + 1, timer, happening(`${name}t`, 0));
      }
    },
  });
  entries.forEach(([atNs, cls, more], nth) =>
    agenda.push(atNs, cls, happening(`${nth}/${cls}`, more)),
  );
  while (agenda.size > 0) {
    nowNs = agenda.nextNs;
    agenda.pop().happen();
  }
  return told;
}

describe('an agenda that asks for the order', () => {
  it('gives the one total order to who always takes the first', () => {
    const entry = fc.tuple(
      fc.integer({ min: 0, max: 4 }),
      fc.constantFrom<EventClass>(change, delivery, timer, workload),
      fc.integer({ min: 0, max: 2 }),
    );
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 20 }), (entries) => {
        const chosen = played(new ChoosingAgenda(() => 0), entries);
        expect(chosen).toEqual(played(new Agenda(), entries));
      }),
      { seed: 11, numRuns: 300 },
    );
  });

  it('asks about deliveries, and about timers, of one instant, and about nothing else', () => {
    const asked: number[] = [];
    const last = new ChoosingAgenda((due) => {
      asked.push(due.length);
      return due.length - 1;
    });
    const told = played(last, [
      [5, delivery, 0],
      [5, delivery, 0],
      [5, delivery, 0],
      [5, timer, 0],
      [5, workload, 0],
      [5, workload, 0],
      [7, delivery, 0],
    ]);
    expect(asked).toEqual([3, 2, 1, 1, 1]);
    expect(told).toEqual(['2/4@5', '1/4@5', '0/4@5', '3/5@5', '4/6@5', '5/6@5', '6/4@7']);
  });

  it('lets what comes up in between go first when its class does', () => {
    const agenda = new ChoosingAgenda((due) => due.length - 1);
    const told = played(agenda, [
      [5, timer, 1],
      [5, timer, 1],
    ]);
    expect(told.slice(0, 4)).toEqual(['1/5@5', '1/5c@5', '1/5d@5', '0/5@5']);
  });
});
