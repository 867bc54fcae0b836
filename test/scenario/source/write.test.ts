import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { writeScenario } from '../../../src/scenario/source/write.ts';

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

  it('has a comment that ends with its lines, whatever they say', () => {
    const said = ['  5s  a get saw 0\nand not: 3', 'one\r\ntwo\rthree\u2028four\u0085five'];
    const text = writeScenario(data, said);
    expect(text.split('\n').slice(0, 8)).toEqual([
      '#   5s  a get saw 0',
      '# and not: 3',
      ...['one', 'two', 'three', 'four', 'five'].map((line) => `# ${line}`),
      '',
    ]);
    expect(parse(text)).toEqual(data);
  });

  it('is read as what was written', () => {
    expect(parse(writeScenario(data, []))).toEqual(data);
  });
});
