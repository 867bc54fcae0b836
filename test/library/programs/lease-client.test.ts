import { describe, expect, it } from 'vitest';
import { fileStore } from '../../../src/library/programs/file-store.ts';
import { leaseClient } from '../../../src/library/programs/lease-client.ts';
import { leaseService } from '../../../src/library/programs/lease-service.ts';
import { ProgramPlay } from '../../support/program-play.ts';

function stage(fencing = true, config: object = {}): ProgramPlay {
  const client = { program: leaseClient, config: { locks: 'locks', store: 'store', ...config } };
  return new ProgramPlay({
    a: client,
    b: client,
    locks: { program: leaseService, config: { ttl: '2s' } },
    store: { program: fileStore, config: { fencing } },
  });
}

const accepted = (play: ProgramPlay) =>
  play
    .observed('write-accepted')
    .map(({ data }) => `${String(data['by'])} ${String(data['token'])}`);

describe('a lease client', () => {
  it('writes under one lease as long as it renews it', async () => {
    const play = stage();
    for (let at = 100; at < 5000; at += 1000) play.ask(at, 'a', null, 'save', { content: 'x' });
    const other = play.ask(3000, 'b', null, 'save', { content: 'y' });
    await play.played();
    expect(accepted(play)).toEqual(['a 1', 'a 1', 'a 1', 'a 1', 'a 1']);
    expect(other.outcome).toMatchObject({ status: 'fail', error: 'no-lock' });
  });

  it.each([
    [false, ['a 1', 'b 2', 'a 1']],
    [true, ['a 1', 'b 2']],
  ])('that stood still before a write meets the store (fencing: %s)', async (fencing, writes) => {
    const play = stage(fencing);
    play.ask(100, 'a', null, 'save', { content: 'first' });
    const late = play.ask(1000, 'a', null, 'save', { content: 'late' }, { timeoutMs: 9000 });
    // The renewal has arrived and the write is not sent: the check is over, the act is not.
    play.stage.hook({
      pointReached: (node, point) => {
        if (play.stage.engine.nowNs < 1_000_000_000) return;
        if (play.stage.world.ids[node] !== 'a' || point !== 'before-write') return;
        const undo = play.stage.world.verbs.pause(node, 'gc');
        play.stage.at(5000, undo);
      },
    });
    play.ask(4000, 'b', null, 'save', { content: 'other' });
    await play.played();
    expect(accepted(play)).toEqual(writes);
    expect(late.outcome).toMatchObject(fencing ? { error: 'lost-lock' } : { status: 'ok' });
  });

  it('does not write when its own clock says that the lease is over', async () => {
    const play = stage().pause('a', 1001.5, 4000);
    play.ask(100, 'a', null, 'save', { content: 'first' });
    const late = play.ask(1000, 'a', null, 'save', { content: 'late' }, { timeoutMs: 9000 });
    await play.played();
    expect(late.outcome).toMatchObject({ status: 'fail', error: 'no-lock' });
    expect(accepted(play)).toEqual(['a 1']);
  });

  it('leaves the margin of its lease unused', async () => {
    const play = stage(true, { margin: '1999ms' });
    const asked = play.ask(100, 'a', null, 'save', { content: 'x' });
    await play.played();
    expect(asked.outcome).toMatchObject({ status: 'fail', error: 'no-lock' });
  });

  it('leaves the margin of a renewed lease unused too', async () => {
    const play = stage(true, { margin: '500ms' });
    for (const at of [100, 1000, 2700]) play.ask(at, 'a', null, 'save', { content: 'x' });
    await play.played();
    // The service would renew it until 3 s; the client has not believed in it since 2.5 s.
    expect(accepted(play)).toEqual(['a 1', 'a 1', 'a 2']);
  });

  it('does not know whether it wrote when the store is silent', async () => {
    const play = stage().powerCut('store', 50, 9000);
    const asked = play.ask(100, 'a', null, 'save', { content: 'x' }, { timeoutMs: 9000 });
    await play.played();
    expect(asked.outcome).toMatchObject({ status: 'unknown', error: 'gave-up' });
  });
});
