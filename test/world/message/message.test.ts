import { describe, expect, it } from 'vitest';
import type { TraceEvent } from '../../../src/engine/event.ts';
import type { LinkClass } from '../../../src/world/network/link.ts';
import type { MessageView } from '../../../src/world/network/rule.ts';
import { listening, scripted } from '../../support/scripted-node.ts';
import { Stage } from '../../support/world-stage.ts';

const rough: Partial<LinkClass> = {
  latency: { kind: 'uniform', lowNs: 1_000_000, highNs: 50_000_000 },
  lossPpb: 200_000_000,
  duplicatePpb: 200_000_000,
  reorderPpb: 200_000_000,
  corruptPpb: 200_000_000,
};

interface Plan {
  /** Additional messages, as [sender, receiver, ms]. */
  readonly extra?: readonly (readonly [string, string, number])[];
  /** Sender and receiver of a cut between 20 and 60 ms. */
  readonly cut?: readonly [number, number];
  readonly nodes?: readonly string[];
  readonly seed?: string;
}

/** Each node tells each other one something every 10 ms, over links that do all that links can do. */
async function gossip(plan: Plan = {}): Promise<TraceEvent[]> {
  const ids = plan.nodes ?? ['a', 'b', 'c'];
  const node = (id: string) =>
    scripted((self) => {
      listening(self);
      let n = 0;
      self.every('10ms', () => {
        n += 1;
        for (const other of ids) if (other !== id) self.send(other, 'tell', { n });
      });
      for (const [from, to, at] of plan.extra ?? []) {
        if (from !== id) continue;
        // Set up shortly before, it comes behind what is regularly sent at its instant.
        const send = (): void => self.send(to, 'tell', { n: -1 });
        self.after(`${at - 1}ms`, () => void self.after('1ms', send));
      }
    });
  const stage = new Stage({
    nodes: Object.fromEntries(ids.map((id) => [id, { program: node(id) }])),
    link: rough,
    untilMs: 200,
    seed: plan.seed ?? '7',
  });
  const { cut } = plan;
  if (cut) stage.between(20, 60, () => stage.world.verbs.cut([cut[0]], [cut[1]]));
  return (await stage.play()).events();
}

interface Identity {
  readonly sentAt: number;
  readonly ordinal: number;
}

/** All that befell the messages of one link, in the order of what befell each: their fates. */
function fates(events: readonly TraceEvent[], from: string, to: string): string[] {
  const ofLink = ({ type, node, peer }: TraceEvent): boolean =>
    type === 'delivered' ? node === to && peer === from : node === from && peer === to;
  return events
    .filter(({ type }) => ['sent', 'lost', 'duplicated', 'corrupted', 'delivered'].includes(type))
    .filter(ofLink)
    .map(
      ({ at, type, data }) =>
        `${(data as unknown as Identity).sentAt} ${type}@${at} ${JSON.stringify(data)}`,
    )
    .toSorted();
}

describe("a message's fate", () => {
  it('is drawn by its own identity: an extra message on one link moves no draw of another', async () => {
    const [plain, more] = [await gossip(), await gossip({ extra: [['a', 'b', 15]] })];
    for (const [from, to] of [
      ['a', 'c'],
      ['b', 'a'],
      ['b', 'c'],
      ['c', 'a'],
      ['c', 'b'],
    ] as const) {
      expect(fates(more, from, to)).toEqual(fates(plain, from, to));
    }
  });

  it('nor of the other messages of its own link, sent at other instants', async () => {
    const [plain, more] = [await gossip(), await gossip({ extra: [['a', 'b', 15]] })];
    const others = fates(more, 'a', 'b').filter((line) => !line.startsWith('15000000 '));
    expect(others).toEqual(fates(plain, 'a', 'b'));
    expect(fates(more, 'a', 'b').length).toBeGreaterThan(others.length);
  });

  it('nor of those sent before it at the same instant', async () => {
    const [plain, more] = [await gossip(), await gossip({ extra: [['a', 'b', 30]] })];
    const others = fates(more, 'a', 'b').filter((line) => !line.includes('"ordinal":1'));
    expect(others).toEqual(fates(plain, 'a', 'b'));
  });

  it('is the same with and without a fault for each message that the fault did not stop', async () => {
    const [plain, cut] = [await gossip(), await gossip({ cut: [0, 1] })];
    const stopped = fates(cut, 'a', 'b').filter((line) => line.includes('"partition"'));
    expect(stopped.length).toBeGreaterThan(2);
    const instants = new Set(stopped.map((line) => line.split(' ')[0]));
    const untouched = (lines: readonly string[]): string[] =>
      lines.filter((line) => !instants.has(line.split(' ')[0]));
    expect(untouched(fates(cut, 'a', 'b'))).toEqual(untouched(fates(plain, 'a', 'b')));
    expect(fates(cut, 'b', 'c')).toEqual(fates(plain, 'b', 'c'));
  });

  it('does not depend on where its nodes stand among others: ids key the draws, not positions', async () => {
    const [few, many] = [await gossip(), await gossip({ nodes: ['a', 'aa', 'b', 'c'] })];
    expect(fates(many, 'b', 'c')).toEqual(fates(few, 'b', 'c'));
  });

  it('is another one with another seed', async () => {
    const [one, other] = [await gossip(), await gossip({ seed: '8' })];
    expect(fates(one, 'a', 'b')).not.toEqual(fates(other, 'a', 'b'));
  });

  it('gives a fault of probability a draw of its own for each message, whoever else is asked', async () => {
    const draws = async (alsoCut: boolean): Promise<number[]> => {
      const a = scripted((node) => {
        node.every('10ms', () => node.send('b', 'tell', { n: 1 }));
      });
      const stage = new Stage({
        nodes: { a: { program: a }, b: { program: scripted(listening) } },
        untilMs: 100,
      });
      const stream = stage.engine.draws.stream('fault f');
      const drawn: number[] = [];
      const ask = (message: MessageView) => {
        drawn.push(message.draw(stream));
        return 'pass' as const;
      };
      if (alsoCut) stage.world.verbs.cut([0], [1]);
      stage.world.verbs.addRule({ from: null, to: null, kind: 'tell', again: null, ask });
      await stage.play();
      return drawn;
    };
    expect(await draws(true)).toEqual(await draws(false));
    expect(new Set(await draws(false)).size).toBe(10);
  });
});

