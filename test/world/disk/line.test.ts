import { describe, expect, it } from 'vitest';
import type { Duration } from '../../../src/base/units.ts';
import { Engine } from '../../../src/engine/engine.ts';
import { Trace } from '../../../src/engine/trace.ts';
import { DiskDevice } from '../../../src/world/disk/device.ts';
import type { DiskTimes } from '../../../src/world/disk/device.ts';
import type { DiskRule, DiskRuling } from '../../../src/world/disk/rule.ts';

/** What is still to be moved, in bytes. */
const due = (bytes: number) => ({ bytes, isDue: true });

describe('a device on its own', () => {
  interface Line {
    readonly device: DiskDevice;
    /** Does something at an instant. */
    at(ns: number, act: () => void): void;
    /** Puts a rule in force from one instant to another. */
    rule(fromNs: number, untilNs: number, op: DiskRule['op'], ruling: DiskRuling): void;
    /** Asks for a sync at an instant; its end is told under this name. */
    sync(ns: number, name: string, changes?: readonly number[]): void;
  }

  /** What ended when, and how: `name outcome @ns`. */
  const ends = (times: DiskTimes, play: (line: Line) => void, seed = '1'): string[] => {
    const engine = new Engine({
      seed,
      untilNs: 100_000_000,
      trace: new Trace([], false),
      drain: () => true,
      maxEvents: 1000,
    });
    const device = new DiskDevice(engine, engine.draws.stream('disk'), times);
    const ended: string[] = [];
    const at = (ns: number, act: () => void): void => void engine.schedule(ns, 1, act);
    play({
      device,
      at,
      rule: (fromNs, untilNs, op, ruling) =>
        at(fromNs, () => {
          const undo = device.add({ op, ask: () => ruling });
          at(untilNs, undo);
        }),
      sync: (ns, name, changes = []) =>
        at(ns, () =>
          device.begin('sync', name, changes.map(due), (outcome) =>
            ended.push(`${name} ${outcome} @${engine.nowNs}`),
          ),
        ),
    });
    while (engine.advance(1000) === 'more');
    return ended;
  };
  const sync = { kind: 'constant', ns: 1000 } as const;

  it('goes on with what it had left when a fault that made it slow is over', () => {
    // Of the second, half is done by 1500, 300 of the rest by 2401, and 200 are left.
    const slowed = ends({ sync }, (line) => {
      line.sync(0, 'f');
      line.sync(0, 'g');
      line.rule(1500, 2401, 'sync', { factor: 3 });
    });
    expect(slowed).toEqual(['f done @1000', 'g done @2601']);
    // A part of a nanosecond is one.
    const barely = ends({ sync }, (line) => {
      line.rule(0, 5000, 'sync', { factor: 1.0001 });
      line.sync(1, 'f');
    });
    expect(barely).toEqual(['f done @1002']);
  });

  it('stands still as long as a fault stalls it, and loses nothing of what was done', () => {
    const stalled = ends({ sync }, (line) => {
      line.sync(0, 'f');
      line.sync(100, 'g');
      line.rule(500, 5000, 'sync', 'stall');
    });
    expect(stalled).toEqual(['f done @5500', 'g done @6500']);
  });

  it('adds a delay to what is under way', () => {
    const delayed = ends({ sync }, (line) => {
      line.sync(0, 'f');
      line.rule(500, 600, 'sync', { delay: 70 as Duration });
    });
    expect(delayed).toEqual(['f done @1070']);
  });

  it('multiplies what several faults say, to the same nanosecond whoever came first', () => {
    const factors = [1.1, 1.2, 2.5];
    const endOf = (order: readonly number[]): string[] =>
      ends({ sync: { kind: 'constant', ns: 1_000_000 } }, (line) => {
        for (const place of order) {
          line.rule(0, 90_000_000, 'sync', { factor: factors[place] as number });
        }
        line.sync(1, 'f');
      });
    for (const order of [
      [0, 1, 2],
      [0, 2, 1],
      [1, 0, 2],
      [1, 2, 0],
      [2, 0, 1],
      [2, 1, 0],
    ]) {
      expect(endOf(order)).toEqual(endOf([0, 1, 2]));
    }
  });

  it('lets nobody pass who stands in line, though nothing takes time any more', () => {
    const order = ends({}, (line) => {
      line.rule(0, 10, 'sync', { delay: 1000 as Duration });
      line.sync(5, 'f');
      line.at(20, () => expect(line.device.isPlain).toBe(false));
      line.sync(20, 'g');
      line.at(2000, () => expect(line.device.isPlain).toBe(true));
    });
    expect(order).toEqual(['f done @1005', 'g done @1005']);
  });

  it('forgets with the power what stood in line, which ends nothing of what comes after it', () => {
    const order = ends({ sync }, (line) => {
      line.sync(0, 'lost');
      line.at(400, () => line.device.vanish());
      line.sync(500, 'f');
      line.sync(500, 'g');
    });
    expect(order).toEqual(['f done @1500', 'g done @2500']);
  });

  it('takes for a sync with a speed the time of all that it writes', () => {
    const bySpeed = ends({ sync: { bytesPerSecond: 1_000_000 } }, (line) => {
      expect(line.device.countsBytes).toBe(true);
      line.sync(0, 'f', [3, 4]);
    });
    expect(bySpeed).toEqual(['f done @7000']);
    // What is no whole number of nanoseconds ends with the next one.
    expect(ends({ sync: { bytesPerSecond: 300 } }, (line) => line.sync(0, 'f', [1]))).toEqual([
      'f done @3333334',
    ]);
    expect(ends({ write: sync }, (line) => expect(line.device.countsBytes).toBe(false))).toEqual(
      [],
    );
  });

  it('draws the time of each operation for itself, also of those of one instant', () => {
    const drawn = { sync: { kind: 'uniform', lowNs: 0, highNs: 10_000 } } as const;
    const lengths = ends(drawn, (line) => {
      for (const name of ['a', 'b', 'c', 'd']) line.sync(0, name);
    }).map((text) => Number(text.split('@')[1]));
    const each = lengths.map((endNs, place) => endNs - (lengths[place - 1] ?? 0));
    expect(new Set(each).size).toBe(4);
  });

  it('draws the same for what comes later, whether or not a fault passed what was cached', () => {
    const drawn = { read: { kind: 'uniform', lowNs: 0, highNs: 10_000 } } as const;
    const endOf = (isAsked: boolean): number => {
      let endNs = -1;
      ends(drawn, ({ device, at, rule }) => {
        rule(0, 10, 'read', 'pass');
        at(5, () => {
          if (isAsked) expect(device.askCached('read', 'f', [due(0)], () => undefined)).toBe(null);
          const asked = device.ask('read', 'g', [due(0)], () => undefined);
          endNs = (asked as unknown as { readonly leftNs: number }).leftNs;
        });
      });
      return endNs;
    };
    expect(endOf(true)).toBe(endOf(false));
  });

  it('is ruled by those faults that are in force as an operation comes in line', () => {
    const outcomes: string[] = [];
    ends({}, ({ device, at, rule }) => {
      rule(0, 10, 'sync', { fail: 'EIO' });
      rule(8, 30, 'sync', 'lose');
      rule(0, 40, 'read', 'stall');
      at(5, () => {
        const asked = device.ask('sync', 'f', [], (outcome) => outcomes.push(outcome));
        at(20, () => expect(device.enter(asked)).toBe(false));
      });
      at(6, () => {
        expect(device.rules('read')).toBe(true);
        expect(device.rules('write')).toBe(false);
      });
    });
    expect(outcomes).toEqual(['lose']);
  });

  it('says whether anybody has to wait for an operation', () => {
    ends({ sync: { kind: 'constant', ns: 1 } }, ({ device, at, rule }) => {
      const enters = (op: 'read' | 'sync'): boolean =>
        device.enter(device.ask(op, 'f', [], () => undefined));
      at(0, () => expect(enters('read')).toBe(false));
      at(10, () => expect(enters('sync')).toBe(true));
      at(20, () => expect([enters('read'), enters('read')]).toEqual([false, true]));
      rule(30, 40, 'read', 'stall');
      at(35, () => expect(enters('read')).toBe(true));
    });
  });
});
