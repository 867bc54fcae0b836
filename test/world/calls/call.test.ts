import { describe, expect, it } from 'vitest';
import { ack, later, refuse, unknown } from '../../../src/world/program/protocol.ts';
import type { Handler } from '../../../src/world/program/protocol.ts';
import type { CallOptions } from '../../../src/world/program/node.ts';
import { scripted, told } from '../../support/scripted-node.ts';
import type { talk, TalkNode } from '../../support/scripted-node.ts';
import { Stage } from '../../support/world-stage.ts';

type Incoming = Parameters<Handler<(typeof talk)['ask']>>[2];

/** `c` asks `s` for 21 at 10 ms and tells the outcome; a link takes 1 ms. */
function asking(
  answer: (n: number, node: TalkNode, request: Incoming) => unknown,
  options: Partial<CallOptions> = {},
  ask: 'ask' | 'poke' = 'ask',
): Stage {
  const c = scripted((node) => {
    node.after('10ms', () => {
      const body = ask === 'ask' ? { n: 21 } : {};
      node
        .call('s', ask, body, { timeout: '1s', ...options })
        .done((outcome) => told(node, outcome));
    });
  });
  const s = scripted((node) => {
    node.on(
      ask,
      (body: { n?: number }, _: string, request: Incoming) =>
        answer(body.n ?? 0, node, request) as never,
    );
  });
  return new Stage({ nodes: { c: { program: c }, s: { program: s } }, untilMs: 5000 });
}

async function got(stage: Stage): Promise<string[]> {
  return (await stage.play()).got();
}

describe("a call's outcome", () => {
  it('is ok with the answer', async () => {
    expect(await got(asking((n) => ({ n: n * 2 })))).toEqual(['c ok 42 @14']);
    expect(await got(asking(() => ack, {}, 'poke'))).toEqual(['c ok 0 @14']);
  });

  it('is a refusal that the request declares, with its detail', async () => {
    expect(await got(asking(() => refuse('full', { n: 3 })))).toEqual(['c fail full 3 @14']);
    expect(await got(asking(() => refuse('closed')))).toEqual(['c fail closed 0 @14']);
  });

  it('is unknown when the server does not know', async () => {
    expect(await got(asking(() => unknown('no majority')))).toEqual(['c unknown gave-up 0 @14']);
  });

  it('passes on a doubt, and a non-delivery, that the handler itself met', async () => {
    const passing = (outcome: object) => got(asking(() => outcome));
    expect(await passing({ status: 'unknown', error: 'timeout' })).toEqual([
      'c unknown gave-up 0 @14',
    ]);
    expect(await passing({ status: 'fail', error: 'connection-refused' })).toEqual([
      'c fail connection-refused 0 @14',
    ]);
  });

  it('comes also from an async handler, and from a callback after `later`', async () => {
    const slow = asking(async (n, node) => {
      await node.sleep('5ms');
      return { n };
    });
    expect(await got(slow)).toEqual(['c ok 21 @19']);
    const callback = asking((n, node, request) => {
      node.after('7ms', () => request.reply({ n: n + 1 }));
      return later;
    });
    expect(await got(callback)).toEqual(['c ok 22 @21']);
  });

  it('is the first answer only; a second one is reported', async () => {
    const stage = asking((n, _, request) => {
      request.reply({ n });
      request.reply({ n: 5 });
      return later;
    });
    const notes: string[] = [];
    stage.hook({ noted: (note) => void notes.push(note) });
    expect(await got(stage)).toEqual(['c ok 21 @14']);
    expect(notes).toEqual(['s answered one ask twice']);
  });

  it('is a timeout on the clock of the one who asks; the late reply finds no waiter', async () => {
    const stage = asking(
      async (n, node) => {
        await node.sleep('100ms');
        return { n };
      },
      { timeout: '50ms' },
    );
    expect(await got(stage)).toEqual(['c unknown timeout 0 @60']);
    expect(stage.lines('late-reply')).toEqual(['114 late-reply c s ask-reply']);
  });
});

describe('a handler of a request', () => {
  const crashOf = async (answer: unknown): Promise<unknown[]> => {
    const stage = asking(() => answer);
    expect(await got(stage)).toEqual(['c unknown reset 0 @14']);
    return stage.events().flatMap(({ type, data }) => (type === 'crashed' ? [data] : []));
  };

  it.each([undefined, null, 5, 'yes', {}, { n: 'x' }, { n: 1, m: 2 }])(
    'that answers %j, which is no answer, has crashed: a program error',
    async (answer) => {
      const [crash] = await crashOf(answer);
      expect(crash).toMatchObject({ change: 'program-error' });
    },
  );

  it('that refuses with a word the request does not declare has crashed', async () => {
    expect(await crashOf(refuse('busy'))).toMatchObject([{ why: expect.stringContaining('busy') }]);
  });

  it('that throws crashes its node: no answer says what nobody knows', async () => {
    const stage = asking(() => {
      throw new Error('oh');
    });
    expect(await got(stage)).toEqual(['c unknown reset 0 @14']);
    expect(stage.lines('crashed')).toEqual(['13 crashed s']);
  });

  it('that rejects does too', async () => {
    const stage = asking(async (_, node) => {
      await node.sleep('5ms');
      throw new Error('oh');
    });
    expect(await got(stage)).toEqual(['c unknown reset 0 @19']);
  });

  it('that answers who has gone loses its answer, which was sent then', async () => {
    const stage = asking(async (n, node) => {
      await node.sleep('50ms');
      return { n };
    });
    stage.at(30, () => void stage.world.verbs.crash(0, 'process', ['memory']));
    const lost = (await stage.play()).events().filter(({ type }) => type === 'lost');
    expect(lost).toMatchObject([
      { at: 63e6, name: 'ask-reply', data: { sentAt: 63e6, why: 'connection-closed' } },
    ]);
  });
});

