import { describe, expect, it } from 'vitest';
import { duration, integer, wallTime } from '../../../../src/base/schema.ts';
import { agreement } from '../../../../src/library/checks/agreement.ts';
import { integrity } from '../../../../src/library/checks/integrity.ts';
import { logMatching } from '../../../../src/library/checks/log-matching.ts';
import { prefixEqual } from '../../../../src/library/checks/prefix-equal.ts';
import { unique } from '../../../../src/library/checks/unique.ts';
import { validity } from '../../../../src/library/checks/validity.ts';
import type { Value } from '../../../../src/base/units.ts';
import type { CheckDefinition } from '../../../../src/library/checks/define.ts';
import { defineProgram } from '../../../../src/world/program/program.ts';
import { judge } from '../../../support/check-stage.ts';
import { nodePlan } from '../../../support/stage.ts';

const value = wallTime();
const member = defineProgram({
  name: 'member',
  summary: 'Agrees on when to begin.',
  events: {
    proposed: { value },
    decided: { value, slot: duration() },
    applied: { value },
    appended: { index: integer(), term: integer(), value },
  },
  start: () => undefined,
});

type Row = readonly [node: string, event: string, data: Record<string, Value>];

const rows: readonly (readonly [
  what: string,
  check: CheckDefinition,
  config: Record<string, string>,
  told: readonly Row[],
  why: string,
])[] = [
  [
    'agreement',
    agreement,
    { instance: 'slot' },
    [
      ['a', 'decided', { value: 1_500_000_000, slot: 2_000_000 }],
      ['b', 'decided', { value: 1_750_000_000, slot: 2_000_000 }],
    ],
    'a decided 1.5s and b decided 1.75s in slot 2ms',
  ],
  [
    'integrity',
    integrity,
    { instance: 'slot' },
    [
      ['a', 'decided', { value: 1_500_000_000, slot: 2_000_000 }],
      ['a', 'decided', { value: 1_750_000_000, slot: 2_000_000 }],
    ],
    'a decided 1.75s after it had decided 1.5s in slot 2ms',
  ],
  [
    'validity',
    validity,
    {},
    [
      ['a', 'proposed', { value: 1_500_000_000 }],
      ['b', 'decided', { value: 1_750_000_000 }],
    ],
    'b decided 1.75s, which nobody had proposed',
  ],
  [
    'prefix-equal',
    prefixEqual,
    {},
    [
      ['a', 'applied', { value: 1_500_000_000 }],
      ['b', 'applied', { value: 1_750_000_000 }],
    ],
    'at position 1 a has 1.5s and b has 1.75s',
  ],
  [
    'log-matching',
    logMatching,
    {},
    [
      ['a', 'appended', { index: 1, term: 1, value: 1_500_000_000 }],
      ['b', 'appended', { index: 1, term: 1, value: 1_750_000_000 }],
    ],
    'a and b hold 1.5s and 1.75s at index 1 of term 1',
  ],
  [
    'unique',
    unique,
    { event: 'applied', field: 'value' },
    [
      ['a', 'applied', { value: 1_500_000_000 }],
      ['b', 'applied', { value: 1_500_000_000 }],
    ],
    'value 1.5s appeared twice',
  ],
];

describe('a decision that is declared as a time', () => {
  it.each(rows)('is written as one by %s', (_, check, config, told, why) => {
    const run = { nodes: ['a', 'b'].map((name) => nodePlan(name, member)) };
    const { witness } = judge(check, { config, run }, (stage) => {
      for (const [at, [node, event, data]] of told.entries()) {
        stage.at(at + 1).observe(node, event, data);
      }
    });
    expect(witness?.why).toBe(why);
  });
});
