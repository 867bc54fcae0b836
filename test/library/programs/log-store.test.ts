import { describe, expect, it } from 'vitest';
import { ns } from '../../../src/base/units.ts';
import { logStore } from '../../../src/library/programs/log-store.ts';
import type { DiskRuling } from '../../../src/world/disk/rule.ts';
import { ProgramPlay } from '../../support/program-play.ts';

const key = 'k';

function stage(config: object): ProgramPlay {
  return new ProgramPlay({ client: null, store: { program: logStore, config } });
}

/** The first sync of the store that comes to its disk gets this ruling. */
function failOnce(play: ProgramPlay, ruling: DiskRuling): void {
  let asked = 0;
  play.stage.world.verbs.disk(1, { op: 'sync', ask: () => (asked++ === 0 ? ruling : 'pass') });
}

describe('a log on a disk', () => {
  it('is read back after a power cut: all that was acknowledged, if it was synced before', async () => {
    for (const [sync, found] of [
      ['before-ack', 'two'],
      ['later', 'one'],
    ] as const) {
      const play = stage({ sync, every: '1s' }).powerCut('store', 1500, 2000);
      const one = play.ask(100, 'client', 'store', 'write', { key, value: 'one' });
      const two = play.ask(1200, 'client', 'store', 'write', { key, value: 'two' });
      const read = play.ask(3000, 'client', 'store', 'read', { key });
      const again = play.ask(3500, 'client', 'store', 'read', { key });
      await play.played();
      expect([one.outcome?.status, two.outcome?.status]).toEqual(['ok', 'ok']);
      expect([read.outcome, again.outcome]).toContainEqual({
        status: 'ok',
        value: { value: found },
      });
      expect(play.observed('recovered').map(({ data }) => data)).toEqual([{ key, value: found }]);
    }
  });

  it('shows nothing that a restart found in the page cache alone', async () => {
    const play = stage({}).killed('store', 200, 250).powerCut('store', 1500, 1600);
    failOnce(play, { delay: ns(9_000_000_000) });
    const write = play.ask(100, 'client', 'store', 'write', { key, value: 'one' });
    const reads = [300, 2000, 2100].map((at) => play.ask(at, 'client', 'store', 'read', { key }));
    await play.played();
    expect(write.outcome?.status).toBe('unknown');
    expect(reads[0]?.outcome).toMatchObject({ status: 'unknown' });
    expect(reads[2]?.outcome).toEqual({ status: 'ok', value: {} });
  });

  it('has nothing where nobody wrote', async () => {
    const play = stage({});
    const read = play.ask(10, 'client', 'store', 'read', { key });
    await play.played();
    expect(read.outcome).toEqual({ status: 'ok', value: {} });
  });
});

describe('a failed sync', () => {
  it('ends the process, and is no error of the program', async () => {
    const play = stage({});
    failOnce(play, 'drop');
    const write = play.ask(10, 'client', 'store', 'write', { key, value: 'one' });
    await play.played();
    expect(write.outcome).toMatchObject({ status: 'unknown', error: 'reset' });
    expect(play.stage.lines('crashed')).toEqual(['13 crashed store']);
    expect(play.observed('stored')).toEqual([]);
  });

  it('or is tried again, and what is acknowledged then may be on no disk', async () => {
    const play = stage({ failedSync: 'retry' }).powerCut('store', 1500, 2000);
    failOnce(play, 'drop');
    const write = play.ask(10, 'client', 'store', 'write', { key, value: 'one' });
    await play.played();
    expect(write.outcome?.status).toBe('ok');
    expect(play.observed('recovered')).toEqual([]);
  });
});

describe('a store whose requests wait too long', () => {
  it('saves what it has and refuses what comes, and reads go on', async () => {
    const cast = {
      client: null,
      store: {
        program: logStore,
        config: { sync: 'later', every: '1m', drainAfter: '50ms' },
        cores: 1,
        costMs: { write: 40 },
      },
    };
    const play = new ProgramPlay(cast).powerCut('store', 2000, 2500);
    const writes = ['one', 'two', 'three', 'four'].map((value) =>
      play.ask(100, 'client', 'store', 'write', { key, value }),
    );
    const read = play.ask(900, 'client', 'store', 'read', { key });
    await play.played();
    expect(read.outcome).toEqual({ status: 'ok', value: { value: 'two' } });
    // The third has waited 80 ms when its turn comes.
    expect(writes.map(({ outcome }) => outcome?.status)).toEqual(['ok', 'ok', 'fail', 'fail']);
    expect(writes[2]?.outcome).toMatchObject({ error: 'draining' });
    expect(play.observed('draining')).toHaveLength(1);
    expect(play.observed('recovered').map(({ data }) => data)).toEqual([{ key, value: 'two' }]);
  });
});
