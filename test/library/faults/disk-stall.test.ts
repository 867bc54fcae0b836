import { describe, expect, it } from 'vitest';
import { diskStall } from '../../../src/library/faults/disk-stall.ts';
import { diskStory } from '../../support/disk-story.ts';
import type { Say } from '../../support/disk-story.ts';
import type { TalkNode } from '../../support/scripted-node.ts';
import { fault, ms } from '../../run/faults/fault-stage.ts';

const stall = (match?: object) =>
  fault('a', { definition: diskStall, ...(match === undefined ? {} : { match }) });

/** Writes and syncs at 1.5 s, and says every 400 ms that it is alive. */
const syncing = (node: TalkNode, say: Say): void => {
  node.after('1500ms', async () => {
    node.disk.write('f', 1);
    say('written');
    await node.disk.sync('f');
    say('synced');
  });
  node.every('400ms', () => say('alive'));
};
const alive = (got: readonly string[]): string[] => got.filter((one) => one.startsWith('alive'));

describe('disk-stall', () => {
  it('lets a sync wait for its end, while others of the node go on', async () => {
    const { got, coverage } = await diskStory([stall()], syncing);
    expect(got.slice(0, 7)).toEqual([
      'alive 0 @400',
      'alive 0 @800',
      'alive 0 @1200',
      'written 0 @1500',
      'alive 0 @1600',
      'synced 0 @2000',
      'alive 0 @2000',
    ]);
    expect(coverage[0]?.touched).toBe(1);
  });

  it('keeps a node that handles one thing at a time from its other work', async () => {
    const { got } = await diskStory([stall()], syncing, {}, 'one-at-a-time');
    expect(alive(got).slice(0, 5)).toEqual([
      'alive 0 @400',
      'alive 0 @800',
      'alive 0 @1200',
      'alive 0 @2000',
      'alive 0 @2400',
    ]);
  });

  it('stops a whole thread that writes through the cache', async () => {
    const { got, rows } = await diskStory([stall({ op: 'write' })], syncing);
    expect(rows.slice(0, 3)).toEqual([
      'paused disk-wait @1500',
      'resumed disk-wait @2000',
      'synced f @2000',
    ]);
    expect(got).toContain('written 0 @2000');
    expect(alive(got)).not.toContain('alive 0 @1600');
  });

  it('leaves a write that it does not match to the page cache, as if it were not there', async () => {
    const disk = {
      write: { kind: 'constant', ns: 5 * ms },
      sync: { kind: 'constant', ns: ms },
    } as const;
    const twice = (node: TalkNode, say: Say): void => {
      node.after('1500ms', async () => {
        node.disk.write('f', 1);
        say('written');
        await node.disk.sync('f');
        node.disk.write('f', 2);
        say('written again');
      });
    };
    const second = stall({ op: 'write', nth: { first: 2, last: Infinity } });
    const { got, rows } = await diskStory([second], twice, disk);
    expect(got).toEqual(['written 0 @1500', 'written again 0 @2005']);
    expect(rows).toEqual(['synced f @1506', 'paused disk-wait @1506', 'resumed disk-wait @2005']);
  });

  it('is lifted by a power cut: what stood in line never ends', async () => {
    const { crash } = await import('../../../src/library/faults/crash.ts');
    const cut = fault('b', {
      definition: crash,
      params: { scope: 'host' },
      atNs: 1_600_000_000,
      durationNs: 100_000_000,
    });
    const { got, rows } = await diskStory([stall(), cut], (node, say) => {
      if (node.boot.count === 1) syncing(node, say);
      else say('found', node.disk.read('f', 0));
    });
    expect(got.at(-1)).toBe('found 0 @1700');
    expect(rows.filter((row) => row.startsWith('synced'))).toEqual([]);
  });
});
