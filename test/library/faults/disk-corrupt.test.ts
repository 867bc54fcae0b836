import { describe, expect, it } from 'vitest';
import type { Value } from '../../../src/base/units.ts';
import { diskCorrupt } from '../../../src/library/faults/disk-corrupt.ts';
import { DiskError } from '../../../src/world/program/node.ts';
import { diskStory } from '../../support/disk-story.ts';
import type { Told } from '../../support/disk-story.ts';
import { fault } from '../../run/faults/fault-stage.ts';

const values: { readonly [file: string]: Value } = {
  number: 7,
  text: 'peace',
  yes: true,
  nothing: null,
  list: [1, 2, 3],
  record: { a: { b: 'c' } },
  empty: {},
};

/** Stores all these values, and reads them after one has decayed. */
const play = async (params: object): Promise<Told> =>
  diskStory([fault('a', { definition: diskCorrupt, params })], (node, say) => {
    for (const [file, value] of Object.entries(values)) node.disk.write(file, value);
    void node.disk.sync();
    node.after('1500ms', () => {
      for (const [file, value] of Object.entries(values)) {
        try {
          const found = node.disk.read<Value>(file, 'gone');
          if (JSON.stringify(found) !== JSON.stringify(value)) say(`other ${file}`);
        } catch (failure) {
          if (failure instanceof DiskError) say(failure.message);
        }
      }
    });
  });

describe('disk-corrupt', () => {
  it('makes a file unreadable: a checksum finds it', async () => {
    const { got, coverage } = await play({ file: 'text' });
    expect(got).toEqual(['ECORRUPT: read text 0 @1500']);
    expect(coverage[0]?.touched).toBe(1);
  });

  it.each(Object.keys(values))('gives another value without a word: %s', async (file) => {
    expect((await play({ file, silent: true })).got).toEqual([`other ${file} 0 @1500`]);
  });

  it('strikes a drawn file if none is named, and says when there is none', async () => {
    expect((await play({ silent: true })).got).toHaveLength(1);
    expect((await play({ file: 'nobody' })).coverage[0]?.note).toBe(
      'the disk of n1 holds no nobody',
    );
  });

  it('strikes one record of many: those before a damaged one in the middle are no answer', async () => {
    const { got } = await diskStory(
      [fault('a', { definition: diskCorrupt, params: { file: 'log' } })],
      (node, say) => {
        for (let n = 0; n < 50; n += 1) node.disk.append('log', n);
        void node.disk.sync();
        node.after('1500ms', () => {
          try {
            say('read', node.disk.records('log').length);
          } catch (failure) {
            if (failure instanceof DiskError) say(failure.code);
          }
        });
      },
    );
    expect(got).toEqual(['ECORRUPT 0 @1500']);
  });
});
