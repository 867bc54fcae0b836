import { describe, expect, it } from 'vitest';
import { multiLeaderStore } from '../../../src/library/programs/multi-leader-store.ts';
import { ProgramPlay } from '../../support/program-play.ts';

const nodes = ['n1', 'n2', 'n3'];

function stage(conflicts = 'version-vectors'): ProgramPlay {
  const store = { program: multiLeaderStore, config: { conflicts, gossip: '20ms' } };
  return new ProgramPlay({ n1: store, n2: store, n3: store, c: null, d: null });
}

/** What every node shows of a key at an instant. */
function shown(play: ProgramPlay, atMs: number, key = 'k') {
  const reads = nodes.map((to) => play.ask(atMs, 'c', to, 'read', { key }));
  return () =>
    reads.map(({ outcome }) => {
      const answer: unknown = outcome?.status === 'ok' ? outcome.value : null;
      return (answer as { value: readonly string[] }).value;
    });
}

const write = (play: ProgramPlay, atMs: number, to: string, value: string, client = 'c') =>
  play.ask(atMs, client, to, 'write', { key: 'k', value });

describe('multi-leader-store', () => {
  it.each(['version-vectors', 'last-write-wins'])('tells every node (%s)', async (conflicts) => {
    const play = stage(conflicts);
    write(play, 100, 'n1', 'old');
    write(play, 2000, 'n2', 'new');
    const before = shown(play, 1500);
    const after = shown(play, 4000);
    const other = shown(play, 4000, 'never written');
    await play.played();
    expect(before()).toEqual(nodes.map(() => ['old']));
    expect(after()).toEqual(nodes.map(() => ['new']));
    expect(other()).toEqual(nodes.map(() => []));
  });

  /** Two writes while nobody hears of the other one; at the second node the clock is behind. */
  async function apart(conflicts: string) {
    const play = stage(conflicts).cutOff(['n2', 'd'], 20, 1000);
    const { world } = play.stage;
    play.stage.at(10, () => world.verbs.stepWall(world.indexOf('n2'), -5_000_000_000));
    const first = write(play, 50, 'n1', 'first');
    const second = write(play, 200, 'n2', 'second', 'd');
    const last = shown(play, 5000);
    await play.played();
    expect([first.outcome?.status, second.outcome?.status]).toEqual(['ok', 'ok']);
    return last();
  }

  it('keeps both of two writes that had not seen one another', async () => {
    expect(await apart('version-vectors')).toEqual(nodes.map(() => ['first', 'second']));
  });

  it('shows what stands side by side in one order everywhere, however it came', async () => {
    const play = stage();
    for (const [nth, to] of ['n3', 'n1', 'n2', 'n3', 'n1'].entries()) {
      play.ask(50 + nth, 'c', to, 'write', { key: 'k', value: `${nth}` });
    }
    const last = shown(play, 5000);
    await play.played();
    const [first] = last();
    expect(first?.length).toBeGreaterThan(2);
    expect(last()).toEqual(nodes.map(() => first));
  });

  it('drops the later write by a clock that is behind, when the last writer wins', async () => {
    expect(await apart('last-write-wins')).toEqual(nodes.map(() => ['first']));
  });

  it('replaces all that the writer had seen', async () => {
    const play = stage().cutOff(['n2', 'd'], 20, 1000);
    write(play, 50, 'n1', 'first');
    write(play, 200, 'n2', 'second', 'd');
    write(play, 5000, 'n3', 'third');
    const last = shown(play, 8000);
    await play.played();
    expect(last()).toEqual(nodes.map(() => ['third']));
  });

  it('counts on after a power cut, so that no write seems to have seen another', async () => {
    const play = stage().cutOff(['n1', 'c'], 90, 4000);
    write(play, 50, 'n1', 'first');
    play.powerCut('n1', 300, 500);
    // Connections do not outlive their hosts: the first question only finds that out.
    play.ask(600, 'c', 'n1', 'read', { key: 'k' });
    write(play, 2000, 'n1', 'second');
    const last = shown(play, 8000);
    await play.played();
    expect(last()).toEqual(nodes.map(() => ['second']));
  });
});
