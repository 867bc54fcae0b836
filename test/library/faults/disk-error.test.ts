import { describe, expect, it } from 'vitest';
import { diskError } from '../../../src/library/faults/disk-error.ts';
import { DiskError } from '../../../src/world/program/node.ts';
import { diskStory } from '../../support/disk-story.ts';
import { fault } from '../../run/faults/fault-stage.ts';

const error = (match: object) => fault('a', { definition: diskError, match });

describe('disk-error', () => {
  it('fails a sync, which a second one makes good', async () => {
    const { got, rows } = await diskStory(
      [error({ op: 'sync', nth: { first: 1, last: 1 } })],
      (node, say) => {
        node.after('1500ms', async () => {
          node.disk.write('f', 1);
          try {
            await node.disk.sync('f');
          } catch (failure) {
            if (failure instanceof DiskError) say(failure.code);
          }
          await node.disk.sync('f');
          say('synced');
        });
      },
    );
    expect(got).toEqual(['EIO 0 @1500', 'synced 0 @1500']);
    expect(rows).toEqual(['disk-failed f EIO @1500', 'synced f @1500']);
  });

  it('crashes a program that does not look, and that is no error of the program', async () => {
    const { rows } = await diskStory([error({ op: 'sync' })], (node) => {
      node.after('1500ms', async () => node.disk.sync('f'));
    });
    expect(rows).toEqual(['disk-failed f EIO @1500', 'crashed DiskError: EIO: sync f @1500']);
  });

  it('lets reads and writes throw where they stand', async () => {
    for (const op of ['read', 'write'] as const) {
      const { got, coverage } = await diskStory([error({ op })], (node, say) => {
        node.disk.write('f', 1);
        node.after('1500ms', () => {
          try {
            if (op === 'read') node.disk.read('f', 0);
            else node.disk.append('g', 1);
            say('fine');
          } catch (failure) {
            if (failure instanceof DiskError) say(failure.message);
          }
        });
      });
      expect(got).toEqual([`EIO: ${op} ${op === 'read' ? 'f' : 'g'} 0 @1500`]);
      expect(coverage[0]?.touched).toBe(1);
    }
  });

  it('counts per node, or over all of its targets', async () => {
    const { got } = await diskStory(
      [error({ op: 'sync', nth: { first: 2, last: 2 }, per: 'node' })],
      (node, say) => {
        node.every('300ms', () => {
          node.disk.sync().then(
            () => say('fine'),
            () => say('failed'),
          );
        });
      },
    );
    expect(got.filter((one) => one.startsWith('failed'))).toEqual(['failed 0 @1500']);
  });
});
