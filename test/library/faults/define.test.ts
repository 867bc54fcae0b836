import { describe, expect, it } from 'vitest';
import { defineFault } from '../../../src/library/faults/define.ts';
import { faults } from '../../../src/library/faults/index.ts';

describe('a fault of a user', () => {
  it('needs no chapter and no example', () => {
    const own = defineFault({
      name: 'own',
      summary: 'Does nothing.',
      targets: 'nodes',
      needs: {},
      begin: () => [],
    });
    expect(own).toMatchObject({ chapter: null, example: null });
  });

  it('differs in that from those of the library', () => {
    expect(faults.items.filter(({ chapter, example }) => !chapter || !example)).toEqual([]);
  });
});
