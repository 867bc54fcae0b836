import { describe, expect, it } from 'vitest';
import { connected } from './tcp-stage.ts';

const rule = (ruling: 'unreachable', from: number, to: number) => ({
  from: [from],
  to: [to],
  kind: null,
  again: 'cut' as const,
  ask: () => ruling,
});

describe('a connection whose other host has crashed', () => {
  it('is silent, and reset by the first segment that reaches the rebooted host', async () => {
    const stage = connected({
      a: (wire, node) => {
        node.after('500ms', () => void wire.send('tell', { n: 1 }));
      },
    });
    stage.between(100, 1000, () => stage.world.verbs.crash(1, 'host', ['memory']));
    await stage.play();
    // Sent at 512; the probe at 714, then again at 916 and 1320.
    expect(stage.lines('resent')).toEqual([
      '714 resent a b tell',
      '916 resent a b tell',
      '1320 resent a b tell',
    ]);
    expect(stage.got()).toEqual(['a closed reset 0 @1322']);
  });

  it('stays half open as long as nobody sends', async () => {
    const stage = connected({});
    stage.between(100, 1000, () => stage.world.verbs.crash(1, 'host', ['memory']));
    expect((await stage.play()).got()).toEqual([]);
  });
});

describe('what a router says', () => {
  it('is a hint on an open connection: it lives on, and its end tells of it', async () => {
    const stage = connected({
      a: (wire, node) => void node.after('500ms', () => void wire.send('tell', { n: 1 })),
    });
    stage.between(500, 2000, () => stage.world.verbs.addRule(rule('unreachable', 0, 1)));
    expect((await stage.play()).got()).toEqual(['b tell 1 @2129']);
    const ended = connected({
      a: (wire, node) => void node.after('500ms', () => void wire.send('tell', { n: 1 })),
      tcp: { userTimeoutNs: 3_000_000_000 },
    });
    ended.at(500, () => void ended.world.verbs.addRule(rule('unreachable', 0, 1)));
    expect((await ended.play()).got()).toEqual(['a closed unreachable 0 @3512']);
  });

  it('is said once in a second for each destination', async () => {
    const stage = connected({
      a: (_, node) => {
        const ask = (atMs: number) =>
          node.after(`${atMs}ms`, () => {
            node
              .connect('b', { timeout: '500ms' })
              .done((outcome) => node.observe('got', { what: outcome.status, n: atMs }));
          });
        ask(100);
        ask(200);
        ask(1300);
      },
    });
    stage.at(50, () => void stage.world.verbs.addRule(rule('unreachable', 0, 1)));
    expect((await stage.play()).got()).toEqual([
      'a fail 100 @112',
      'a unknown 200 @712',
      'a fail 1300 @1312',
    ]);
  });

  it('is not heard behind a filter', async () => {
    const stage = connected({ preset: 'linux-5.15', tcp: { icmp: false, synRetries: 1 } });
    stage.at(5, () => void stage.world.verbs.addRule(rule('unreachable', 0, 1)));
    expect((await stage.play()).got()).toEqual(['a unknown timeout 0 @3010']);
  });
});