describe('a call by datagram', () => {
  it('is a packet each way: a dead process is silence', async () => {
    const via = { via: 'datagram', timeout: '100ms' } as const;
    expect(await got(asking((n) => ({ n }), via))).toEqual(['c ok 21 @12']);
    const dead = asking((n) => ({ n }), via);
    dead.at(1, () => void dead.world.verbs.crash(1, 'process', ['memory']));
    expect(await got(dead)).toEqual(['c unknown timeout 0 @110']);
  });

  it('is not sent again when lost, and answered once when doubled', async () => {
    const lost = asking((n) => ({ n }), { via: 'datagram', timeout: '1s' });
    lost.between(9, 11, () => lost.world.verbs.cut([0], [1]));
    expect(await got(lost)).toEqual(['c unknown timeout 0 @1010']);
    let handled = 0;
    const twice = asking((n) => ({ n: n + handled++ }), { via: 'datagram' });
    twice.at(1, () => {
      twice.world.verbs.addRule({
        from: [0],
        to: [1],
        kind: 'ask',
        again: null,
        ask: () => 'duplicate',
      });
    });
    expect(await got(twice)).toEqual(['c ok 21 @12']);
    expect(twice.lines('late-reply')).toEqual(['12 late-reply c s ask-reply']);
    expect(handled).toBe(2);
  });
});

describe('the connection of calls', () => {
  /** `c` asks every 100 ms with a timeout of 1 s. */
  function series(times: number): Stage {
    const c = scripted((node) => {
      for (let n = 0; n < times; n++) {
        node.after(`${10 + n * 100}ms`, () => {
          node.call('s', 'ask', { n }, { timeout: '1s' }).done((outcome) => told(node, outcome));
        });
      }
    });
    const s = scripted((node) => node.on('ask', ({ n }) => ({ n })));
    return new Stage({ nodes: { c: { program: c }, s: { program: s } }, untilMs: 5000 });
  }

  it('is kept: after a reboot the first call on it is reset, unknown, the next one opens anew', async () => {
    const stage = series(3);
    stage.between(50, 60, () => stage.world.verbs.crash(1, 'host', ['memory']));
    expect(await got(stage)).toEqual(['c ok 0 @14', 'c unknown reset 0 @112', 'c ok 2 @214']);
  });

  it('ends with the process: a call after its restart opens anew', async () => {
    const stage = series(2);
    stage.between(50, 60, () => stage.world.verbs.crash(1, 'process', ['memory']));
    expect(await got(stage)).toEqual(['c ok 0 @14', 'c ok 1 @114']);
  });

  it('that nobody answered is given up with the last call that waits for it', async () => {
    const stage = series(2);
    stage.between(5, 1500, () => stage.world.verbs.cut([0], [1]));
    // The SYN is sent again at 1010; the first call gives up then, the second at 1110.
    expect(await got(stage)).toEqual(['c unknown timeout 0 @1010', 'c unknown timeout 0 @1110']);
    expect(stage.lines('sent', 'resent', 'delivered')).toEqual([]);
  });

  it('that nobody answered is not given up while another call still waits for it', async () => {
    const c = scripted((node) => {
      node.after('10ms', () => {
        for (const [n, timeout] of [
          [1, '500ms'],
          [2, '2s'],
        ] as const) {
          node.call('s', 'ask', { n }, { timeout }).done((outcome) => told(node, outcome));
        }
      });
    });
    const s = scripted((node) => node.on('ask', ({ n }) => ({ n })));
    const stage = new Stage({ nodes: { c: { program: c }, s: { program: s } } });
    stage.between(5, 900, () => stage.world.verbs.cut([0], [1]));
    expect(await got(stage)).toEqual(['c unknown timeout 0 @510', 'c ok 2 @1014']);
  });

  it('keeps calls in order: one that is lost holds up those behind it', async () => {
    const stage = series(3);
    stage.between(105, 150, () => stage.world.verbs.cut([0], [1]));
    expect(await got(stage)).toEqual(['c ok 0 @14', 'c ok 1 @214', 'c ok 2 @214']);
  });

  it.each([
    ['unreachable', 'c fail unreachable 0 @10'],
    ['refuse', 'c fail connection-refused 0 @10'],
  ] as const)('where messages are %s before it was opened: definite', async (ruling, what) => {
    const stage = series(1);
    stage.at(1, () => {
      stage.world.verbs.addRule({
        from: [0],
        to: [1],
        kind: null,
        again: 'cut',
        ask: () => ruling,
      });
    });
    expect(await got(stage)).toEqual([what]);
  });
});

