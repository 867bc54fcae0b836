import { describe, expect, it } from 'vitest';
import { listening, scripted } from '../../support/scripted-node.ts';
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

/** Strikes `a` from a listener, with the pause lasting 100 ms. */
function pauseNow(stage: Stage, cause: 'gc' | 'sigstop' = 'gc'): void {
  const undo = stage.world.verbs.pause(0, cause);
  stage.engine.schedule(stage.engine.nowNs + 100_000_000, 0, undo);
}

function crashNow(stage: Stage): void {
  stage.world.verbs.crash(0, 'process', ['memory']);
}

/** Strikes when `a` has sent its nth message. */
function onSent(stage: Stage, nth: number, strike: (stage: Stage) => void): Stage {
  let sent = 0;
  stage.world.watchMessages = true;
  return stage.hook({
    messageSent: ({ from }) => {
      if (from === 'a' && ++sent === nth) strike(stage);
    },
  });
}

describe('a step', () => {
  it('takes no time, and nothing else runs in it', async () => {
    const stage = new Stage({
      nodes: {
        a: {
          program: scripted((node) => {
            node.after('5ms', () => {
              const before = node.clock.monotonic();
              node.send(['a', 'b'], 'tell', { n: 1 });
              node.observe('got', { what: 'end', n: node.clock.monotonic() - before });
            });
            node.after('5ms', () => node.observe('got', { what: 'other', n: 0 }));
            listening(node);
          }),
        },
        b: { program: scripted(listening) },
      },
      link: { latency: { kind: 'constant', ns: 0 } },
    });
    // Deliveries come before timers of the same instant, but not before the step is over.
    expect(await got(stage)).toEqual(['a end 0 @5', 'a tell 1 @5', 'b tell 1 @5', 'a other 0 @5']);
  });

  it('has its effects at once and in program order', async () => {
    const stage = pair((node) => {
      node.observe('got', { what: 'one', n: 0 });
      node.send('b', 'tell', { n: 1 });
      node.observe('got', { what: 'two', n: 0 });
      node.log('three');
    });
    await stage.play();
    expect(stage.lines().slice(1, 5)).toEqual([
      '0 observed a got',
      '0 sent a b tell',
      '0 observed a got',
      '0 log a',
    ]);
  });
});

/** Two sends, a write, a line of the log, and 1 ms later an observation. */
const busy = (node: TalkNode): void => {
  node.after('10ms', () => {
    node.send('b', 'tell', { n: 1 });
    node.disk.write('file', 1);
    node.send('b', 'tell', { n: 2 });
    node.after('1ms', () => node.observe('got', { what: 'late', n: 0 }));
  });
};

describe('a watch over effects', () => {
  it('is told before each effect, and changes nothing', async () => {
    const alone = await pair(busy).play();
    const watched = pair(busy);
    const told: string[] = [];
    watched.world.effectWatch = {
      before: (node) => void told.push(`${'ab'[node]} @${watched.engine.nowNs / 1e6}`),
    };
    await watched.play();
    expect(watched.trace.summary()).toEqual(alone.trace.summary());
    // The timer; two sends, a write and another timer; the observation; what `b` observes.
    const step = ['a @10', 'a @10', 'a @10', 'a @10'];
    expect(told).toEqual(['a @0', ...step, 'b @11', 'b @11', 'a @11']);
  });

  it.each([
    [2, 0, false],
    [3, 1, false],
    [4, 1, true],
    [5, 2, true],
  ])('may crash the node before its effect %d', async (nth, sends, wrote) => {
    const stage = pair(busy);
    let effects = 0;
    stage.world.effectWatch = {
      before(node) {
        if (node !== 0) return;
        effects += 1;
        if (effects === nth) crashNow(stage);
      },
    };
    await stage.play();
    expect(stage.lines('sent')).toHaveLength(sends);
    expect(stage.world.machines[0]?.disk.list()).toEqual(wrote ? ['file'] : []);
  });
});

