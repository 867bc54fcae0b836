import { describe, expect, it } from 'vitest';
import { fileStore } from '../../../src/library/programs/file-store.ts';
import { ProgramPlay, type Answer } from '../../support/program-play.ts';

const file = 'f';

function stage(fencing: boolean): ProgramPlay {
  return new ProgramPlay({ a: null, b: null, store: { program: fileStore, config: { fencing } } });
}

/** Token 2 writes, then token 1, then somebody reads. */
function lateWrite(play: ProgramPlay): { late: Answer; read: Answer } {
  play.ask(10, 'b', 'store', 'write', { file, content: 'new', token: 2 });
  const late = play.ask(20, 'a', 'store', 'write', { file, content: 'old', token: 1 });
  return { late, read: play.ask(30, 'a', 'store', 'read', { file }) };
}

describe('a store', () => {
  it('without fencing takes a late write', async () => {
    const play = stage(false);
    const { late, read } = lateWrite(play);
    await play.played();
    expect(late.outcome?.status).toBe('ok');
    expect(read.outcome).toEqual({ status: 'ok', value: { content: 'old' } });
    expect(play.observed('write-accepted').map(({ data }) => data['by'])).toEqual(['b', 'a']);
  });

  it('with fencing refuses it and says why', async () => {
    const play = stage(true);
    const { late, read } = lateWrite(play);
    await play.played();
    expect(late.outcome).toEqual({ status: 'fail', error: 'fenced', detail: { newest: 2 } });
    expect(read.outcome).toEqual({ status: 'ok', value: { content: 'new' } });
    expect(play.observed('write-refused').map(({ data }) => data)).toEqual([
      { file, by: 'a', token: 1, newest: 2 },
    ]);
  });

  it('remembers the newest token over a power cut', async () => {
    const play = stage(true).powerCut('store', 15, 18);
    const { late } = lateWrite(play);
    await play.played();
    expect(late.outcome).toMatchObject({ error: 'fenced' });
  });

  it('lets the same token write again, and has no content where nobody wrote', async () => {
    const play = stage(true);
    play.ask(10, 'a', 'store', 'write', { file, content: 'one', token: 1 });
    const again = play.ask(20, 'a', 'store', 'write', { file, content: 'two', token: 1 });
    const empty = play.ask(30, 'a', 'store', 'read', { file: 'none' });
    await play.played();
    expect(again.outcome?.status).toBe('ok');
    expect(empty.outcome).toEqual({ status: 'ok', value: {} });
  });
});
