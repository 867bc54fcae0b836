import { describe, expect, it } from 'vitest';
import { failoverPair } from '../../../src/library/programs/failover-pair.ts';
import { ProgramPlay } from '../../support/program-play.ts';

function stage(): ProgramPlay {
  const replica = { program: failoverPair };
  return new ProgramPlay({ n1: replica, n2: replica, c1: null, c2: null });
}

const elections = (play: ProgramPlay) =>
  play.observed('elected').map(({ node, data }) => `${node} ${String(data['term'])}`);
const write = (play: ProgramPlay, at: number, client: string, to: string, value: string) =>
  play.ask(at, client, to, 'write', { key: 'k', value });
const read = (play: ProgramPlay, at: number, client: string, to: string) =>
  play.ask(at, client, to, 'read', { key: 'k' });

describe('a pair', () => {
  it('is led by the first; the second sends clients there', async () => {
    const play = stage();
    const wrong = write(play, 1000, 'c1', 'n2', 'a');
    const right = write(play, 1100, 'c1', 'n1', 'b');
    const back = read(play, 1200, 'c2', 'n1');
    await play.played();
    expect(elections(play)).toEqual(['n1 1']);
    expect(wrong.outcome).toEqual({
      status: 'fail',
      error: 'not-leader',
      detail: { leader: 'n1' },
    });
    expect(right.outcome?.status).toBe('ok');
    expect(back.outcome).toEqual({ status: 'ok', value: { value: 'b' } });
  });

  it('loses nothing when its leader dies: the second takes over and the first follows', async () => {
    const play = stage().powerCut('n1', 2000, 5000);
    write(play, 1000, 'c1', 'n1', 'before');
    const taken = read(play, 3000, 'c1', 'n2');
    write(play, 4000, 'c1', 'n2', 'meanwhile');
    // A connection does not outlive its host; the next question opens a new one.
    const broken = read(play, 6900, 'c1', 'n1');
    const returned = read(play, 7000, 'c1', 'n1');
    const last = read(play, 7000, 'c1', 'n2');
    await play.played();
    expect(elections(play)).toEqual(['n1 1', 'n2 2']);
    expect(taken.outcome).toEqual({ status: 'ok', value: { value: 'before' } });
    expect(broken.outcome).toEqual({ status: 'unknown', error: 'reset' });
    expect(returned.outcome).toMatchObject({ error: 'not-leader', detail: { leader: 'n2' } });
    expect(last.outcome).toEqual({ status: 'ok', value: { value: 'meanwhile' } });
  });

  it('that is cut in two has two leaders of one view, and forgets what one of them took', async () => {
    const play = stage().cutOff(['n1', 'c1'], 2000, 6000);
    const left = write(play, 4000, 'c1', 'n1', 'left');
    const right = [
      write(play, 4000, 'c2', 'n2', 'right'),
      write(play, 4500, 'c2', 'n2', 'right 2'),
    ];
    const last = read(play, 9000, 'c1', 'n2');
    await play.played();
    expect(elections(play).toSorted()).toEqual(['n1 1', 'n1 2', 'n2 2']);
    expect([left, ...right].map(({ outcome }) => outcome?.status)).toEqual(['ok', 'ok', 'ok']);
    // The right side did more, so it goes on.
    expect(last.outcome).toEqual({ status: 'ok', value: { value: 'right 2' } });
  });

  it('does not start with three nodes', async () => {
    const replica = { program: failoverPair };
    const play = await new ProgramPlay({ n1: replica, n2: replica, n3: replica }).played();
    const crashed = play.stage.events().filter(({ type }) => type === 'crashed');
    expect(crashed.map(({ data }) => data)).toEqual(
      ['n1', 'n2', 'n3'].map(() => ({
        change: 'program-error',
        why: 'a failover-pair is made of two nodes: give it `count: 2`',
      })),
    );
  });
});