describe('a crash inside a step', () => {
  it('strikes between two sends: one was told, the other not', async () => {
    const stage = pair((node) => {
      node.after('10ms', () => {
        node.send('b', 'tell', { n: 1 });
        node.send('b', 'tell', { n: 2 });
        node.observe('got', { what: 'never seen', n: 0 });
      });
    });
    expect(await got(onSent(stage, 1, crashNow))).toEqual(['b tell 1 @11']);
  });

  it('strikes between two of one list', async () => {
    const stage = pair((node) => {
      node.after('10ms', () => node.send(['b', 'b', 'b'], 'tell', { n: 1 }));
    });
    expect(await got(onSent(stage, 2, crashNow))).toHaveLength(2);
  });

  it('makes a ghost of the rest: whatever it does has no effect', async () => {
    let ran = false;
    const stage = pair((node) => {
      node.on('ask', () => ({ n: 1 }));
      node.after('10ms', async () => {
        node.send('b', 'tell', { n: 1 });
        node.disk.write('file', 1);
        node.after('1ms', () => node.send('b', 'tell', { n: 2 }));
        void node.call('b', 'ask', { n: 1 }, { timeout: '1s' });
        void node.disk.sync();
        node.log('ghost');
        await Promise.resolve();
        ran = true;
        node.observe('got', { what: 'ghost', n: 0 });
        throw new Error('a ghost cannot crash again');
      });
    });
    onSent(stage, 1, crashNow);
    expect(await got(stage)).toEqual(['b tell 1 @11']);
    expect(ran).toBe(true);
    expect(stage.lines('log', 'synced', 'crashed')).toEqual(['10 crashed a']);
    expect(stage.world.machines[0]?.disk.list()).toEqual([]);
  });

  it('in reaction to an event strikes before the next effect', async () => {
    const stage = pair((node) => {
      node.after('10ms', () => {
        node.observe('got', { what: 'decided', n: 0 });
        node.send('b', 'tell', { n: 1 });
      });
    });
    stage.hook({ observed: () => crashNow(stage) });
    expect(await got(stage)).toEqual(['a decided 0 @10']);
  });

  it('on the doorstep: the message was delivered and is never handled', async () => {
    const stage = new Stage({
      nodes: {
        a: { program: scripted(listening) },
        b: { program: scripted((node) => node.send('a', 'tell', { n: 1 })) },
      },
    });
    stage.world.watchMessages = true;
    stage.hook({ messageReceived: () => crashNow(stage) });
    expect(await got(stage)).toEqual([]);
    expect(stage.lines('delivered')).toEqual(['1 delivered a b tell']);
  });
});

