import { describe, expect, it } from 'vitest';
import { mostWaitingDatagrams } from '../../../src/world/machine/backlog.ts';
import type { PauseCause } from '../../../src/world/machine/pause-cause.ts';
import { listening, scripted } from '../../support/scripted-node.ts';
import { Stage } from '../../support/world-stage.ts';

/** `a` tells `b` a number every 10 ms from 10 ms on; a link takes 1 ms. */
function telling(times: number, each = 1): Stage {
  const a = scripted((node) => {
    for (let n = 1; n <= times; n++) {
      node.after(`${n * 10}ms`, () => {
        for (let i = 0; i < each; i++) node.send('b', 'tell', { n });
      });
    }
  });
  const b = scripted((node) => {
    listening(node);
    node.observe('got', { what: node.boot.reason, n: node.boot.count });
  });
  return new Stage({ nodes: { a: { program: a }, b: { program: b } }, untilMs: 1000 });
}

async function got(stage: Stage): Promise<string[]> {
  return (await stage.play()).got();
}

const causes: readonly PauseCause[] = ['gc', 'sigstop', 'vm-suspend'];

describe('a process that stands still', () => {
  it.each(causes)(
    'handles what arrived meanwhile when it goes on, in order (%s)',
    async (cause) => {
      const stage = telling(5);
      stage.between(15, 35, () => stage.world.verbs.pause(1, cause));
      expect(await got(stage)).toEqual([
        'b first 1 @0',
        'b tell 1 @11',
        'b tell 2 @35',
        'b tell 3 @35',
        'b tell 4 @41',
        'b tell 5 @51',
      ]);
    },
  );

  it.each<PauseCause>(['gc', 'steal', 'live-migration'])(
    'takes up timers and messages in one order, that in which they were due (%s)',
    async (cause) => {
      const a = scripted((node) => {
        for (const at of [20, 40]) node.after(`${at}ms`, () => node.send('b', 'tell', { n: at }));
      });
      const b = scripted((node) => {
        listening(node);
        for (const at of [30, 50])
          node.after(`${at}ms`, () => node.observe('got', { what: 'timer', n: at }));
        node.after('5ms', async () => {
          node.disk.write('f', 1);
          await node.disk.sync();
          node.observe('got', { what: 'synced', n: 35 });
        });
      });
      const disk = { unsyncedKeptPpb: 0, sync: { kind: 'constant', ns: 30_000_000 } } as const;
      const stage = new Stage({ nodes: { a: { program: a }, b: { program: b, disk } } });
      stage.between(10, 60, () => stage.world.verbs.pause(1, cause));
      expect(await got(stage)).toEqual([
        'b tell 20 @60',
        'b timer 30 @60',
        'b synced 35 @60',
        'b tell 40 @60',
        'b timer 50 @60',
      ]);
    },
  );

  it.each(causes)('goes on when the last of several pauses ends (%s)', async (cause) => {
    const stage = telling(2);
    stage.between(5, 30, () => stage.world.verbs.pause(1, 'gc'));
    stage.between(6, 50, () => stage.world.verbs.pause(1, cause));
    stage.between(7, 40, () => stage.world.verbs.pause(1, 'vm-suspend'));
    expect(await got(stage)).toEqual(['b first 1 @0', 'b tell 1 @50', 'b tell 2 @50']);
    expect(stage.lines('resumed')).toEqual(['50 resumed b']);
  });

  it('says of several pauses the cause of the last that began and is not over', async () => {
    const stage = telling(2);
    const { world } = stage;
    const pausedBy: (PauseCause | null)[] = [];
    stage.between(5, 50, () => world.verbs.pause(1, 'gc'));
    stage.between(10, 30, () => world.verbs.pause(1, 'vm-suspend'));
    for (const atMs of [7, 20, 40, 60]) {
      stage.at(atMs, () => pausedBy.push(world.machines[1]?.pausedBy ?? null));
    }
    await stage.play();
    expect(pausedBy).toEqual(['gc', 'vm-suspend', 'gc', null]);
  });

  it.each(causes)('keeps 1,024 datagrams; more are dropped (%s)', async (cause) => {
    const stage = telling(1, mostWaitingDatagrams + 6);
    stage.between(5, 30, () => stage.world.verbs.pause(1, cause));
    expect(await got(stage)).toHaveLength(1 + mostWaitingDatagrams);
    const lost = stage.events().filter(({ type }) => type === 'lost');
    expect(lost.map(({ data }) => (data as { why: string }).why)).toEqual(
      Array.from({ length: 6 }, () => 'buffer-full'),
    );
  });

  it('has room again when it has gone on', async () => {
    const stage = telling(5, 600);
    stage.between(5, 15, () => stage.world.verbs.pause(1, 'gc'));
    stage.between(25, 35, () => stage.world.verbs.pause(1, 'gc'));
    expect(await got(stage)).toHaveLength(1 + 600 * 5);
  });

  it('is not heard of as long as it is paused, and goes on where it was', async () => {
    const stage = telling(5);
    stage.between(15, 35, () => stage.world.verbs.pause(0, 'gc'));
    expect((await got(stage)).slice(1)).toEqual([
      'b tell 1 @11',
      'b tell 2 @36',
      'b tell 3 @36',
      'b tell 4 @41',
      'b tell 5 @51',
    ]);
  });

  it('handles what was due in the order of its instants, be it message or timer', async () => {
    const a = scripted((node) => void node.after('20ms', () => node.send('b', 'tell', { n: 2 })));
    const b = scripted((node) => {
      listening(node);
      for (const n of [1, 3]) {
        node.after(`${n * 10 + 1}ms`, () => node.observe('got', { what: 'timer', n }));
      }
    });
    const stage = new Stage({ nodes: { a: { program: a }, b: { program: b } } });
    stage.between(5, 50, () => stage.world.verbs.pause(1, 'gc'));
    expect(await got(stage)).toEqual(['b timer 1 @50', 'b tell 2 @50', 'b timer 3 @50']);
  });

  it('dies with what it kept when it crashes: its datagrams are lost, its pause is over', async () => {
    const stage = telling(3);
    stage.between(5, 200, () => stage.world.verbs.pause(1, 'gc'));
    stage.between(15, 25, () => stage.world.verbs.crash(1, 'process', ['memory']));
    expect(await got(stage)).toEqual(['b first 1 @0', 'b restart 2 @25', 'b tell 3 @31']);
    expect(stage.lines('lost')).toEqual(['15 lost a b tell', '21 lost a b tell']);
    expect(stage.lines('resumed')).toEqual([]);
  });

  it('has no such pause when it is booted later: a pause belongs to the process it stopped', async () => {
    const stage = telling(3);
    stage.between(5, 200, () => stage.world.verbs.pause(1, 'vm-suspend'));
    stage.between(6, 15, () => stage.world.verbs.crash(1, 'host', ['memory']));
    expect(await got(stage)).toEqual([
      'b first 1 @0',
      'b reboot 2 @15',
      'b tell 2 @21',
      'b tell 3 @31',
    ]);
    expect(stage.world.isPaused('b')).toBe(false);
  });

  it('is not there to be paused when it is dead', async () => {
    const stage = telling(2);
    stage.between(1, 5, () => stage.world.verbs.crash(1, 'process', ['memory']));
    stage.between(2, 100, () => stage.world.verbs.pause(1, 'gc'));
    expect((await got(stage)).slice(2)).toEqual(['b tell 1 @11', 'b tell 2 @21']);
  });

  it('reads clocks that went on, but for the monotonic one of a suspended machine', async () => {
    const b = scripted((node) => {
      node.after('10ms', () => {
        const ms = (ns: number): number => Math.round(ns / 1e6);
        const { wall, monotonic, boot } = {
          wall: node.clock.wall(),
          monotonic: node.clock.monotonic(),
          boot: node.clock.boot(),
        };
        node.observe('got', { what: 'wall', n: ms(wall) });
        node.observe('got', { what: 'slept', n: ms(boot - monotonic) });
      });
    });
    const slept = async (cause: PauseCause): Promise<string[]> => {
      const stage = new Stage({ nodes: { b: { program: b } } });
      stage.between(5, 105, () => stage.world.verbs.pause(0, cause));
      return got(stage);
    };
    expect(await slept('gc')).toEqual(['b wall 105 @105', 'b slept 0 @105']);
    expect(await slept('sigstop')).toEqual(['b wall 105 @105', 'b slept 0 @105']);
    expect(await slept('vm-suspend')).toEqual(['b wall 110 @110', 'b slept 100 @110']);
  });
});

