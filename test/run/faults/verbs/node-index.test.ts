import { describe, expect, it } from 'vitest';
import { runScenario } from '../../../../src/index.ts';
import { scratch } from '../../../support/scratch.ts';

const folder = scratch();

/** A fault that does this to a node that is not there. */
async function strike(verb: string, act: string): Promise<unknown> {
  folder.write(
    `${verb}.ts`,
    `import { defineFault } from 'fault-sim';
export const wrong = defineFault({
  name: 'wrong',
  summary: 'It strikes whom it does not know.',
  chapter: 'Faults and Partial Failures',
  targets: 'nodes',
  needs: {},
  example: '{ fault: ./wrong.ts, target: n1, at: 1s, duration: 1s }',
  begin(world) { ${act}; return () => undefined; },
});
`,
  );
  const scenario = folder.write(
    `${verb}.yaml`,
    `version: 1
name: wrong
duration: 3s
nodes: { n1: { program: echo } }
faults: { it: { fault: ./${verb}.ts, target: n1, at: 1s, duration: 1s } }
checks: { stays: { check: never, event: crashed } }
`,
  );
  return runScenario(scenario);
}

describe('a node that a fault names', () => {
  it.each([
    ['slow', "world.slow('nobody', 2)"],
    ['crash', "world.crash('nobody', 'host', [])"],
    ['pause', "world.pause('nobody', 'gc')"],
    ['cut', "world.cut(['n1'], ['nobody'])"],
    ['limitNode', "world.limitNode('nobody', 8000)"],
    ['disk', "world.disk('nobody', () => 'pass')"],
    ['leak', "world.leak('nobody', 8000)"],
    ['tear', "world.tear('nobody')"],
    ['stepWall', "world.stepWall('nobody', 1)"],
    ['drift', "world.drift('nobody', 1)"],
  ])('has to be there for %s', async (verb, act) => {
    await expect(strike(verb, act)).rejects.toThrow('wrong: there is no node nobody');
  });
});
