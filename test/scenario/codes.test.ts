import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { codes } from '../../src/scenario/diagnostics/codes.ts';
import { brief, briefs, load, people } from './memory-host.ts';

const folder = (path: string): string => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** The texts of all TypeScript files below a folder, without those that name every code. */
function textsIn(path: string): readonly string[] {
  const files = readdirSync(folder(path), { recursive: true, encoding: 'utf8' });
  const isTold = (file: string): boolean =>
    file.endsWith('.ts') && !/(^|\/)codes\.(test\.)?ts$/.test(file);
  return files.filter(isTold).map((file) => readFileSync(join(folder(path), file), 'utf8'));
}

/** The codes that none of these texts names. */
function unnamed(texts: readonly string[]): readonly string[] {
  const named = new Set(texts.flatMap((text) => text.match(/\b[EW]_[A-Z_]+\b/g) ?? []));
  return Object.keys(codes).filter((code) => !named.has(code));
}

describe('every code', () => {
  it('is told somewhere', () => {
    expect(unnamed(textsIn('src'))).toEqual([]);
  });

  it('is expected by a test', () => {
    const here = ['E_MORE', 'E_UNKNOWN_WORKLOAD', 'W_YAML'];
    expect(unnamed(textsIn('test')).filter((code) => !here.includes(code))).toEqual([]);
  });

  it('E_MORE: of twenty-three mistakes twenty are told', async () => {
    const wrong = Array.from({ length: 23 }, (_, at) => `k${at}: 1\n`).join('');
    const told = await briefs(people + wrong);
    expect([told.length, told.at(-1)]).toEqual([21, 'E_MORE - and 3 more']);
  });

  it('E_UNKNOWN_WORKLOAD: a kind of workload that there is not', async () => {
    expect(await briefs(people.replace('workload: requests', 'workload: request'))).toEqual([
      'E_UNKNOWN_WORKLOAD 6:30 unknown workload "request" [did you mean "requests"?]',
    ]);
  });

  it('W_YAML: a version of YAML that is not known', async () => {
    const { warnings } = await load(`%YAML 1.3\n---\n${people}`);
    expect(warnings.map(brief)).toEqual(['W_YAML 1:7 YAML: unsupported YAML version 1.3']);
  });
});