describe('waiting', () => {
  it('is given up by a switch: unknown, at once, also for what begins later', async () => {
    const c = scripted((node) => {
      const both = node.abort();
      const ask = (n: number): void =>
        node
          .call('s', 'ask', { n }, { timeout: '1s', until: both })
          .done((outcome) => told(node, outcome));
      ask(1);
      ask(2);
      node.after('5ms', () => both.abort());
      node.after('6ms', () => ask(3));
    });
    const s = scripted((node) => {
      node.on('ask', async ({ n }) => {
        node.observe('got', { what: 'asked', n });
        await node.sleep('100ms');
        return { n };
      });
    });
    const stage = new Stage({ nodes: { c: { program: c }, s: { program: s } } });
    expect(await got(stage)).toEqual([
      's asked 1 @3',
      's asked 2 @3',
      'c unknown gave-up 0 @5',
      'c unknown gave-up 0 @5',
      'c unknown gave-up 0 @6',
    ]);
  });

  it('for the first of several resolves with it; ties go to the earlier in the list', async () => {
    const c = scripted(async (node) => {
      const ask = (n: number) => node.call('s', 'ask', { n }, { timeout: '1s' });
      told(node, await node.first([ask(30), ask(10), ask(20)]));
      const [one, two] = [ask(1), ask(1)];
      await node.sleep('50ms');
      told(node, await node.first([two, one]));
      node.observe('got', {
        what: 'same',
        n: (await node.first([two, one])) === (await two) ? 1 : 0,
      });
    });
    const s = scripted((node) => {
      node.on('ask', async ({ n }) => {
        await node.sleep(`${n}ms`);
        return { n };
      });
    });
    const stage = new Stage({ nodes: { c: { program: c }, s: { program: s } } });
    expect(await got(stage)).toEqual(['c ok 10 @14', 'c ok 1 @64', 'c same 1 @64']);
  });
});

describe('a call to oneself', () => {
  const self = (
    handlers: 'interleaved' | 'one-at-a-time',
    begin: (node: TalkNode, ask: () => PromiseLike<unknown>) => void,
  ): Stage => {
    const program = scripted((node) => {
      node.on('ask', ({ n }) => ({ n }));
      begin(node, () => node.call('n', 'ask', { n: 7 }, { timeout: '1s' }));
    }, handlers);
    return new Stage({ nodes: { n: { program } }, untilMs: 3000 });
  };

  it('takes a step of its own and no packet', async () => {
    const stage = self('interleaved', (node, ask) => {
      node.on('tell', async () => told(node, await ask()));
      node.send('n', 'tell', { n: 0 });
    });
    expect(await got(stage)).toEqual(['n ok 7 @0']);
    expect(stage.lines('sent')).toEqual([]);
  });

  it.each([
    [
      'a handler',
      (node: TalkNode, ask: () => PromiseLike<unknown>) => {
        node.on('tell', async () => told(node, await ask()));
        node.send('n', 'tell', { n: 0 });
      },
    ],
    [
      'a handler that has awaited',
      (node: TalkNode, ask: () => PromiseLike<unknown>) => {
        node.on('tell', async () => {
          await node.sleep('5ms');
          told(node, await ask());
        });
        node.send('n', 'tell', { n: 0 });
      },
    ],
    [
      'a timer',
      (node: TalkNode, ask: () => PromiseLike<unknown>) => {
        node.after('5ms', async () => told(node, await ask()));
      },
    ],
  ])('inside %s one at a time is a program error, at once', async (_, begin) => {
    const stage = self('one-at-a-time', begin);
    expect(await got(stage)).toEqual([]);
    const [crash] = stage.events().filter(({ type }) => type === 'crashed');
    expect(crash?.at).toBeLessThan(6_000_000);
    const why: unknown = expect.stringContaining('ask to itself can never be answered');
    expect(crash?.data).toMatchObject({ why });
  });

  it.each([
    [
      'a handler that ends without waiting for it',
      (node: TalkNode, ask: () => PromiseLike<unknown>) => {
        node.on('tell', () => void ask().then((outcome) => told(node, outcome)));
        node.send('n', 'tell', { n: 0 });
      },
    ],
    [
      'a loop',
      (node: TalkNode, ask: () => PromiseLike<unknown>) => {
        node.task(async () => {
          await node.sleep('0ms');
          told(node, await ask());
        });
      },
    ],
    ['start', async (node: TalkNode, ask: () => PromiseLike<unknown>) => told(node, await ask())],
  ])('from %s is answered', async (_, begin) => {
    expect(await got(self('one-at-a-time', begin))).toEqual(['n ok 7 @0']);
  });
});