describe('a pause inside a step', () => {
  it('holds the effects of the rest until the process goes on', async () => {
    const stage = pair((node) => {
      node.after('10ms', () => {
        node.send('b', 'tell', { n: 1 });
        node.send('b', 'tell', { n: 2 });
        node.observe('got', { what: 'held', n: 0 });
        node.after('5ms', () => node.observe('got', { what: 'timer', n: 0 }));
      });
    });
    expect(await got(onSent(stage, 1, pauseNow))).toEqual([
      'b tell 1 @11',
      'a held 0 @110',
      'b tell 2 @111',
      'a timer 0 @115',
    ]);
  });

  it('strikes again between the effects that it held', async () => {
    const stage = pair((node) => {
      node.after('10ms', () => {
        for (const n of [1, 2, 3]) node.send('b', 'tell', { n });
      });
    });
    onSent(stage, 1, pauseNow);
    const { hooks } = stage.world;
    onSent(stage, 2, crashNow);
    const second = stage.world.hooks.messageSent.bind(stage.world.hooks);
    stage.hook({
      messageSent: (message, seq) => {
        hooks.messageSent(message, seq);
        second(message, seq);
      },
    });
    expect(await got(stage)).toEqual(['b tell 1 @11', 'b tell 2 @111']);
  });

  it('lets the ghost see its own disk, and nobody else, until it goes on', async () => {
    const seen: unknown[] = [];
    const stage = pair((node) => {
      node.after('10ms', () => {
        node.send('b', 'tell', { n: 1 });
        node.disk.write('file', 1);
        seen.push(node.disk.read('file', 0));
      });
      node.after('20ms', () => void seen.push(node.disk.read('file', 0)));
    });
    stage.at(50, () => void seen.push(stage.world.machines[0]?.disk.read('file')));
    await onSent(stage, 1, pauseNow).play();
    expect(seen).toEqual([1, undefined, 1]);
  });

  it('is forgotten with the process when that crashes: what was held never happens', async () => {
    const stage = pair((node) => {
      node.after('10ms', () => {
        node.send('b', 'tell', { n: 1 });
        node.send('b', 'tell', { n: 2 });
      });
    });
    onSent(stage, 1, pauseNow);
    stage.between(50, 60, () => stage.world.verbs.crash(0, 'process', ['memory']));
    expect(await got(stage)).toEqual(['b tell 1 @11', 'b tell 1 @71', 'b tell 2 @71']);
  });

  it('on the doorstep has the message handled at resume, delivered once, by the clocks of then', async () => {
    const stage = new Stage({
      nodes: {
        a: {
          program: scripted((node) => {
            const boot = node.clock.monotonic();
            node.on('tell', ({ n }) => {
              const sinceMs = (node.clock.monotonic() - boot) / 1e6;
              node.observe('got', { what: `tell ${n}`, n: sinceMs });
            });
          }),
        },
        b: {
          program: scripted((node) => {
            node.send('a', 'tell', { n: 1 });
            node.after('50ms', () => node.send('a', 'tell', { n: 2 }));
          }),
        },
      },
    });
    let struck = 0;
    stage.world.watchMessages = true;
    stage.hook({
      messageReceived: () => {
        if (struck++ === 0) pauseNow(stage);
      },
    });
    expect(await got(stage)).toEqual(['a tell 1 101 @101', 'a tell 2 101 @101']);
    expect(stage.lines('delivered')).toEqual(['1 delivered a b tell', '101 delivered a b tell']);
    expect(struck).toBe(2);
  });
});

describe('a point', () => {
  function passing(awaited: boolean, strike?: (stage: Stage) => void): Stage {
    const stage = pair((node) => {
      const boot = node.clock.monotonic();
      node.after('10ms', async () => {
        if (awaited) await node.at('here');
        else void node.at('here');
        const sinceMs = (node.clock.monotonic() - boot) / 1e6;
        node.observe('got', { what: 'after', n: sinceMs });
      });
    });
    stage.hook({ pointReached: () => strike?.(stage) });
    return stage;
  }

  it('that is not armed settles at once', async () => {
    expect(await got(passing(true))).toEqual(['a after 10 @10']);
  });

  it('that is awaited is a true suspension: the code behind it reads the clocks after the pause', async () => {
    expect(await got(passing(true, pauseNow))).toEqual(['a after 110 @110']);
  });

  it('that is not awaited is only an effect: the ghost has read the old time', async () => {
    expect(await got(passing(false, pauseNow))).toEqual(['a after 10 @110']);
  });

  it.each([true, false])('is where a crash strikes (awaited: %s)', async (awaited) => {
    expect(await got(passing(awaited, crashNow))).toEqual([]);
  });

  it('must be declared', async () => {
    const stage = pair((node) => void node.at('nowhere' as 'here'));
    await stage.play();
    expect(stage.lines('crashed')).toEqual(['0 crashed a']);
  });
});

describe('an async function that nobody follows', () => {
  it('runs on in the step that brings what it awaits, whatever else happens', async () => {
    const stage = pair((node) => {
      node.after('5ms', () => {
        void (async () => {
          await node.sleep('7ms');
          node.observe('got', { what: 'woke', n: 0 });
        })();
      });
    });
    expect(await got(stage)).toEqual(['a woke 0 @12']);
  });
});
