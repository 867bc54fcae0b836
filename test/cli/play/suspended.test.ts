import { beforeAll, expect, it } from 'vitest';
import { ensureBuilt, launcher } from '../../support/built.ts';
import { runLive } from '../../support/live-terminal.ts';
import { scratch } from '../../support/scratch.ts';
import { quietScenario } from '../../support/small-scenarios.ts';

const folder = scratch();

beforeAll(ensureBuilt);

it('gives the terminal to the shell at Ctrl+Z, and goes on below when it is asked to', async () => {
  const scenario = folder.write('calm.yaml', quietScenario('calm'));
  const run = await runLive({
    columns: 80,
    rows: 30,
    // With job control, as a person's shell has it.
    shell: `set -m
      "$0" ${launcher} run ${scenario} --speed 2x --ui live > /dev/null
      echo "left with $?"
      stty -a | grep -o '.icanon'
      fg
      echo "ended with $?"`,
    when: ['x2', (pty) => pty.write('\u001a')],
  });
  const at = (text: string | RegExp): number =>
    run.lines.findIndex((line) => (typeof text === 'string' ? line === text : text.test(line)));
  const stopped = 128 + 20;
  expect(run.lines).toContain(`left with ${stopped}`);
  // The terminal is the shell's again: it edits lines.
  expect(at(' icanon')).toBeGreaterThan(at(`left with ${stopped}`));
  expect(at('ended with 0')).toBeGreaterThan(at(' icanon'));
  // One picture stands where it was left, another one came to the end.
  const pictures = run.lines.filter((line) => line.startsWith('calm  '));
  expect(pictures).toHaveLength(2);
  expect(pictures[1]).toContain('t=5.000s / 5s');
  expect(at(/t=5\.000s/)).toBeGreaterThan(at(' icanon'));
});
