import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './source-tree.ts';

const page = readFileSync(join(root, 'docs/guide/searching.md'), 'utf8');

/** The block of a recipe for many machines, as it stands in the guide. */
export function recipe(name: string): string {
  const [, block] =
    new RegExp(`^\`\`\`\\w+ recipe=${name}\\n([^]*?)^\`\`\`$`, 'm').exec(page) ?? [];
  if (block === undefined) throw new Error(`the guide has no recipe ${name}`);
  return block;
}
