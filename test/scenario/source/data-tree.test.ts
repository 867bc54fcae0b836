import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { dataTree } from '../../../src/scenario/source/data-tree.ts';
import { Problems } from '../../../src/scenario/diagnostics/problems.ts';
import type { ScenarioData } from '../../../src/scenario/scenario.ts';
import type { Tree } from '../../../src/scenario/source/tree.ts';
import { writeScenario } from '../../../src/scenario/source/write.ts';
import { readYaml } from '../../../src/scenario/source/yaml.ts';

/** A tree without its places. */
function bare(tree: Tree): unknown {
  if (tree.kind === 'scalar') return { value: tree.value, text: tree.text };
  if (tree.kind === 'list') return tree.items.map(bare);
  return [...tree.entries.values()].map(({ key, value }) => [key, bare(value)]);
}

function treesOf(data: ScenarioData): [unknown, unknown] {
  const read = readYaml('one.yaml', writeScenario(data, []), new Problems());
  return [bare(dataTree('one.yaml', data)), read === undefined ? null : bare(read.tree)];
}

describe('data as a tree', () => {
  it.each([
    'scenarios/majority/raft-under-nemesis.yaml',
    'scenarios/transactions/two-phase-commit-under-nemesis.yaml',
    'scenarios/leases/lease-under-nemesis.yaml',
  ])('is what a file with it is read as: %s', (path) => {
    const data = parse(readFileSync(path, 'utf8')) as ScenarioData;
    const ordered = parse(writeScenario(data, [])) as ScenarioData;
    const [given, read] = treesOf(ordered);
    expect(given).toEqual(read);
  });

  it('takes words that look like something else for what they are', () => {
    const [given, read] = treesOf({
      version: 1,
      name: 'true',
      seed: '12345678901234567890',
      params: {
        none: null,
        share: 0.25,
        small: 1e-7,
        yes: true,
        list: ['1', 2, '*', '= a, b', ''],
      },
    });
    expect(given).toEqual(read);
  });
});
