import { describe, expect, it } from 'vitest';
import { integer, text } from '../../../src/base/schema.ts';
import { defineProgram } from '../../../src/world/program/program.ts';
import { hearsOfEnds, supervision } from '../../../src/world/machine/supervision.ts';
import { scripted } from '../../support/scripted-node.ts';
import { Stage } from '../../support/world-stage.ts';

const ms = 1_000_000;

/** Says whose process ended. */
const monitor = defineProgram({
  name: 'monitor',
  summary: 'Hears of processes that ended.',
  messages: supervision,
  events: { got: { what: text(), n: integer() } },
  start(node) {
    node.on('process-ended', ({ node: whose, boot }) =>
      node.observe('got', { what: whose, n: boot }),
    );
  },
});

/** Exits at 50 ms of its first boot. */
const mortal = scripted((node) => {
  if (node.boot.count === 1) node.after('50ms', () => node.exit(1));
});

function stage(program = mortal): Stage {
  const restartAfter = { kind: 'constant', ns: 20 * ms } as const;
  return new Stage({
    nodes: { m: { program: monitor }, n: { program, notify: ['m'], restartAfter } },
    untilMs: 1000,
  });
}
const idle = scripted(() => undefined);

describe('a supervisor', () => {
  it('starts a process again that ended, and tells others over the network', async () => {
    const play = await stage().play();
    expect(play.got()).toEqual(['m n 1 @51']);
    expect(play.lines('started')).toContain('70 started n');
  });

  it('does not tell the process of its own machine, of whose end it tells', async () => {
    const program = defineProgram({
      name: 'mortal-monitor',
      summary: 'Hears of processes that ended, and ends.',
      messages: supervision,
      events: { got: { what: text(), n: integer() } },
      start(node) {
        node.on('process-ended', ({ node: whose, boot }) =>
          node.observe('got', { what: whose, n: boot }),
        );
        if (node.boot.count === 1) node.after('50ms', () => node.exit(1));
      },
    });
    const restartAfter = { kind: 'constant', ns: 0 } as const;
    const nodes = { m: { program: monitor }, n: { program, notify: ['m', 'n'], restartAfter } };
    const play = await new Stage({ nodes, untilMs: 1000 }).play();
    expect(play.got()).toEqual(['m n 1 @51']);
  });

  it('tells of a process that was killed, and nothing when its own machine is dead', async () => {
    for (const [scope, got] of [
      ['process', ['m n 1 @101']],
      ['host', []],
    ] as const) {
      const play = stage(idle);
      play.between(100, 200, () => play.world.verbs.crash(1, scope, ['memory']));
      expect((await play.play()).got()).toEqual(got);
    }
  });

  it('starts it when it is due, whatever else kept it down and is over by then', async () => {
    for (const [scope, from, to, started] of [
      ['process', 55, 60, 70],
      ['process', 55, 90, 90],
      ['host', 55, 60, 60],
    ] as const) {
      const play = stage();
      play.between(from, to, () => play.world.verbs.crash(1, scope, ['memory']));
      expect((await play.play()).lines('started')).toContain(`${started} started n`);
    }
  });

  it('may be cut off like anybody else', async () => {
    const play = stage();
    play.between(10, 100, () => play.world.verbs.cut([1], [0]));
    expect((await play.play()).got()).toEqual([]);
  });

  it('lies to those who hear it late: the process runs again', async () => {
    const play = stage();
    play.between(10, 500, () =>
      play.world.verbs.addRule({
        from: [1],
        to: [0],
        kind: null,
        again: 'hold',
        ask: () => 'hold',
      }),
    );
    await play.play();
    expect(play.got()).toEqual(['m n 1 @501']);
    expect(play.world.isUp('n')).toBe(true);
  });
});

describe('a program', () => {
  it('hears of ends when it declares the message as it is', () => {
    expect(hearsOfEnds(monitor.contents.messages)).toBe(true);
    expect(hearsOfEnds({})).toBe(false);
    expect(hearsOfEnds({ 'process-ended': { node: text() } })).toBe(false);
  });
});
