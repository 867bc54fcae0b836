import { describe, expect, it } from 'vitest';
import { boolean, integer, text } from '../../../src/base/schema.ts';
import { ack, request } from '../../../src/world/program/protocol.ts';
import { defineProgram } from '../../../src/world/program/program.ts';
import { Stage } from '../../support/world-stage.ts';

const asked = { got: { status: text(), error: text(), n: integer() } };
const protocol = {
  ask: request({ n: integer() }, { n: integer() }),
  poke: request({}),
  tell: { n: integer() },
};

const server = defineProgram({
  name: 'server',
  summary: 'Doubles numbers.',
  messages: protocol,
  start(node) {
    node.on('ask', async ({ n }) => {
      await node.sleep('5ms');
      return { n: n * 2 };
    });
    node.on('poke', () => ack);
    node.on('tell', () => undefined);
  },
});

const asker = defineProgram({
  name: 'asker',
  summary: 'Asks once.',
  config: { callback: boolean().default(false) },
  messages: protocol,
  events: asked,
  start(node, config) {
    const tell = (outcome: { status: string; error?: string; value?: { n: number } }): void =>
      node.observe('got', {
        status: outcome.status,
        error: outcome.error ?? '',
        n: outcome.value?.n ?? 0,
      });
    node.after('10ms', () => {
      const call = node.call('s', 'ask', { n: 21 }, { timeout: '1s' });
      if (config.callback) call.done(tell);
      else node.task(async () => tell(await call));
    });
  },
});

function stage(callback: boolean): Stage {
  return new Stage({
    nodes: { c: { program: asker, config: { callback } }, s: { program: server } },
    untilMs: 3000,
  });
}

describe('a call over the network', () => {
  it.each([true, false])(
    'is answered after two latencies and the work (callback: %s)',
    async (callback) => {
      expect((await stage(callback).play()).observed()).toEqual([
        'c got {"status":"ok","error":"","n":42} @19',
      ]);
    },
  );

  it('is refused at once by a live system whose process is dead', async () => {
    const play = stage(true);
    play.at(5, () => void play.world.verbs.crash(1, 'process', ['memory']));
    expect((await play.play()).observed()).toEqual([
      'c got {"status":"fail","error":"connection-refused","n":0} @12',
    ]);
  });

  it('hears nothing from a dead host, and does not know', async () => {
    const play = stage(true);
    play.at(5, () => void play.world.verbs.crash(1, 'host', ['memory']));
    expect((await play.play()).observed()).toEqual([
      'c got {"status":"unknown","error":"timeout","n":0} @1010',
    ]);
  });

  it('is broken off, unknown, when the process dies while it works', async () => {
    const play = stage(true);
    play.at(12, () => void play.world.verbs.crash(1, 'process', ['memory']));
    expect((await play.play()).observed()).toEqual([
      'c got {"status":"unknown","error":"reset","n":0} @14',
    ]);
  });

  it('waits while the server stands still', async () => {
    const play = stage(false);
    let undo = (): void => undefined;
    play.at(5, () => {
      undo = play.world.verbs.pause(1, 'gc');
    });
    play.at(500, () => undo());
    expect((await play.play()).observed()).toEqual([
      'c got {"status":"ok","error":"","n":42} @506',
    ]);
  });

  it('is sent again a round trip and 200 ms later, first as a probe, while a cut takes it', async () => {
    const play = stage(false);
    let heal = (): void => undefined;
    // The connection is open by then.
    play.at(12.5, () => {
      heal = play.world.verbs.cut([0], [1]);
    });
    play.at(300, () => heal());
    expect((await play.play()).observed()).toEqual([
      'c got {"status":"ok","error":"","n":42} @423',
    ]);
    expect(play.lines('resent')).toEqual(['214 resent c s ask', '416 resent c s ask']);
  });
});
