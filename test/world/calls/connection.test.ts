import { describe, expect, it } from 'vitest';
import type { Connection } from '../../../src/world/program/node.ts';
import type { Distribution } from '../../../src/base/sampler/sampler.ts';
import { scripted, told } from '../../support/scripted-node.ts';
import type { talk, TalkNode } from '../../support/scripted-node.ts';
import { Stage } from '../../support/world-stage.ts';

type Wire = Connection<typeof talk>;

interface Setting {
  /** What `a` does with its open connection. */
  readonly a?: (wire: Wire, node: TalkNode) => void;
  /** What `b` does with one that it accepted; null: it does not listen. */
  readonly b?: ((wire: Wire, node: TalkNode) => void) | null;
  readonly latency?: Distribution;
  readonly timeoutMs?: number;
  readonly connectAtMs?: number;
}

function hearing(wire: Wire, node: TalkNode): void {
  wire.on('tell', ({ n }) => node.observe('got', { what: 'tell', n }));
  wire.closed((reason) => node.observe('got', { what: `closed ${reason}`, n: 0 }));
}

/** `a` connects to `b` at 10 ms; a link takes 1 ms. */
function connected(setting: Setting): Stage {
  const a = scripted((node) => {
    node.after(`${setting.connectAtMs ?? 10}ms`, () => {
      node.connect('b', { timeout: `${setting.timeoutMs ?? 5000}ms` }).done((outcome) => {
        if (outcome.status !== 'ok') return told(node, outcome);
        hearing(outcome.value, node);
        setting.a?.(outcome.value, node);
      });
    });
  });
  const b = scripted((node) => {
    if (setting.b !== null) {
      node.listen((wire) => {
        hearing(wire, node);
        setting.b?.(wire, node);
      });
    }
  });
  return new Stage({
    nodes: { a: { program: a }, b: { program: b } },
    untilMs: 20_000,
    ...(setting.latency ? { link: { latency: setting.latency } } : {}),
  });
}

const sendAll = (count: number) => (wire: Wire) => {
  for (let n = 0; n < count; n++) wire.send('tell', { n });
};

