// oxlint-disable typescript/no-misused-promises -- the mistake that is made here
import { describe, expect, it, vi } from 'vitest';
import { defineMetric, defineProgram, runScenario } from '../../../src/index.ts';
import type { Measured, Report, TrueTime } from '../../../src/index.ts';

// The first run of a file pays for the loader, which takes long on a machine that is busy.
vi.setConfig({ testTimeout: 120_000 });

const seer = defineProgram({
  name: 'seer',
  summary: 'Sees something each second.',
  events: { seen: {} },
  start(node) {
    node.every('1s', () => {
      try {
        node.observe('seen', {});
      } catch {
        node.log('an observer has reached the program');
        node.exit(1);
      }
    });
  },
});

const oneSecond = 1_000_000_000 as TrueTime;

async function measured(samples: (run: Measured) => unknown, every?: string): Promise<Report> {
  const own = defineMetric({
    name: 'own',
    summary: 'x',
    unit: '1',
    fold: 'sum',
    measure: (run) => samples(run) as void,
  });
  return await runScenario({
    version: 1,
    name: 'measure',
    duration: '5s',
    nodes: { a: { program: seer } },
    metrics: { own: { metric: own, ...(every === undefined ? {} : { every }) } },
    checks: { counted: { check: 'metric', that: 'own > 0' } },
  });
}

describe('a metric', () => {
  it('has a sample in the period that begins at its instant; the end is of the last period', async () => {
    const { runs } = await measured((run) => {
      for (const [at, value] of [0, 1.999_999_999, 2, 3.5, 4, 5].entries()) {
        run.add((value * 1e9) as TrueTime, 10 ** at);
      }
    }, '2s');
    const million = 1_000_000;
    expect(runs[0]?.metrics[0]?.series).toEqual([11, 1100, 110_000].map((sum) => sum * million));
  });

  it('that throws ends the command with its own error, whatever the program does', async () => {
    const throws = measured((run) =>
      run.onEvent('seen', () => {
        throw new RangeError('not this one');
      }),
    );
    await expect(throws).rejects.toThrow(RangeError);
    await expect(throws).rejects.toThrow('not this one');
    const oddly = measured((run) =>
      run.onEvent('seen', () => {
        // oxlint-disable-next-line no-throw-literal -- what plain JavaScript may do
        throw 'a text';
      }),
    );
    await expect(oddly).rejects.toThrow('the metric own threw "a text"');
  });

  it('takes samples of numbers at instants', async () => {
    for (const [add, told] of [
      [(run) => run.add(oneSecond, NaN), 'run.add: `value` is NaN; a number is wanted'],
      [(run) => run.add(oneSecond, '5' as never), '`value` is "5"; a number is wanted'],
      [(run) => run.add(oneSecond, Infinity), '`value` is Infinity; a number is wanted'],
      [(run) => run.add(undefined as never, 1), '`at` is undefined; an instant in ns is wanted'],
      [(run) => run.add(NaN as never, 1), '`at` is NaN; an instant in ns is wanted'],
      [(run) => run.add(oneSecond, 1, 5 as never), '`field` is 5; a text is wanted'],
    ] as readonly (readonly [add: (run: Measured) => void, told: string])[]) {
      await expect(measured((run) => run.onEvent('seen', () => add(run)))).rejects.toThrow(told);
    }
  });

  it('follows events that there are, by a name or by a pattern', async () => {
    for (const [event, told] of [
      ['sean', 'no program declares an event called sean, did you mean seen?'],
      ['x*', 'no program declares an event called x*'],
    ] as const) {
      const misspelt = measured((run) => run.onEvent(event, () => undefined));
      await expect(misspelt).rejects.toThrow(new TypeError(told));
    }
    for (const event of ['seen', 'se*', '*', 'started', 'fault-began']) {
      await measured((run) => run.onEvent(event, ({ at }) => run.add(at, 1)));
    }
  });

  it('may not be asynchronous', async () => {
    const late = measured((run) =>
      run.onEvent('seen', async ({ at }) => {
        await Promise.resolve();
        run.add(at, 1);
      }),
    );
    await expect(late).rejects.toThrow(
      'the metric own: what follows the event seen gives back a promise, and no metric may wait',
    );
    const atEnd = measured((run) => run.atEnd(async () => await Promise.reject(new Error('no'))));
    await expect(atEnd).rejects.toThrow('what `run.atEnd` was given gives back a promise');
    const whole = measured(async () => await Promise.reject(new Error('no')));
    await expect(whole).rejects.toThrow('`measure` gives back a promise');
  });
});