describe('a machine that is down', () => {
  it.each(['process', 'host'] as const)(
    'loses what reaches it, and boots at the end (%s)',
    async (scope) => {
      const stage = telling(4);
      stage.between(15, 35, () => stage.world.verbs.crash(1, scope, ['memory']));
      const reason = scope === 'host' ? 'reboot' : 'restart';
      expect(await got(stage)).toEqual([
        'b first 1 @0',
        'b tell 1 @11',
        `b ${reason} 2 @35`,
        'b tell 4 @41',
      ]);
      const why = scope === 'host' ? 'host-down' : 'no-process';
      const lost = stage.events().filter(({ type }) => type === 'lost');
      expect(lost.map(({ data }) => (data as { why: string }).why)).toEqual([why, why]);
    },
  );

  it('stays down while any crash holds it down; one host among them makes it a reboot', async () => {
    const stage = telling(0);
    stage.between(10, 50, () => stage.world.verbs.crash(1, 'process', ['memory']));
    stage.between(20, 40, () => stage.world.verbs.crash(1, 'host', ['memory']));
    stage.between(30, 90, () => stage.world.verbs.crash(1, 'process', ['memory']));
    stage.at(85, () => {
      const { hostUp, processUp, incarnation } = stage.world.state('b');
      expect([hostUp, processUp, incarnation]).toEqual([true, false, 1]);
    });
    expect(await got(stage)).toEqual(['b first 1 @0', 'b reboot 2 @90']);
    expect(stage.lines('crashed')).toEqual(['10 crashed b']);
  });

  it('from the beginning boots for the first time when that ends', async () => {
    const stage = telling(0);
    stage.between(0, 50, () => stage.world.verbs.crash(1, 'host', ['memory']));
    expect(await got(stage)).toEqual(['b first 1 @50']);
  });

  it('ends once: taking a crash back twice is taking it back once', async () => {
    const stage = telling(0);
    const undo: (() => void)[] = [];
    stage.at(10, () => undo.push(stage.world.verbs.crash(1, 'process', [])));
    stage.at(20, () => undo.push(stage.world.verbs.crash(1, 'process', [])));
    stage.at(30, () => {
      undo[0]?.();
      undo[0]?.();
    });
    stage.at(90, () => undo[1]?.());
    expect(await got(stage)).toEqual(['b first 1 @0', 'b restart 2 @90']);
  });
});

