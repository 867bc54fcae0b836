import { describe, expect, it } from 'vitest';
import { withItem } from '../../scripts/new.mjs';

const index = `import { Shelf } from '../../base/shelf.ts';
import { clockJump } from './clock-jump.ts';
import type { FaultDefinition } from './define.ts';
import { pause } from './pause.ts';

/** All faults. */
export const faults = new Shelf<FaultDefinition>('fault', [
  clockJump,
  pause,
]);
`;

/** What was added, given that nothing else changed. */
function added(name: string): string[] {
  const before = index.split('\n');
  const after = withItem(index, name).split('\n');
  expect(after.filter((line: string) => before.includes(line)).slice(0, 5)).toEqual(
    before.slice(0, 5),
  );
  return after.filter((line: string) => !before.includes(line));
}

describe('a new item', () => {
  it('gets its import and its place in the list, in order', () => {
    expect(withItem(index, 'disk-full').split('\n').slice(1, 5)).toEqual([
      `import { clockJump } from './clock-jump.ts';`,
      `import type { FaultDefinition } from './define.ts';`,
      `import { diskFull } from './disk-full.ts';`,
      `import { pause } from './pause.ts';`,
    ]);
  });

  it.each([
    ['crash', '[clockJump, crash, pause]'],
    ['clock', '[clock, clockJump, pause]'],
    ['unreachable', '[clockJump, pause, unreachable]'],
  ])('called %s changes nothing else', (name, list) => {
    expect(added(name)).toEqual([
      `import { ${name} } from './${name}.ts';`,
      `export const faults = new Shelf<FaultDefinition>('fault', ${list});`,
    ]);
  });
});
