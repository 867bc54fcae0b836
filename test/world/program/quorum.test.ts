import { describe, expect, it } from 'vitest';
import { majority } from '../../../src/world/program/node.ts';
import { refuse } from '../../../src/world/program/protocol.ts';
import { scripted } from '../../support/scripted-node.ts';
import { Stage } from '../../support/world-stage.ts';

/** `a`, `b` and `c` all answer; `a` asks all three at 10 ms and needs so many. */
function asking(need: number, refusing: readonly string[] = [], members = ['a', 'b', 'c']): Stage {
  const program = scripted((node) => {
    node.on('ask', async ({ n }) => {
      if (refusing.includes(node.id)) return refuse('full', { n });
      await node.sleep(node.id === 'c' ? '5ms' : '1ms');
      return { n };
    });
    if (node.id !== 'a') return;
    node.after('10ms', () => {
      node.quorum(members, 'ask', { n: 1 }, { timeout: '100ms', need }).done((quorum) => {
        const ok = quorum.ok.map(({ from }) => from).join('');
        const what = `${quorum.reached} ok:${ok} refused:${quorum.refused.join('')}`;
        node.observe('got', { what, n: quorum.ok[0]?.value.n ?? 0 });
      });
    });
  });
  const nodes = Object.fromEntries(['a', 'b', 'c'].map((id) => [id, { program }]));
  return new Stage({ nodes, untilMs: 1000 });
}

async function got(stage: Stage): Promise<string[]> {
  return (await stage.play()).got();
}

describe('a quorum', () => {
  it('counts a node once, however often it is named', async () => {
    const stage = asking(2, [], ['b', 'b', 'b']);
    expect(await got(stage)).toEqual(['a false ok: refused: 0 @10']);
    expect(await got(asking(2, [], ['b', 'c', 'b']))).toEqual(['a true ok:bc refused: 1 @19']);
    expect(stage.lines('sent').filter((line) => line.endsWith('a b ask'))).toHaveLength(1);
  });

  it('needs a whole number, of a list of nodes', async () => {
    const whyOf = async (stage: Stage): Promise<string> =>
      JSON.stringify((await stage.play()).events().find(({ type }) => type === 'crashed')?.data);
    for (const need of [NaN, undefined, 1.5, -1, '2'] as unknown[])
      expect(await whyOf(asking(need as number))).toContain('quorum: need is ');
    expect(await whyOf(asking(1, [], 'abc' as never))).toContain(
      'is asked; a list of nodes is wanted',
    );
  });

  it('is reached with the answer that makes it, itself included, without a packet to itself', async () => {
    const stage = asking(2);
    expect(await got(stage)).toEqual(['a true ok:ab refused: 1 @15']);
    expect(stage.lines('sent').filter((line) => line.includes(' a a '))).toEqual([]);
  });

  it('of all waits for the slowest', async () => {
    expect(await got(asking(3))).toEqual(['a true ok:abc refused: 1 @19']);
  });

  it('is lost as soon as it can no longer be reached', async () => {
    expect(await got(asking(2, ['a', 'b']))).toEqual(['a false ok: refused:ab 0 @14']);
  });

  it('is lost at the timeout when too many are silent: unknown is no refusal', async () => {
    const stage = asking(3);
    stage.at(1, () => void stage.world.verbs.crash(2, 'host', ['memory']));
    expect(await got(stage)).toEqual(['a false ok:ab refused: 1 @110']);
  });

  it('counts what is not delivered as refused: nothing was done there', async () => {
    const stage = asking(2);
    stage.at(1, () => {
      stage.world.verbs.crash(1, 'process', ['memory']);
      stage.world.verbs.crash(2, 'process', ['memory']);
    });
    expect(await got(stage)).toEqual(['a false ok:a refused:bc 1 @12']);
  });

  it('of none is reached at once, and more than are asked never', async () => {
    expect(await got(asking(0))).toEqual(['a true ok: refused: 0 @10']);
    expect(await got(asking(4))).toEqual(['a false ok: refused: 0 @10']);
    expect(await got(asking(1, [], []))).toEqual(['a false ok: refused: 0 @10']);
  });

  it('asks itself in a step of its own: a crash may fall between', async () => {
    const stage = asking(2);
    stage.hook({
      messageSent: () => {
        if (stage.world.isUp('a')) stage.world.verbs.crash(0, 'process', ['memory']);
      },
    });
    stage.world.watchMessages = true;
    expect(await got(stage)).toEqual([]);
    // The first packet had gone before the fault struck; nothing else was asked.
    expect(stage.lines('sent').filter((line) => line.includes('sent a'))).toEqual([
      '12 sent a b ask',
    ]);
  });
});

describe('a majority', () => {
  it('is the smallest number of which any two groups share a member', () => {
    const of = (count: number): number => majority(Array.from({ length: count }, String));
    expect([1, 2, 3, 4, 5].map(of)).toEqual([1, 2, 2, 3, 3]);
  });
});
