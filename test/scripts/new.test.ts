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

describe('a new item', () => {
  it('gets its import and its place in the list, in order', () => {
    const lines = withItem(index, 'disk-full').split('\n');
    expect(lines.filter((line: string) => line.startsWith('import'))).toEqual([
      `import { Shelf } from '../../base/shelf.ts';`,
      `import type { FaultDefinition } from './define.ts';`,
      `import { clockJump } from './clock-jump.ts';`,
      `import { diskFull } from './disk-full.ts';`,
      `import { pause } from './pause.ts';`,
    ]);
    expect(lines.join('\n')).toContain(`('fault', [clockJump, diskFull, pause]);`);
  });
});
