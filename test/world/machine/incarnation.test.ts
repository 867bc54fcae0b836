import { describe, expect, it } from 'vitest';
import { DiskError } from '../../../src/world/program/node.ts';
import { listening, scripted, told } from '../../support/scripted-node.ts';
import type { TalkNode } from '../../support/scripted-node.ts';
import { Stage } from '../../support/world-stage.ts';

function pair(start: (node: TalkNode) => void | Promise<void>, untilMs = 1000): Stage {
  return new Stage({
    nodes: { a: { program: scripted(start) }, b: { program: scripted(listening) } },
    untilMs,
  });
}

async function got(stage: Stage): Promise<string[]> {
  return (await stage.play()).got();
}

describe('the end of a process', () => {
  it.each<[string, (node: TalkNode) => void, string, string]>([
    [
      'a throw in start',
      () => {
        throw new Error('oh');
      },
      'crashed',
      'program-error',
    ],
    [
      'a throw in a timer',
      (node) =>
        void node.after('0ms', () => {
          throw new Error('oh');
        }),
      'crashed',
      'program-error',
    ],
    [
      'a throw in a callback',
      (node) =>
        node.sleep('0ms').done(() => {
          throw new Error('oh');
        }),
      'crashed',
      'program-error',
    ],
    [
      'a throw in a loop',
      (node) =>
        node.task(async () => {
          await node.sleep('0ms');
          throw new Error('oh');
        }),
      'crashed',
      'program-error',
    ],
    [
      'an uncaught disk error',
      () => {
        throw new DiskError('EIO', 'file');
      },
      'crashed',
      'crashed',
    ],
    ['exit 0', (node) => node.exit(), 'exited', 'exited'],
    ['exit 1', (node) => node.exit(1), 'crashed', 'crashed'],
  ])('by %s is told as what it is', async (_, start, type, change) => {
    const stage = pair((node) => {
      start(node);
    });
    await stage.play();
    const [end] = stage
      .events()
      .filter((event) => event.type === 'crashed' || event.type === 'exited');
    expect(end).toMatchObject({ node: 'a', type, data: { change } });
    expect(stage.world.isUp('a')).toBe(false);
  });

  it('leaves its code: nothing after exit runs or has an effect', async () => {
    const stage = pair((node) => {
      node.after('5ms', () => {
        node.send('b', 'tell', { n: 1 });
        node.exit();
      });
      node.after('9ms', () => node.send('b', 'tell', { n: 2 }));
    });
    expect(await got(stage)).toEqual(['b tell 1 @6']);
  });

  it.each([
    // A crash that found it dead starts nothing: its own restart comes when it is due.
    ['process', ['a first 1 @0', 'a restart 2 @60', 'a restart 3 @120', 'a restart 4 @180']],
    // What is started with its host makes the restart void that was due then.
    ['host', ['a first 1 @0', 'a reboot 2 @30', 'a restart 3 @90', 'a restart 4 @150']],
  ] as const)(
    'is followed by a restart where the scenario says so, each time after its own end; %s',
    async (scope, boots) => {
      const stage = new Stage({
        nodes: {
          a: {
            program: scripted((node) => {
              node.observe('got', { what: node.boot.reason, n: node.boot.count });
              if (node.boot.count < 4) node.after('10ms', () => node.exit(1));
            }),
            restartAfter: { kind: 'constant', ns: 50_000_000 },
          },
        },
        untilMs: 1000,
      });
      stage.between(20, 30, () => stage.world.verbs.crash(0, scope, ['memory']));
      expect(await got(stage)).toEqual(boots);
    },
  );

  it('is for good where it says nothing: no end of a crash starts another one, but that of a host', async () => {
    for (const [scope, boots] of [
      ['process', ['a first 1 @0']],
      ['host', ['a first 1 @0', 'a reboot 2 @30']],
    ] as const) {
      const stage = pair((node) => {
        node.observe('got', { what: node.boot.reason, n: node.boot.count });
        if (node.boot.count === 1) node.after('10ms', () => node.exit());
      });
      stage.between(20, 30, () => stage.world.verbs.crash(0, scope, ['memory']));
      expect(await got(stage)).toEqual(boots);
    }
  });

  it('by a fault is followed by no such restart: that is the end of the fault', async () => {
    const stage = new Stage({
      nodes: {
        a: {
          program: scripted((node) => node.observe('got', { what: node.boot.reason, n: 0 })),
          restartAfter: { kind: 'constant', ns: 50_000_000 },
        },
      },
    });
    stage.between(20, 300, () => stage.world.verbs.crash(0, 'process', ['memory']));
    expect(await got(stage)).toEqual(['a first 0 @0', 'a restart 0 @300']);
  });
});

describe('a dead incarnation', () => {
  it('never runs again: its timers, promises, replies and finally blocks are gone', async () => {
    const stage = new Stage({
      nodes: {
        a: {
          program: scripted((node) => {
            const say = (what: string): void => node.observe('got', { what, n: node.boot.count });
            node.after('100ms', () => say('timer'));
            node.task(async () => {
              try {
                told(node, await node.call('b', 'ask', { n: 1 }, { timeout: '80ms' }));
              } finally {
                say('finally');
              }
            });
          }),
        },
        b: {
          program: scripted((node) => {
            node.on('ask', async ({ n }) => {
              await node.sleep('60ms');
              return { n };
            });
          }),
        },
      },
    });
    stage.between(10, 20, () => stage.world.verbs.crash(0, 'process', ['memory']));
    expect(await got(stage)).toEqual(['a ok 1 @84', 'a finally 2 @84', 'a timer 2 @120']);
  });

  it('is another one in the trace', async () => {
    const stage = pair((node) => node.observe('got', { what: 'up', n: 0 }));
    stage.between(10, 20, () => stage.world.verbs.crash(0, 'process', ['memory']));
    await stage.play();
    const seen = stage.events().filter(({ type, node }) => type === 'observed' && node === 'a');
    expect(seen.map(({ incarnation }) => incarnation)).toEqual([1, 2]);
  });
});
