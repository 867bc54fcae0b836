import { describe, expect, it } from 'vitest';
import { Project } from '../../support/installed.ts';
import { scratch } from '../../support/scratch.ts';
import { failingScenario } from '../../support/small-scenarios.ts';

const folder = scratch();
const project = new Project(folder);

folder.write(
  'dice.ts',
  `import { defineProgram, explore } from 'fault-sim';

export const dice = defineProgram({
  name: 'dice',
  summary: 'Stops working when it throws a six.',
  start(node) {
    if (typeof explore !== 'function') throw new Error('this is another fault-sim');
    node.after('1s', () => {
      if (node.random.integer(1, 6) === 6) throw new Error('a six');
    });
  },
});
`,
);
folder.write(
  'brittle.ts',
  `import { defineFault } from 'fault-sim';

export const brittle = defineFault({
  name: 'brittle',
  summary: 'Cannot begin for some seeds.',
  chapter: 'Testing',
  targets: 'nodes',
  needs: {},
  example: '{ fault: ./brittle.ts, target: n1, at: 1s, duration: 1s }',
  begin(world) {
    if (world.random.integer(1, 12) === 12) throw new Error('it broke');
  },
});
`,
);
folder.write(
  'dice.yaml',
  `version: 1
name: dice
duration: 2s
nodes: { n: { program: ./dice.ts, count: 2 } }
checks: { whole: { check: no-program-errors, expect: held } }
variants: { plain: {}, other: { set: { nodes.n.count: 3 } } }
`,
);
folder.write('failing.yaml', failingScenario('failing'));
folder.write(
  'brittle.yaml',
  `version: 1
name: brittle
duration: 2s
nodes: { n: { program: counter-service } }
faults: { brittle: { fault: ./brittle.ts, target: n, at: 1s, duration: 500ms } }
checks: { whole: { check: no-program-errors, expect: held or vacuous } }
`,
);

/** Runs a script that has the API and says what it finds as JSON; answers that, if all went well. */
async function said(body: string): Promise<unknown> {
  const head = `import { explore, runScenario, shrink } from 'fault-sim';\n`;
  const { code, stdout, stderr } = await project.run(`${head}${body}`);
  // Node shows the whole line of the bundle from which something was thrown.
  const words = stderr.split('\n').filter((line) => line.length < 400);
  expect({ code, stderr: words.join('\n') }).toEqual({ code: 0, stderr: '' });
  return JSON.parse(stdout);
}

describe('explore with threads', { timeout: 120_000 }, () => {
  it('gives the same bytes in the same order, whatever their number', async () => {
    const same = await said(`
      const texts = [];
      for (const jobs of [1, 2, 3]) {
        let text = '';
        for await (const run of explore('dice.yaml', { seeds: [1, 40], jobs, stopAfter: 9 }))
          text += JSON.stringify(run);
        texts.push(text);
      }
      const { runs } = await runScenario('dice.yaml', { seed: 1 });
      console.log(JSON.stringify({
        equal: texts.every((text) => text === texts[0]),
        begins: texts[0].startsWith(runs.map((run) => JSON.stringify(run)).join('')),
        failures: texts[0].split('"verdict":"fail"').length - 1,
      }));
    `);
    expect(same).toEqual({ equal: true, begins: true, failures: 9 });
  });

  it('plays only a few seeds ahead of who takes them, and ends its threads with the loop', async () => {
    const told = await said(`
      import { Worker } from 'node:worker_threads';
      let asked = 0;
      let ended = 0;
      const { postMessage, terminate } = Worker.prototype;
      Worker.prototype.postMessage = function (...all) { asked += 1; return postMessage.apply(this, all); };
      Worker.prototype.terminate = async function () { await terminate.call(this); ended += 1; };
      const counts = [];
      const pause = () => new Promise((resolve) => setTimeout(resolve, 200));
      for await (const { seed } of explore('failing.yaml', { seeds: [1, 1000], jobs: 2 })) {
        await pause();
        counts.push([seed, asked]);
        if (seed === '3') break;
      }
      const afterBreak = ended;
      try {
        for await (const run of explore('failing.yaml', { seeds: [1, 1000], jobs: 2 })) throw run.seed;
      } catch (error) {
        console.log(JSON.stringify({ counts, afterBreak, error, ended }));
      }
    `);
    expect(told).toEqual({
      counts: [
        ['1', 8],
        ['2', 9],
        ['3', 10],
      ],
      afterBreak: 2,
      error: '1',
      ended: 4,
    });
  });

  it('keeps no process alive for somebody who has left without a word', async () => {
    const first = await said(`
      const runs = explore('failing.yaml', { seeds: [1, 1000], jobs: 2 })[Symbol.asyncIterator]();
      console.log(JSON.stringify((await runs.next()).value.seed));
    `);
    expect(first).toBe('1');
  });

  it('rejects where a fault of the user throws, after the same runs as without threads', async () => {
    const told = await said(`
      const ends = [];
      for (const jobs of [1, 3]) {
        const seeds = [];
        try {
          for await (const { seed } of explore('brittle.yaml', { seeds: [1, 200], jobs })) seeds.push(seed);
        } catch (error) {
          ends.push([error.message, seeds.join(' ')]);
        }
      }
      console.log(JSON.stringify(ends));
    `);
    const [alone, together] = told as readonly (readonly [string, string])[];
    expect(alone?.[0]).toBe('it broke');
    expect(together).toEqual(alone);
  });

  it('finds, and what it found is made smaller', async () => {
    const small = await said(`
      for await (const run of explore('dice.yaml', { seeds: [1, 100], jobs: 2, stopAfter: 1 })) {
        if (run.verdict === 'pass') continue;
        const small = await shrink('dice.yaml', run);
        const [again] = (await runScenario(small)).runs;
        const violated = again.checks.filter(({ verdict }) => verdict === 'violated');
        console.log(JSON.stringify([small.nodes.n.program, small.faults ?? null, violated.length > 0]));
      }
    `);
    expect(small).toEqual(['./dice.ts', null, true]);
  });
});
