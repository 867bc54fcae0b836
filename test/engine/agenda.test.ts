import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Agenda, eventClass } from '../../src/engine/agenda.ts';
import type { EventClass, Happening } from '../../src/engine/agenda.ts';

/** A happening that knows its place. */
class Named implements Happening {
  readonly order: readonly number[];

  constructor(order: readonly number[]) {
    this.order = order;
  }

  happen(): void {
    throw new Error('nobody plays it here');
  }
}

function compare(one: readonly number[], other: readonly number[]): number {
  const at = one.findIndex((part, i) => part !== other[i]);
  return at < 0 ? 0 : (one[at] as number) - (other[at] as number);
}

function emptied(agenda: Agenda): (readonly number[])[] {
  const orders: (readonly number[])[] = [];
  while (agenda.size > 0) orders.push((agenda.pop() as Named).order);
  return orders;
}

describe('the agenda', () => {
  it('takes by instant, then class, then tie, then the order of adding, as a sorted list does', () => {
    const step = fc.record({
      pops: fc.nat(3),
      at: fc.oneof(fc.nat(5), fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER })),
      cls: fc.constantFrom(...Object.values(eventClass)),
      tie: fc.oneof(fc.constant(0), fc.nat(1023)),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
        const agenda = new Agenda();
        const sorted: (readonly number[])[] = [];
        steps.forEach(({ pops, at, cls, tie }, sequence) => {
          const order = [at, cls, tie, sequence];
          agenda.push(at, cls, new Named(order), tie);
          sorted.push(order);
          sorted.sort(compare);
          if (sequence % 3 !== 0) return;
          for (let i = 0; i < pops && sorted.length > 0; i++) {
            expect(agenda.nextNs).toBe((sorted[0] as number[])[0]);
            expect((agenda.pop() as Named).order).toEqual(sorted.shift());
          }
        });
        expect(agenda.size).toBe(sorted.length);
        expect(emptied(agenda)).toEqual(sorted);
      }),
      { seed: 42, numRuns: 300 },
    );
  });

  it('keeps the order of adding among many at one instant, beyond its first room', () => {
    const agenda = new Agenda();
    const orders = Array.from({ length: 5000 }, (_, sequence) => [7, 3, 0, sequence]);
    for (const order of orders) agenda.push(7, 3, new Named(order));
    expect(emptied(agenda)).toEqual(orders);
  });

  it('puts what ends before what begins, changes before messages, checks last', () => {
    const agenda = new Agenda();
    const classes = Object.values(eventClass).toSorted((a, b) => b - a) as EventClass[];
    for (const cls of classes) agenda.push(1, cls, new Named([cls]));
    expect(emptied(agenda).flat()).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
    expect(Object.keys(eventClass)).toEqual([
      'faultEnd',
      'plannedBegin',
      'faultBegin',
      'change',
      'delivery',
      'timer',
      'workload',
      'check',
    ]);
  });

  it('says that nothing is left', () => {
    expect(new Agenda().nextNs).toBe(Infinity);
  });
});