describe('a connection', () => {
  it('is opened in a round trip and carries messages both ways', async () => {
    const stage = connected({
      a: (wire) => void wire.send('tell', { n: 1 }),
      b: (wire, node) => {
        node.observe('got', { what: `from ${wire.to}`, n: 0 });
        wire.send('tell', { n: 2 });
      },
    });
    expect((await stage.play()).got()).toEqual(['b from a 0 @13', 'b tell 1 @13', 'a tell 2 @14']);
  });

  it('keeps order, whatever each message takes on its way', async () => {
    const stage = connected({
      a: sendAll(50),
      latency: { kind: 'uniform', lowNs: 1_000_000, highNs: 90_000_000 },
    });
    const heard = (await stage.play()).got().map((line) => Number(line.split(' ')[2]));
    expect(heard).toEqual(Array.from({ length: 50 }, (_, n) => n));
  });

  it('loses and doubles nothing on a link that does both', async () => {
    const stage = connected({ a: sendAll(50) });
    const { verbs } = stage.world;
    let n = 0;
    const every = (nth: number, ruling: 'drop' | 'duplicate') => ({
      from: null,
      to: null,
      kind: null,
      again: null,
      ask: () => (n++ % nth === 0 ? ruling : ('pass' as const)),
    });
    stage.at(1, () => {
      verbs.addRule(every(3, 'drop'));
      verbs.addRule(every(4, 'duplicate'));
    });
    const heard = (await stage.play()).got().map((line) => Number(line.split(' ')[2]));
    expect(heard).toEqual(Array.from({ length: 50 }, (_, one) => one));
    expect(stage.lines('lost').length).toBeGreaterThan(10);
  });

  it('sends again what is lost a round trip and 200 ms later, first as a probe, then doubling, and keeps back what is behind it', async () => {
    const stage = connected({
      a: (wire, node) => {
        wire.send('tell', { n: 0 });
        node.after('700ms', () => void wire.send('tell', { n: 1 }));
      },
    });
    // The cut takes the first message and two of its retransmissions, then heals.
    stage.between(11.5, 700, () => stage.world.verbs.cut([0], [1]));
    await stage.play();
    expect(stage.lines('resent')).toEqual([
      '214 resent a b tell',
      '416 resent a b tell',
      '820 resent a b tell',
    ]);
    expect(stage.got()).toEqual(['b tell 0 @821', 'b tell 1 @821']);
  });

  it('is not sent again what has arrived as a duplicate', async () => {
    const stage = connected({ a: sendAll(1) });
    stage.at(5, () => {
      stage.world.verbs.addRule({
        from: [0],
        to: [1],
        kind: 'tell',
        again: null,
        ask: () => 'duplicate',
      });
      // Takes the first copy on its way, not the second.
      let asked = 0;
      stage.world.verbs.addRule({
        from: [0],
        to: [1],
        kind: 'tell',
        again: 'cut',
        ask: (_, phase) => (phase === 'arrival' && asked++ === 0 ? 'drop' : 'pass'),
      });
    });
    expect((await stage.play()).got()).toEqual(['b tell 0 @13']);
    expect(stage.lines('resent')).toEqual([]);
  });

  it('is refused by a live system on which nobody listens, or whose process is dead', async () => {
    expect((await connected({ b: null }).play()).got()).toEqual([
      'a fail connection-refused 0 @12',
    ]);
    const dead = connected({});
    dead.at(5, () => void dead.world.verbs.crash(1, 'process', ['memory']));
    expect((await dead.play()).got()).toEqual(['a fail connection-refused 0 @12']);
  });

  it('is unreachable where a router says so, and refused where a firewall does', async () => {
    for (const [ruling, what] of [
      ['unreachable', 'a fail unreachable 0 @10'],
      ['refuse', 'a fail connection-refused 0 @10'],
    ] as const) {
      const stage = connected({});
      stage.at(1, () => {
        stage.world.verbs.addRule({
          from: [0],
          to: [1],
          kind: null,
          again: 'cut',
          ask: () => ruling,
        });
      });
      expect((await stage.play()).got()).toEqual([what]);
    }
  });

  it('that a dead host does not answer is given up after its time, unknown, and not tried again', async () => {
    const stage = connected({ timeoutMs: 1000 });
    stage.between(5, 5000, () => stage.world.verbs.crash(1, 'host', ['memory']));
    expect((await stage.play()).got()).toEqual(['a unknown timeout 0 @1010']);
  });

  it('that a host does not answer is opened if it is up again in time', async () => {
    const stage = connected({ a: sendAll(1) });
    stage.between(5, 500, () => stage.world.verbs.crash(1, 'host', ['memory']));
    // The SYN is sent again after a second: then it is up.
    expect((await stage.play()).got()).toEqual(['b tell 0 @1013']);
  });

  it('ends in order with close: what was sent before arrives before', async () => {
    const stage = connected({
      a: (wire) => {
        wire.send('tell', { n: 1 });
        wire.close();
        expect(wire.send('tell', { n: 2 })).toBe(false);
      },
    });
    expect((await stage.play()).got()).toEqual(['b tell 1 @13', 'b closed finished 0 @13']);
  });

  it('ends in order also when what was sent before is lost at first', async () => {
    const stage = connected({
      a: (wire) => {
        wire.send('tell', { n: 1 });
        wire.close();
      },
    });
    stage.between(11.5, 100, () => stage.world.verbs.cut([0], [1]));
    expect((await stage.play()).got()).toEqual(['b tell 1 @227', 'b closed finished 0 @269']);
  });

  it('breaks with reset', async () => {
    const stage = connected({ a: (wire, node) => void node.after('10ms', () => wire.reset()) });
    expect((await stage.play()).got()).toEqual(['a closed reset 0 @22', 'b closed reset 0 @23']);
  });

  it('is reset for the other side when its process crashes: the kernel lives', async () => {
    const stage = connected({});
    stage.at(100, () => void stage.world.verbs.crash(1, 'process', ['memory']));
    expect((await stage.play()).got()).toEqual(['a closed reset 0 @101']);
  });

  it('says nothing when the host dies; a rebooted one resets what it does not know', async () => {
    const stage = connected({
      a: (wire, node) => void node.after('400ms', () => sendAll(1)(wire)),
    });
    stage.between(100, 300, () => stage.world.verbs.crash(1, 'host', ['memory']));
    expect((await stage.play()).got()).toEqual(['a closed reset 0 @414']);
  });

  it('of a stopped process is opened by its kernel; a suspended machine has none that answers', async () => {
    const opened = async (cause: 'sigstop' | 'vm-suspend'): Promise<string[]> => {
      const stage = connected({ a: (_, node) => node.observe('got', { what: 'open', n: 0 }) });
      stage.between(5, 50, () => stage.world.verbs.pause(1, cause));
      return (await stage.play()).got();
    };
    expect(await opened('sigstop')).toEqual(['a open 0 @12']);
    expect(await opened('vm-suspend')).toEqual(['a open 0 @51']);
  });

  it('of a suspended machine sends nothing again until it goes on', async () => {
    const stage = connected({ a: sendAll(1) });
    stage.between(11.5, 100, () => stage.world.verbs.cut([0], [1]));
    stage.between(150, 400, () => stage.world.verbs.pause(0, 'vm-suspend'));
    await stage.play();
    expect(stage.lines('resent')).toEqual(['400 resent a b tell']);
    expect(stage.got()).toEqual(['b tell 0 @401']);
  });

  it('closes behind what it brought, also for a process that stood still', async () => {
    const stage = connected({
      a: (wire) => {
        sendAll(3)(wire);
        wire.close();
      },
    });
    stage.between(12.5, 50, () => stage.world.verbs.pause(1, 'gc'));
    expect((await stage.play()).got()).toEqual([
      'b tell 0 @50',
      'b tell 1 @50',
      'b tell 2 @50',
      'b closed finished 0 @50',
    ]);
  });

  it('tells how it ended also to whoever asks when it has', async () => {
    const a = scripted((node) => {
      node.connect('b', { timeout: '1s' }).done((outcome) => {
        if (outcome.status !== 'ok') return;
        node.after('1s', () =>
          outcome.value.closed((reason) => node.observe('got', { what: `closed ${reason}`, n: 0 })),
        );
      });
    });
    const b = scripted((node) =>
      node.listen((wire) => void node.after('10ms', () => wire.reset())),
    );
    const stage = new Stage({ nodes: { a: { program: a }, b: { program: b } } });
    expect((await stage.play()).got()).toEqual(['a closed reset 0 @1002']);
  });

  it('has one who hears of its end, and one for each kind of message', async () => {
    const crashed = async (twice: (wire: Wire) => void): Promise<string> => {
      const stage = connected({ a: twice });
      await stage.play();
      return JSON.stringify(stage.events().filter(({ type }) => type === 'crashed'));
    };
    const none = (): void => undefined;
    expect(await crashed((wire) => wire.on('tell', none))).toContain('tell has a handler already');
    expect(await crashed((wire) => wire.closed(none))).toContain(
      'closed: this connection has somebody who hears of its end already',
    );
  });

  it('leads to another node', async () => {
    const a = scripted((node) => void node.connect('a', { timeout: '1s' }));
    const stage = new Stage({ nodes: { a: { program: a } } });
    await stage.play();
    expect(stage.lines('crashed')).toEqual(['0 crashed a']);
  });
});
