import { describe, expect, test } from 'vitest';
import { parseTarget } from '../../../src/scenario/selector/parse.ts';
import { exampleWorld } from './worlds.ts';

const several = (list: readonly string[]) => parseTarget(list, exampleWorld(), 'links');

describe('a list of links', () => {
  test('means all of them together, a node in it its links to the rest', () => {
    expect(several(['raft-1 -> raft-2', 'raft-2 <-> lone', 'client'])).toMatchObject({
      kind: 'several',
      selectors: [
        { text: 'raft-1 -> raft-2' },
        { text: 'raft-2 <-> lone' },
        { text: 'client <-> rest' },
      ],
    });
  });

  test('is a list of nodes as long as there is one arrow', () => {
    const selector = { text: 'raft-1, raft-2 -> lone' };
    expect(several(['raft-1', 'raft-2 -> lone'])).toMatchObject({ kind: 'links', selector });
  });

  test('tells which item is wrong', () => {
    expect(several(['raft-1 -> raft-2', 'raft-9 -> lone'])).toMatchObject({ item: 1, offset: 0 });
  });
});
