import { describe, expect, it } from 'vitest';
import { duration, integer, signedDuration, text, wallTime } from '../../../src/base/schema.ts';
import { declaredUnits, timeOf, unitsOf } from '../../../src/run/report/units.ts';
import { defineProgram } from '../../../src/world/program/program.ts';
import { request } from '../../../src/world/program/protocol.ts';
import { seen } from '../../support/report-fixtures.ts';

function start(): void {}

const watch = defineProgram({
  name: 'watch',
  summary: 'Measures.',
  messages: {
    wait: request({ patience: duration(), why: text() }, { waited: duration() }),
    tick: { at: wallTime() },
  },
  events: {
    measured: { wall: wallTime(), took: signedDuration(), count: integer() },
    counted: { count: integer() },
    rested: { slept: duration() },
  },
  start,
});
const other = defineProgram({
  name: 'other',
  summary: 'Calls by the same name what is no length of time.',
  events: { measured: { took: integer(), wall: wallTime() } },
  start,
});

describe('what programs declare of the numbers in their events', () => {
  const declared = declaredUnits([{ program: watch }, { program: null }, { program: watch }]);

  it('are the lengths of time and readings of clocks among their fields, in order', () => {
    expect(JSON.stringify(declared)).toBe(
      JSON.stringify({
        events: {
          measured: { took: 'duration', wall: 'instant' },
          rested: { slept: 'duration' },
        },
        messages: {
          tick: { at: 'instant' },
          wait: { patience: 'duration' },
          'wait-reply': { waited: 'duration' },
        },
      }),
    );
    expect(timeOf(declared.events, 'measured', 'wall')).toBe('instant');
    expect(timeOf(declared.events, 'measured', 'count')).toBeUndefined();
    expect(timeOf(declared.events, 'constructor', 'name')).toBeUndefined();
  });

  it('are none where two programs do not agree', () => {
    for (const programs of [
      [watch, other],
      [other, watch],
    ])
      expect(declaredUnits(programs.map((program) => ({ program }))).events['measured']).toEqual({
        wall: 'instant',
      });
  });

  it('stand in a report as far as it tells of such events', () => {
    const told = (type: string, event: string) => unitsOf([seen(0, 'a', type, event)], declared);
    expect(told('observed', 'rested')).toEqual({
      events: { rested: { slept: 'duration' } },
      messages: {},
    });
    expect(told('invoked', 'wait')).toEqual({
      events: {},
      messages: { wait: { patience: 'duration' } },
    });
    expect(told('completed', 'wait')).toEqual({
      events: {},
      messages: { 'wait-reply': { waited: 'duration' } },
    });
    expect(told('observed', 'counted')).toBeUndefined();
    expect(told('point', 'rested')).toBeUndefined();
  });
});
