import { describe, expect, it } from 'vitest';
import type { TcpSettings } from '../../../src/world/tcp/settings.ts';
import { connected } from './tcp-stage.ts';
import type { Stage } from '../../support/world-stage.ts';

/** The instants, in ms, at which a bare acknowledgement of `b` was on its way. */
function bareAcks(stage: Stage): number[] {
  const seen: number[] = [];
  stage.at(50, () => {
    stage.world.verbs.addRule({
      from: [1],
      to: [0],
      kind: null,
      again: null,
      ask: ({ kindName }) => {
        if (kindName === '(ack)') seen.push(stage.engine.nowNs / 1_000_000);
        return 'pass';
      },
    });
  });
  return seen;
}

describe('an acknowledgement', () => {
  const sending = async (count: number, tcp: Partial<TcpSettings>): Promise<number[]> => {
    const stage = connected({
      a: (wire, node) => {
        node.after('88ms', () => {
          for (let n = 0; n < count; n++) wire.send('tell', { n });
        });
      },
      tcp,
    });
    const seen = bareAcks(stage);
    await stage.play();
    return seen;
  };

  it('waits 40 ms for data that could take it along', async () => {
    expect(await sending(1, {})).toEqual([141]);
  });

  it('waits no longer because an acknowledgement from there comes in between', async () => {
    const stage = connected({
      a: (wire, node) => void node.after('88ms', () => void wire.send('tell', { n: 1 })),
      // Two segments that reach `a` at 100.2, so that it acknowledges them at once.
      b: (wire, node) =>
        void node.after('86200us', () => {
          wire.send('tell', { n: 2 });
          wire.send('tell', { n: 3 });
        }),
    });
    const seen = bareAcks(stage);
    await stage.play();
    expect(seen).toEqual([141]);
  });

  it('does not wait behind a second segment', async () => {
    expect(await sending(5, {})).toEqual([101, 101, 141]);
  });

  it('does not wait where that is switched off', async () => {
    expect(await sending(3, { delayedAckNs: 0 })).toEqual([101, 101, 101]);
  });

  it('travels with the answer if there is one', async () => {
    const stage = connected({
      a: (wire, node) => void node.after('88ms', () => void wire.send('tell', { n: 1 })),
      b: (wire) => wire.on('tell', ({ n }) => void wire.send('tell', { n: n + 1 })),
    });
    const seen = bareAcks(stage);
    await stage.play();
    expect(seen).toEqual([]);
    expect(stage.got()).toEqual(['a tell 2 @102']);
  });

  it('is the kernel’s: a stopped process’s kernel gives it, a suspended machine’s does not', async () => {
    const resent = async (cause: 'gc' | 'sigstop' | 'vm-suspend'): Promise<number> => {
      const stage = connected({
        a: (wire, node) => void node.after('88ms', () => void wire.send('tell', { n: 1 })),
      });
      stage.between(90, 5000, () => stage.world.verbs.pause(1, cause));
      await stage.play();
      expect(stage.got()).toEqual(['b tell 1 @5000']);
      return stage.lines('resent').length;
    };
    expect(await resent('gc')).toBe(0);
    expect(await resent('sigstop')).toBe(0);
    expect(await resent('vm-suspend')).toBeGreaterThan(3);
  });

  it('is none of the process: what was acknowledged and not taken up is lost with it', async () => {
    const stage = connected({
      a: (wire, node) => void node.after('88ms', () => void wire.send('tell', { n: 1 })),
    });
    stage.at(90, () => void stage.world.verbs.pause(1, 'gc'));
    stage.at(500, () => void stage.world.verbs.crash(1, 'process', ['memory']));
    await stage.play();
    expect(stage.lines('sent', 'resent')).toEqual(['100 sent a b tell']);
    expect(stage.got()).toEqual(['a closed reset 0 @501']);
  });
});
