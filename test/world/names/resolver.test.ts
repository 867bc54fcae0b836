import { describe, expect, it } from 'vitest';
import type { NamesPlan } from '../../../src/world/names/resolver.ts';
import { hearing } from '../tcp/tcp-stage.ts';
import { listening, scripted, told } from '../../support/scripted-node.ts';
import type { TalkNode } from '../../support/scripted-node.ts';
import { Stage } from '../../support/world-stage.ts';

const ms = 1_000_000;

/** `a` finds `b` by asking `ns`; a link takes 1 ms, so that an answer takes two. */
function looking(start: (node: TalkNode) => void, more: Partial<NamesPlan> = {}): Stage {
  const names: NamesPlan = {
    servers: ['ns'],
    of: ['b'],
    ttlNs: 100 * ms,
    negativeNs: 50 * ms,
    staleNs: 0,
    timeoutNs: 30 * ms,
    attempts: 2,
    ...more,
  };
  const b = scripted((node) => {
    listening(node);
    node.on('ask', ({ n }) => ({ n }));
    node.listen((wire) => hearing(wire, node));
  });
  return new Stage({
    nodes: {
      a: { program: scripted(start), names },
      b: { program: b },
      ns: { program: scripted(() => undefined) },
    },
    untilMs: 1000,
  });
}

const asking = (node: TalkNode): void =>
  node.call('b', 'ask', { n: 1 }, { timeout: '500ms' }).done((outcome) => told(node, outcome));

describe('a resolver', () => {
  it('looks a name up before the first datagram, and then knows it until the answer has run out', async () => {
    const stage = await looking((node) => {
      for (const at of [10, 20, 120])
        node.after(`${at}ms`, () => node.send('b', 'tell', { n: at }));
    }).play();
    expect(stage.got()).toEqual(['b tell 10 @13', 'b tell 20 @21', 'b tell 120 @123']);
  });

  it('sends nothing for a process that died before the answer came', async () => {
    for (const [atMs, got] of [
      [11, []],
      [12.5, ['b tell 1 @13']],
    ] as const) {
      const stage = looking((node) => {
        if (node.boot.count === 1) node.after('10ms', () => node.send('b', 'tell', { n: 1 }));
      });
      stage.at(atMs, () => void stage.world.verbs.crash(0, 'process', ['memory']));
      await stage.play();
      expect([atMs, stage.got()]).toEqual([atMs, got]);
    }
  });

  it('looks up before a connection is opened, not for each call on it', async () => {
    const stage = await looking((node) => {
      for (const at of [10, 200]) node.after(`${at}ms`, () => asking(node));
    }).play();
    // Two for the name, two for the handshake, two for the call; later two.
    expect(stage.got()).toEqual(['a ok 1 @16', 'a ok 1 @202']);
  });

  it('serves everybody who waits for one question', async () => {
    const stage = await looking((node) => {
      node.after('10ms', () => {
        asking(node);
        node
          .connect('b', { timeout: '1s' })
          .done(({ status }) => node.observe('got', { what: status, n: 0 }));
      });
    }).play();
    expect(stage.got()).toEqual(['a ok 0 @14', 'a ok 1 @16']);
  });

  it('gives up when nobody answers, and says that nothing was sent', async () => {
    const stage = looking((node) => node.after('10ms', () => asking(node)));
    const ns = stage.world.indexOf('ns');
    stage.between(1, 900, () => stage.world.verbs.pause(ns, 'sigstop'));
    await stage.play();
    expect(stage.got()).toEqual(['a fail unreachable 0 @70']);
  });

  it('hears at once when nobody listens at the server, and asks the next', async () => {
    const stage = looking((node) => node.after('10ms', () => asking(node)), {
      servers: ['ns', 'b'],
    });
    stage.between(0, 900, () => stage.world.verbs.crash(stage.world.indexOf('ns'), 'process', []));
    await stage.play();
    expect(stage.got()).toEqual(['a ok 1 @18']);
  });

  it('uses what has run out when nobody answers, if it may', async () => {
    const late = (node: TalkNode): void => {
      for (const at of [10, 300]) node.after(`${at}ms`, () => node.send('b', 'tell', { n: at }));
    };
    const silent = (stage: Stage): Promise<Stage> =>
      stage.between(200, 900, () => stage.world.verbs.cut([0], [stage.world.indexOf('ns')])).play();
    expect((await silent(looking(late))).got()).toEqual(['b tell 10 @13']);
    expect((await silent(looking(late, { staleNs: 1000 * ms }))).got()).toEqual([
      'b tell 10 @13',
      'b tell 300 @361',
    ]);
  });

  it('uses no answer for longer than that, however seldom it asks again', async () => {
    const stage = looking(
      (node) => {
        for (const at of [10, 120, 200, 400])
          node.after(`${at}ms`, () => node.send('b', 'tell', { n: at }));
      },
      { staleNs: 100 * ms, negativeNs: 400 * ms },
    );
    stage.between(100, 900, () => stage.world.verbs.cut([0], [stage.world.indexOf('ns')]));
    await stage.play();
    // Known at 12 ms: good for 100, and for 100 more when nobody answers.
    expect(stage.got()).toEqual(['b tell 10 @13', 'b tell 120 @181', 'b tell 200 @201']);
  });

  it('forgets with the power of its machine, not with its process', async () => {
    const stage = looking((node) => node.after('10ms', () => node.send('b', 'tell', { n: 1 })), {
      ttlNs: 10_000 * ms,
    });
    stage.between(100, 110, () => stage.world.verbs.crash(0, 'process', []));
    stage.between(200, 210, () => stage.world.verbs.crash(0, 'host', []));
    await stage.play();
    expect(stage.got()).toEqual(['b tell 1 @13', 'b tell 1 @121', 'b tell 1 @223']);
  });
});
