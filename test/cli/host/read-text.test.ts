import { writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { readText } from '../../../src/cli/host/read-text.ts';
import { ensureBuilt, launcher } from '../../support/built.ts';
import { finished } from '../../support/cli.ts';
import { scratch } from '../../support/scratch.ts';

const folder = scratch();
ensureBuilt();

it('reads a file and a pipe', async () => {
  expect(readText(folder.write('a.yaml', '\ufeffversion: 1\n'))).toEqual({
    text: '\ufeffversion: 1\n',
  });
  const pipe = folder.pipe('pipe');
  const writer = finished('sh', ['-c', `printf 'name: سلام' > '${pipe}'`]);
  expect(readText(pipe)).toEqual({ text: 'name: سلام' });
  await writer;
});

it('does not wait for a writer of a pipe without a name: there was one', async () => {
  const line = `begin=$SECONDS; '${process.execPath}' '${launcher}' run <(true); code=$?; echo $((SECONDS - begin)); exit $code`;
  const { code, stdout, stderr } = await finished('bash', ['-c', line]);
  expect(code).toBe(3);
  expect(Number(stdout)).toBeLessThan(4);
  expect(stderr).toContain('E_EMPTY');
});

it.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)('hears %s while it waits for a writer of a pipe', async (signal, expected) => {
  const pipe = folder.pipe(`deaf-${signal}`);
  // The writer opens the pipe and says nothing: the wait has no end of its own.
  const line = `exec 9<>'${pipe}'; '${process.execPath}' '${launcher}' run '${pipe}' & child=$!; sleep 1; kill -${signal} $child; sleep 1; kill -KILL $child 2>/dev/null; wait $child`;
  const { code, stdout } = await finished('bash', ['-mc', line]);
  expect({ code, stdout }).toEqual({ code: expected, stdout: '' });
});

it('waits for a slow writer of a pipe, and not for one who never comes', async () => {
  const slow = folder.pipe('slow');
  const write = `exec 3> '${slow}'; sleep 0.3; printf a >&3; sleep 0.3; printf b >&3`;
  const writer = finished('sh', ['-c', write]);
  expect(readText(slow)).toEqual({ text: 'ab' });
  await writer;
  expect(readText(folder.pipe('lonely'))).toEqual({
    problem: 'unreadable',
    why: 'it is a pipe, and nobody writes to it',
  });
}, 30_000);

it('comes to an end with a device that has none', () => {
  expect(readText('/dev/zero')).toMatchObject({ problem: 'too-large' });
  expect(readText('/dev/null')).toEqual({ text: '' });
});

it('says why there is no text', () => {
  expect(readText(folder.path)).toMatchObject({ problem: 'is-folder' });
  expect(readText(folder.of('b.yaml'))).toMatchObject({ problem: 'not-found' });
});

it('refuses what is not in UTF-8, and says where', () => {
  writeFileSync(folder.of('latin.yaml'), Buffer.from('name: x\nsummary: caf\u00e9\n', 'latin1'));
  expect(readText(folder.of('latin.yaml'))).toEqual({
    problem: 'unreadable',
    why: 'line 2 is not in UTF-8',
  });
  writeFileSync(folder.of('wide.yaml'), Buffer.from('\ufeffname: x\n', 'utf16le'));
  expect(readText(folder.of('wide.yaml'))).toEqual({
    problem: 'unreadable',
    why: 'it is in UTF-16, not in UTF-8',
  });
});
