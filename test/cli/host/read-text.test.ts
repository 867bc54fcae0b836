import { expect, it } from 'vitest';
import { readText } from '../../../src/cli/host/read-text.ts';
import { finished } from '../../support/cli.ts';
import { scratch } from '../../support/scratch.ts';

const folder = scratch();

it('reads a file and a pipe', async () => {
  expect(readText(folder.write('a.yaml', '\ufeffversion: 1\n'))).toEqual({
    text: '\ufeffversion: 1\n',
  });
  const pipe = folder.pipe('pipe');
  const writer = finished('sh', ['-c', `printf 'name: سلام' > '${pipe}'`]);
  expect(readText(pipe)).toEqual({ text: 'name: سلام' });
  await writer;
});

it('comes to an end with a device that has none', () => {
  expect(readText('/dev/zero')).toMatchObject({ problem: 'too-large' });
  expect(readText('/dev/null')).toEqual({ text: '' });
});

it('says why there is no text', () => {
  expect(readText(folder.path)).toMatchObject({ problem: 'is-folder' });
  expect(readText(folder.of('b.yaml'))).toMatchObject({ problem: 'not-found' });
});
