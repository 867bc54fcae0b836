import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ArchitecturePage } from '../support/architecture-page.ts';
import { root } from '../support/source-tree.ts';

interface Pattern {
  readonly regex: string;
}

interface Override {
  readonly files: readonly string[];
  readonly rules: { readonly 'no-restricted-imports'?: readonly [string, { patterns: Pattern[] }] };
}

/** The patterns of forbidden imports that the linter has for each storey, by storey. */
export function lintedImports(): Map<string, string[]> {
  const text = readFileSync(join(root, '.oxlintrc.json'), 'utf8');
  const overrides: Override[] = JSON.parse(text).overrides;
  return new Map(
    overrides.flatMap(({ files, rules }) => {
      const storey = /^src\/(\w+)\/\*\*/.exec(files[0] ?? '')?.[1];
      const patterns = rules['no-restricted-imports']?.[1].patterns;
      if (storey === undefined || patterns === undefined) return [];
      return [[storey, patterns.map(({ regex }) => regex)] as const];
    }),
  );
}

/** The patterns that the page demands: storeys out of reach, then packages away from home. */
export function demandedImports(page: ArchitecturePage): Map<string, string[]> {
  const all = [...page.storeys.keys()];
  return new Map(
    [...page.storeys].map(([storey, allowed]) => {
      const reach = new Set([storey, ...allowed.map(({ path }) => path.split('/')[0])]);
      const away = all.filter((other) => !reach.has(other));
      const foreign = [...page.homes]
        .filter(([, homes]) => !homes.some((home) => home === `${storey}/`))
        .map(([name]) => name)
        .sort((a, b) => Number(b.endsWith('*')) - Number(a.endsWith('*')))
        .map((name) => (name.endsWith('*') ? name.slice(0, -1) : `${name}(/|$)`));
      const storeys = away.length > 0 ? [`^(\\.\\./)+(${away.join('|')})/`] : [];
      return [storey, [...storeys, `^(${foreign.join('|')})`]] as const;
    }),
  );
}
