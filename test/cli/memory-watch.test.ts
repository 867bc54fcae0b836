import { expect, it } from 'vitest';
import { runCli } from '../support/cli.ts';
import { scratch } from '../support/scratch.ts';
import { ownScenario, programText } from '../support/small-scenarios.ts';

const folder = scratch();

/** A program that keeps some 16 kB more each virtual millisecond, for a day. */
const greedy = folder.write(
  'greedy.yaml',
  ownScenario('greedy', './greedy.ts').replace('5s', '24h'),
);
folder.write(
  'greedy.ts',
  programText(
    `const kept: number[][] = [];
    node.every('1ms', () => void kept.push(Array.from({ length: 2000 }, (_, nth) => nth + 0.5)));`,
  ),
);
const env = { NODE_OPTIONS: '--max-old-space-size=200' };

it.each([
  ['run', ['run', greedy, '--json', '--ui', 'none']],
  ['explore', ['explore', greedy, '--seeds', '1', '--jobs', '1', '--json', '-q']],
])('%s stops what needs more memory than there is, and tells so', async (_, args) => {
  const { code, stdout, stderr } = await runCli(args, { env });
  expect({ code, stderr }).toEqual({ code: 4, stderr: '' });
  const report: unknown = JSON.parse(stdout);
  if (args[0] === 'run') expect(report).toMatchObject({ complete: false, stopped: 'max-memory' });
});
