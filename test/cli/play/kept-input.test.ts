import { readFileSync, symlinkSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { keepInput } from '../../../src/cli/play/kept-input.ts';
import { runCli } from '../../support/cli.ts';
import { scratch } from '../../support/scratch.ts';
import { failingScenario } from '../../support/small-scenarios.ts';

const folder = scratch();
folder.write('a.yaml', failingScenario('a'));
symlinkSync(folder.of('a.yaml'), folder.of('link.yaml'));

describe('what is read', () => {
  it('may not be written too, under whatever name', () => {
    const a = folder.of('a.yaml');
    const refused = /a\.yaml is what is read, and would be lost: name another file to write$/;
    expect(() => keepInput([null, a], [a])).toThrow(refused);
    expect(() => keepInput([folder.of('./x/../a.yaml')], [null, a])).toThrow(/is what is read/);
    expect(() => keepInput([folder.of('link.yaml')], [a])).toThrow(/link\.yaml is what is read/);
    expect(() => keepInput([a], [folder.of('link.yaml')])).toThrow(refused);
  });

  it('lets streams and other files be, also such as are not there', () => {
    const [a, b] = [folder.of('a.yaml'), folder.of('b.yaml')];
    expect(() => keepInput([null, b, '-'], [null, a, '-', folder.of('c.yaml')])).not.toThrow();
  });

  it('is kept by every command that writes files', async () => {
    const played = ['run', 'a.yaml', '--reporter', 'json=r.json', '--events', 'e.ndjson', '-q'];
    expect(await runCli(played, { cwd: folder.of('.') })).toMatchObject({ code: 1 });
    const read = (name: string): string => readFileSync(folder.of(name), 'utf8');
    for (const [input, ...args] of [
      ['a.yaml', 'run', 'a.yaml', '--reporter', 'json=a.yaml'],
      ['a.yaml', 'run', '.', '--events', './a.yaml'],
      ['a.yaml', 'explore', 'a.yaml', '--seeds', '1..2', '-o', 'a.yaml'],
      ['a.yaml', 'shrink', 'a.yaml', '-o', 'a.yaml'],
      ['r.json', 'shrink', 'r.json', 'a.yaml', '-o', 'r.json'],
      ['r.json', 'report', 'convert', 'r.json', '.', '--to', 'html', '-o', 'r.json'],
      ['e.ndjson', 'report', 'convert', 'e.ndjson', '--to', 'perfetto', '-o', 'e.ndjson'],
      ['r.json', 'report', 'diff', 'r.json', 'r.json', '-o', 'r.json'],
      ['e.ndjson', 'check', 'e.ndjson', '--write', 'jepsen-json=e.ndjson'],
    ] as const) {
      const before = read(input);
      const { code, stdout, stderr } = await runCli(args, { cwd: folder.of('.') });
      expect({ args, code, stdout }).toEqual({ args, code: 2, stdout: '' });
      expect(stderr).toContain(`${input} is what is read, and would be lost`);
      expect(read(input)).toBe(before);
    }
  }, 120_000);
});