describe('a sent message', () => {
  it('is a value: what its sender changes later nobody sees, and its receiver cannot change it', async () => {
    let frozen: boolean | null = null;
    const body = { n: 1 };
    const a = scripted((node) => {
      node.send('b', 'tell', body);
      body.n = 2;
    });
    const b = scripted((node) => {
      node.on('tell', (heard) => {
        frozen = Object.isFrozen(heard);
        node.observe('got', { what: 'tell', n: heard.n });
      });
    });
    const stage = new Stage({ nodes: { a: { program: a }, b: { program: b } } });
    expect((await stage.play()).got()).toEqual(['b tell 1 @1']);
    expect([frozen, Object.isFrozen(body)]).toEqual([true, false]);
  });

  it('that its receiver changes is a program error there, and there only', async () => {
    const a = scripted((node) => node.send(['b', 'c'], 'tell', { n: 1 }));
    const b = scripted((node) => {
      node.on('tell', (heard) => {
        (heard as { n: number }).n += 1;
      });
    });
    const c = scripted(listening);
    const stage = new Stage({ nodes: { a: { program: a }, b: { program: b }, c: { program: c } } });
    expect((await stage.play()).got()).toEqual(['c tell 1 @1']);
    expect(stage.lines('crashed')).toEqual(['1 crashed b']);
  });

  it.each([NaN, Infinity, 1.5, '1', undefined, () => 1])(
    'of a shape that was not declared (%s) is refused: a program error of its sender',
    async (n) => {
      const a = scripted((node) => node.send('b', 'tell', { n: n as number }));
      const stage = new Stage({
        nodes: { a: { program: a }, b: { program: scripted(listening) } },
      });
      expect((await stage.play()).got()).toEqual([]);
      const [crash] = stage.events().filter(({ type }) => type === 'crashed');
      const why: unknown = expect.stringContaining('tell.n');
      expect(crash?.data).toMatchObject({ change: 'program-error', why });
    },
  );

  it('without a handler is dropped and told of', async () => {
    const a = scripted((node) => node.send('b', 'tell', { n: 1 }));
    const unhandled: string[] = [];
    const stage = new Stage({
      nodes: { a: { program: a }, b: { program: scripted(() => undefined) } },
    });
    stage.hook({ unhandled: (node, kind) => void unhandled.push(`${node} ${kind}`) });
    await stage.play();
    expect(unhandled).toEqual(['1 tell']);
    expect(stage.lines('unhandled')).toEqual(['1 unhandled b a tell']);
  });

  it('to oneself takes no link, but a step of its own', async () => {
    const a = scripted((node) => {
      listening(node);
      node.send('a', 'tell', { n: 1 });
      node.observe('got', { what: 'sent', n: 0 });
    });
    const stage = new Stage({ nodes: { a: { program: a } }, link: { lossPpb: 1_000_000_000 } });
    expect((await stage.play()).got()).toEqual(['a sent 0 @0', 'a tell 1 @0']);
  });
});

describe('sends in turn', () => {
  it('reach whom they name, also when the turn changes', async () => {
    const order = ['b', 'c', 'b', 'c', 'c', 'd', 'b', 'b', 'd', 'c', 'b', 'c', 'b', 'a', 'c'];
    const stage = new Stage({
      nodes: Object.fromEntries(
        ['a', 'b', 'c', 'd'].map((id) => [
          id,
          {
            program: scripted((self) => {
              listening(self);
              if (self.id === 'a') order.forEach((to, n) => self.send(to, 'tell', { n }));
            }),
          },
        ]),
      ),
      untilMs: 100,
    });
    const sent = (await stage.play()).events().filter(({ type }) => type === 'delivered');
    const heard = sent.map(({ node, data }) => [(data as { body: { n: number } }).body.n, node]);
    expect(heard.toSorted(([a], [b]) => Number(a) - Number(b))).toEqual(
      order.map((to, n) => [n, to]),
    );
  });
});

describe('the identity of a message', () => {
  it('counts sends at one instant, before and after what 32 bits of nanoseconds hold', async () => {
    // 4,294.967296 ms: instants that have the same low word are other instants.
    const instants = [5, 4299.967296, 4300, 8594.934592];
    const stage = new Stage({
      nodes: {
        a: {
          program: scripted((self) => {
            for (const ms of instants) {
              self.after(`${Math.round(ms * 1e6)}ns`, () => {
                for (let n = 0; n < 3; n += 1) self.send('b', 'tell', { n });
              });
            }
          }),
        },
        b: { program: scripted(listening) },
      },
      untilMs: 9000,
    });
    const sent = (await stage.play()).events().filter(({ type }) => type === 'sent');
    expect(sent.map(({ data }) => data)).toEqual(
      instants.flatMap((ms) =>
        [0, 1, 2].map((n) => ({ sentAt: Math.round(ms * 1e6), ordinal: n, body: { n } })),
      ),
    );
  });
});
