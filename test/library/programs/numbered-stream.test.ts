import { describe, expect, it } from 'vitest';
import { numberedStream } from '../../../src/library/programs/numbered-stream.ts';
import { ProgramPlay } from '../../support/program-play.ts';

/** What the far side hears of five messages, the last of them sent at 500 ms. */
async function heard(over: 'connection' | 'datagrams', cutMs: number): Promise<string[]> {
  const config = { to: 'far', over, gap: '100ms', count: 5 };
  const play = new ProgramPlay({
    near: { program: numberedStream, config },
    far: { program: numberedStream },
  });
  play.cutOff(['far'], cutMs, cutMs + 50);
  await play.played();
  return play.observed('delivered').map(({ data }) => String(data['message']));
}

const all = [1, 2, 3, 4, 5].map((number) => `near ${number}`);

describe('a numbered stream', () => {
  it('arrives whole and in order over a connection that loses a packet', async () => {
    expect(await heard('connection', 280)).toEqual(all);
  });

  it('lacks as datagrams what was lost', async () => {
    expect(await heard('datagrams', 280)).toEqual(all.filter((name) => name !== 'near 3'));
  });

  it('tells how old each message is', async () => {
    const config = { to: 'far', over: 'datagrams', gap: '100ms', count: 1 };
    const play = new ProgramPlay({
      near: { program: numberedStream, config },
      far: { program: numberedStream },
    });
    await play.played();
    expect(play.observed('delivered').map(({ data }) => data['age'])).toEqual([1_000_000]);
  });
});
