import { expect, it } from 'vitest';
import { launcher } from '../support/built.ts';
import { finished } from '../support/cli.ts';
import { scratch } from '../support/scratch.ts';
import { quietScenario } from '../support/small-scenarios.ts';

const folder = scratch();
const scenario = folder.write('small.yaml', quietScenario('small'));

it.each([
  ['run', scenario, '--events', 'e.ndjson'],
  ['explore', scenario, '--seeds', '1..2', '--jobs', '2'],
  ['list', 'scenarios'],
])('a working directory that was removed is told: %s', async (...args) => {
  const line = 'mkdir -p gone; cd gone; rmdir ../gone; exec "$@"';
  const words = ['-c', line, 'sh', process.execPath, launcher, ...args];
  const { code, stdout, stderr } = await finished('sh', words, { cwd: folder.path });
  expect({ code, stdout, stderr }).toEqual({
    code: 2,
    stdout: '',
    stderr: 'error: the working directory was removed: go to one that is there\n',
  });
});
