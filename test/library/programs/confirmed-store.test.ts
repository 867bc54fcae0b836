import { describe, expect, it } from 'vitest';
import { confirmedStore } from '../../../src/library/programs/confirmed-store.ts';
import { ProgramPlay } from '../../support/program-play.ts';

function stage(done: 'stored' | 'sent'): ProgramPlay {
  return new ProgramPlay({
    front: { program: confirmedStore, config: { behind: 'store', done } },
    store: { program: confirmedStore, config: { work: '10ms' } },
    c: null,
  });
}

const write = { key: 'k', value: 'v' };

describe('a confirmed store', () => {
  it('is asked through its front, which says done when the store did', async () => {
    const play = stage('stored');
    const written = play.ask(1000, 'c', 'front', 'write', write);
    const read = play.ask(2000, 'c', 'front', 'read', { key: 'k' });
    await play.played();
    expect(written.outcome?.status).toBe('ok');
    // There and back twice, and the work.
    expect(written.atMs).toBeGreaterThanOrEqual(1013);
    expect(read.outcome).toMatchObject({ status: 'ok', value: { value: 'v' } });
  });

  it('says done at once when it goes by what its own kernel took', async () => {
    const play = stage('sent');
    const written = play.ask(1000, 'c', 'front', 'write', write);
    await play.played();
    expect(written.outcome?.status).toBe('ok');
    expect(written.atMs).toBeLessThan(1006);
  });

  it('knows nothing of what was under way when the store dies, and goes on with the next one', async () => {
    const play = stage('stored').killed('store', 1003, 1500);
    const broken = play.ask(1000, 'c', 'front', 'write', write);
    const meanwhile = play.ask(1200, 'c', 'front', 'write', write);
    const later = play.ask(3000, 'c', 'front', 'write', write);
    await play.played();
    expect(broken.outcome).toMatchObject({ status: 'unknown' });
    expect(meanwhile.outcome).toMatchObject({ status: 'fail', error: 'not-connected' });
    expect(later.outcome?.status).toBe('ok');
  });
});
