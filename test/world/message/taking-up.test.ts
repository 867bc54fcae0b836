import { describe, expect, it } from 'vitest';
import { ack } from '../../../src/world/program/protocol.ts';
import { listening, scripted } from '../../support/scripted-node.ts';
import { Stage } from '../../support/world-stage.ts';

async function got(stage: Stage): Promise<string[]> {
  return (await stage.play()).got();
}

describe('handlers', () => {
  /** Handles each `tell` in 10 ms; three come at once, with an own timer and an answered call. */
  function busy(handlers: 'interleaved' | 'one-at-a-time'): Stage {
    const a = scripted((node) => {
      node.on('tell', async ({ n }) => {
        node.observe('got', { what: 'begin', n });
        await node.sleep('5ms');
        const outcome = await node.call('b', 'poke', {}, { timeout: '1s' });
        node.observe('got', { what: outcome.status, n });
      });
      node.after('4ms', () => node.observe('got', { what: 'timer', n: 0 }));
    }, handlers);
    const b = scripted((node) => {
      node.on('poke', () => ack);
      for (const n of [1, 2]) node.send('a', 'tell', { n });
    });
    return new Stage({ nodes: { a: { program: a }, b: { program: b } } });
  }

  it('are found for each message anew, also one that comes late', async () => {
    const a = scripted((node) => {
      node.after('3ms', () => node.on('tell', ({ n }) => node.observe('got', { what: 'tell', n })));
      node.on('poke', () => {
        node.observe('got', { what: 'poke', n: 0 });
        return ack;
      });
    });
    const b = scripted((node) => {
      const say = (n: number): void => {
        node.send('a', 'tell', { n });
        node.call('a', 'poke', {}, { timeout: '1s', via: 'datagram' }).done(() => {});
        node.send('a', 'tell', { n: n + 1 });
      };
      say(1);
      node.after('5ms', () => say(3));
    });
    const stage = new Stage({ nodes: { a: { program: a }, b: { program: b } } });
    expect((await got(stage)).map((line) => line.split(' @')[0])).toEqual([
      'a poke 0',
      'a tell 3',
      'a poke 0',
      'a tell 4',
    ]);
    expect(stage.lines('unhandled')).toHaveLength(2);
  });

  it('interleave at awaits', async () => {
    expect(await got(busy('interleaved'))).toEqual([
      'a begin 1 @1',
      'a begin 2 @1',
      'a timer 0 @4',
      'a ok 1 @10',
      'a ok 2 @10',
    ]);
  });

  it('run one at a time where the program says so: messages and timers wait, own results arrive', async () => {
    expect(await got(busy('one-at-a-time'))).toEqual([
      'a begin 1 @1',
      'a ok 1 @10',
      'a begin 2 @10',
      'a ok 2 @17',
      'a timer 0 @17',
    ]);
  });

  it('leave loops alone: those keep nobody waiting', async () => {
    const a = scripted((node) => {
      listening(node);
      node.task(async () => {
        for (let n = 0; n < 3; n++) {
          await node.sleep('5ms');
          node.observe('got', { what: 'loop', n });
        }
      });
    }, 'one-at-a-time');
    const b = scripted((node) => void node.after('6ms', () => node.send('a', 'tell', { n: 1 })));
    const stage = new Stage({ nodes: { a: { program: a }, b: { program: b } } });
    expect(await got(stage)).toEqual([
      'a loop 0 @5',
      'a tell 1 @7',
      'a loop 1 @10',
      'a loop 2 @15',
    ]);
  });
});
