import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { schemaNames } from '../../../src/cli/commands/schema.ts';
import { runCli } from '../../support/cli.ts';
import { root } from '../../support/source-tree.ts';

describe('schema', () => {
  it.each(schemaNames)('prints the schema of %s as the package carries it', async (name) => {
    const { code, stdout } = await runCli(['schema', name]);
    expect(code).toBe(0);
    expect(stdout).toBe(readFileSync(join(root, `schemas/${name}.schema.json`), 'utf8'));
    expect(JSON.parse(stdout).$schema).toContain('json-schema.org');
  });

  it('gives 2 for another word', async () => {
    expect((await runCli(['schema', 'scenarios'])).code).toBe(2);
  });
});
