import { describe, expect, it } from 'vitest';
import { ack } from '../../../src/world/program/protocol.ts';
import { scripted, told } from '../../support/scripted-node.ts';
import { Stage } from '../../support/world-stage.ts';

const ms = 1_000_000;
const MiB = 1_048_576;

/** Asks so many times at 10 ms. */
const asking = (count: number) =>
  scripted((node) => {
    node.after('10ms', () => {
      for (let n = 0; n < count; n += 1) {
        node.call('b', 'poke', {}, { timeout: '1s' }).done((outcome) => told(node, outcome));
      }
    });
  });
/** Answers after 5 ms of work. */
const answering = scripted((node) => {
  node.on('poke', async () => {
    await node.sleep('5ms');
    return ack;
  });
});

function stage(requests: number, limitBytes: number): Stage {
  const memory = { limitBytes, baseBytes: 2 * MiB, perRequestBytes: MiB };
  const restartAfter = { kind: 'constant', ns: 20 * ms } as const;
  return new Stage({
    nodes: {
      a: { program: asking(requests) },
      b: { program: answering, memory, restartAfter },
    },
  });
}

describe('memory', () => {
  it('is taken by each request until it is answered', async () => {
    const play = await stage(4, 6 * MiB).play();
    expect(play.got()).toEqual(Array(4).fill('a ok 0 @19'));
  });

  it('that ends kills the process; its machine lives, and its supervisor starts another one', async () => {
    const play = await stage(5, 6 * MiB).play();
    // The fifth comes at 13 ms, when the other four are being handled: all of them hear a reset.
    expect(play.got()).toEqual(Array(5).fill('a unknown reset 0 @14'));
    const rows = play.events().filter(({ type }) => type === 'crashed' || type === 'started');
    expect(
      rows.filter(({ node }) => node === 'b').map(({ at, type, data }) => [at / ms, type, data]),
    ).toEqual([
      [0, 'started', { change: 'up', why: 'first' }],
      [13, 'crashed', { change: 'crashed', why: 'out of memory' }],
      [33, 'started', { change: 'up', why: 'restart' }],
    ]);
  });

  it('that leaks is gone until the process ends', async () => {
    const play = stage(0, 6 * MiB);
    for (const at of [100, 200, 300, 400]) {
      play.at(at, () => void play.world.verbs.leak(1, 1.5 * MiB));
    }
    await play.play();
    // 2 + 3 x 1.5 is too much. The next process has lost 1.5 MiB by the end.
    expect(play.lines('crashed')).toEqual(['300 crashed b']);
    expect(play.world.machines[1]?.process?.memory?.usedBytes).toBe(3.5 * MiB);
  });

  it('is taken by what a request holds while it is worked on, and by none that is refused at once', async () => {
    const played = (sleeps: string | null) => {
      const server = scripted((node) => {
        node.on('poke', async () => {
          if (sleeps !== null) await node.sleep('5ms');
          return ack;
        });
      });
      const memory = {
        limitBytes: 2 * MiB,
        baseBytes: 2 * MiB - 10,
        perRequestBytes: 0,
        perBytePpb: 2_500_000_000,
      };
      return new Stage({ nodes: { a: { program: asking(2) }, b: { program: server, memory } } });
    };
    // The body `{}` has two bytes, of which each takes two and a half: two of them fit, and just so.
    expect((await played('5ms').play()).got()).toEqual(Array(2).fill('a ok 0 @19'));
    expect((await played(null).play()).lines('crashed')).toEqual([]);
    const three = played('5ms');
    three.at(15, () => void three.world.verbs.leak(1, 1));
    expect((await three.play()).lines('crashed')).toEqual(['15 crashed b']);
    // When they are answered there is room again.
    const later = played('5ms');
    later.at(100, () => void later.world.verbs.leak(1, 10));
    expect((await later.play()).lines('crashed')).toEqual([]);
  });

  it('has no end where there is no limit', async () => {
    const play = new Stage({ nodes: { a: { program: asking(50) }, b: { program: answering } } });
    play.at(5, () => expect(play.world.verbs.leak(1, MiB)).toBe(false));
    expect((await play.play()).got()).toHaveLength(50);
  });
});
