import { describe, expect, it } from 'vitest';
import { abdRegister } from '../../../src/library/programs/abd-register.ts';
import { type Answer, ProgramPlay } from '../../support/program-play.ts';

function stage(reads = 'write-back'): ProgramPlay {
  const replica = { program: abdRegister, config: { reads, timeout: '500ms' } };
  return new ProgramPlay({ n1: replica, n2: replica, n3: replica, c: null, d: null });
}

const written = { status: 'ok', value: {} };
const found = (value: string): object => ({ status: 'ok', value: { value } });

describe('abd-register', () => {
  it('shows a write to whoever asks whichever replica', async () => {
    const play = stage();
    const before = play.ask(50, 'c', 'n3', 'read', { key: 'x' });
    const write = play.ask(100, 'c', 'n1', 'write', { key: 'x', value: 'new' });
    const reads = ['n1', 'n2', 'n3'].map((to) => play.ask(200, 'c', to, 'read', { key: 'x' }));
    const other = play.ask(200, 'c', 'n1', 'read', { key: 'y' });
    await play.played();
    expect(before.outcome).toEqual(written);
    expect(write.outcome).toEqual(written);
    expect(reads.map(({ outcome }) => outcome)).toEqual(reads.map(() => found('new')));
    expect(other.outcome).toEqual(written);
  });

  it('goes on with two of three, and does not know with one', async () => {
    const play = stage().cutOff(['n1', 'c'], 100, 5000);
    const alone = play.ask(200, 'c', 'n1', 'write', { key: 'x', value: 'alone' });
    const later = play.ask(6000, 'c', 'n2', 'write', { key: 'x', value: 'later' });
    const read = play.ask(7000, 'c', 'n3', 'read', { key: 'x' });
    await play.cutOff(['n1'], 5500, 9000).played();
    expect(alone.outcome?.status).toBe('unknown');
    expect(later.outcome).toEqual(written);
    expect(read.outcome).toEqual(found('later'));
  });

  it('keeps writes at one replica at one time apart', async () => {
    const play = stage();
    const writes = ['a', 'b', 'c'].map((value) =>
      play.ask(100, 'c', 'n1', 'write', { key: 'x', value }),
    );
    const reads = ['n1', 'n2', 'n3'].map((to) => play.ask(200, 'c', to, 'read', { key: 'x' }));
    await play.played();
    expect(writes.map(({ outcome }) => outcome)).toEqual(writes.map(() => written));
    expect(reads.map(({ outcome }) => outcome)).toEqual(reads.map(() => found('c')));
  });

  it('remembers over power cuts of all its replicas', async () => {
    const play = stage();
    play.ask(100, 'c', 'n1', 'write', { key: 'x', value: 'kept' });
    for (const node of ['n1', 'n2', 'n3']) play.powerCut(node, 1000, 2000);
    // Connections do not outlive their hosts: the first questions only find that out.
    const asked = [3000, 4000, 5000].map((at): Answer =>
      play.ask(at, 'c', 'n2', 'read', { key: 'x' }),
    );
    await play.played();
    expect(asked.at(-1)?.outcome).toEqual(found('kept'));
  });

  it('answers from its own copy when it is told so', async () => {
    const play = stage('own-copy').cutOff(['n3', 'd'], 50, 1000);
    const write = play.ask(100, 'c', 'n1', 'write', { key: 'x', value: 'new' });
    const fresh = play.ask(500, 'c', 'n2', 'read', { key: 'x' });
    const old = play.ask(500, 'd', 'n3', 'read', { key: 'x' });
    await play.played();
    expect(write.outcome).toEqual(written);
    expect(fresh.outcome).toEqual(found('new'));
    expect(old.outcome).toEqual(written);
  });
});
