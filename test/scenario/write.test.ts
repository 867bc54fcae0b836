import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { writeScenario } from '../../src/scenario/write.ts';

const data = {
  faults: {
    gc: { fault: 'pause', target: 'n1', at: '1s', duration: '2s' },
    قطع: { fault: 'partition', groups: [['n1'], ['n2', 'n3']] },
  },
  nodes: { n1: { program: 'echo' }, n2: null },
  seed: '18446744073709551615',
  version: 1,
  name: 'small',
};

describe('a scenario written as a file', () => {
  it('has its keys in the order of the reference, and short entries on a line', () => {
    expect(writeScenario(data, ['What happens:', '', '  1s  a pause'])).toBe(`# What happens:
#
#   1s  a pause

version: 1
name: small
seed: "18446744073709551615"
nodes:
  n1: { program: echo }
  n2:
faults:
  gc: { fault: pause, target: n1, at: 1s, duration: 2s }
  قطع: { fault: partition, groups: [ [ n1 ], [ n2, n3 ] ] }
`);
  });

  it('is read as what was written', () => {
    expect(parse(writeScenario(data, []))).toEqual(data);
  });
});
