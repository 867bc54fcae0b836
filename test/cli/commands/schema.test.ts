import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { formatNames } from '../../../src/cli/listing/formats.ts';
import { runCli } from '../../support/cli.ts';
import { root } from '../../support/source-tree.ts';

describe('schema', () => {
  it.each(formatNames)('prints the schema of %s as the package carries it', async (name) => {
    const { code, stdout } = await runCli(['schema', name]);
    expect(code).toBe(0);
    expect(stdout).toBe(readFileSync(join(root, `schemas/${name}.schema.json`), 'utf8'));
    expect(JSON.parse(stdout).$schema).toContain('json-schema.org');
  });

  it('lists them all when none is named', async () => {
    const { code, stdout } = await runCli(['schema']);
    expect(code).toBe(0);
    const named = stdout.split('\n').filter((line) => /^\S/.test(line));
    expect(named.map((line) => line.split(' ')[0])).toEqual(formatNames);
  });

  it('gives 2 for another word', async () => {
    expect((await runCli(['schema', 'scenarios'])).code).toBe(2);
  });
});