describe('a fault at the start of a process', () => {
  it('that crashes it lets nothing of it run', async () => {
    const stage = telling(1);
    let struck = false;
    stage.hook({
      processChanged: (node, change) => {
        if (node !== 1 || change !== 'up' || struck) return;
        struck = true;
        const undo = stage.world.verbs.crash(1, 'process', ['memory']);
        stage.engine.schedule(50_000_000, 0, undo);
      },
    });
    expect(await got(stage)).toEqual(['b restart 2 @50']);
  });

  it('that pauses it puts its first step off', async () => {
    const stage = telling(1);
    stage.hook({
      processChanged: (node, change) => {
        if (node !== 1 || change !== 'up') return;
        stage.engine.schedule(50_000_000, 0, stage.world.verbs.pause(1, 'gc'));
      },
    });
    expect(await got(stage)).toEqual(['b first 1 @50', 'b tell 1 @50']);
  });
});

describe('what the run hears', () => {
  it('is each change of a process, with its reason and incarnation', async () => {
    const stage = telling(0);
    const heard: string[] = [];
    stage.hook({
      processChanged: (node, change, why, _, incarnation) => {
        if (node === 1) heard.push(`${change} ${why} ${incarnation}`);
      },
    });
    stage.between(10, 20, () => stage.world.verbs.pause(1, 'sigstop'));
    stage.between(30, 40, () => stage.world.verbs.crash(1, 'host', ['memory']));
    await stage.play();
    expect(heard).toEqual([
      'up first 1',
      'paused sigstop 1',
      'resumed sigstop 1',
      'crashed host crash 1',
      'up reboot 2',
    ]);
  });

  it('is that states changed: once an event, whatever changed, while it wants to know', async () => {
    const stage = telling(0);
    const at: number[] = [];
    stage.world.watchState = true;
    stage.hook({ stateChanged: () => void at.push(stage.engine.nowNs / 1e6) });
    stage.at(10, () => {
      stage.world.verbs.cut([0], [1]);
      stage.world.verbs.crash(0, 'process', []);
    });
    stage.at(15, () => stage.world.verbs.stepWall(0, 5));
    stage.between(20, 30, () => stage.world.verbs.pause(1, 'gc'));
    await stage.play();
    expect(at).toEqual([0, 0, 10, 20, 30]);
  });
});
