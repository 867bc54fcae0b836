import { expect, it } from 'vitest';
import { diskFull } from '../../../src/library/faults/disk-full.ts';
import { DiskError } from '../../../src/world/program/node.ts';
import { diskStory } from '../../support/disk-story.ts';
import { fault } from '../../run/faults/fault-stage.ts';

it('refuses what is written; what is there can be read, renamed and synced', async () => {
  const { got, coverage } = await diskStory([fault('a', { definition: diskFull })], (node, say) => {
    node.disk.write('f', 7);
    node.after('1500ms', async () => {
      for (const write of [() => node.disk.write('f', 8), () => node.disk.append('log', 1)]) {
        try {
          write();
        } catch (failure) {
          if (failure instanceof DiskError) say(failure.code);
        }
      }
      node.disk.rename('f', 'g');
      await node.disk.sync();
      say('kept', node.disk.read('g', 0));
    });
    node.after('2s', () => {
      node.disk.write('f', 9);
      say('written', node.disk.read('f', 0));
    });
  });
  expect(got).toEqual(['ENOSPC 0 @1500', 'ENOSPC 0 @1500', 'kept 7 @1500', 'written 9 @2000']);
  expect(coverage[0]?.touched).toBe(2);
});

it('is what a disk of a certain size does when it is full', async () => {
  const { got } = await diskStory(
    [],
    (node, say) => {
      // Three records of ten bytes, and no fourth; a file that is replaced makes room.
      try {
        for (let n = 1; ; n += 1) {
          node.disk.append('log', 'x'.repeat(8));
          say('written', n);
        }
      } catch (failure) {
        if (failure instanceof DiskError) say(failure.message);
      }
      node.disk.write('log', 'y');
      node.disk.append('more', 'z');
      say('room', node.disk.list().length);
    },
    { sizeBytes: 39 },
  );
  expect(got).toEqual([
    'written 1 @0',
    'written 2 @0',
    'written 3 @0',
    'ENOSPC: write log 0 @0',
    'room 2 @0',
  ]);
});
